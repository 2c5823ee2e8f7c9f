"""Secrets of second factors: made from ours, so that the store holds none; and the picture that an app reads."""

import hashlib
import hmac
import uuid

import zxingcpp
from sqlalchemy.orm import Session

from api.settings import get_settings
from crm import proofs, totp
from crm.agents import Agent
from crm.base import utc_now
from crm.proofs import AgentProof
from crm.site import site


def secret_of(proof: AgentProof) -> bytes:
    """The secret of an agent: 20 bytes, as RFC 4226 recommends."""
    ours = get_settings().secret_key.get_secret_value().encode()
    return hmac.new(ours, f"second factor:{proof.agent_id}:{proof.salt}".encode(), hashlib.sha256).digest()[:20]


def check(session: Session, *, agent_id: uuid.UUID, code: str | None) -> None:
    """Raises CodeNeeded, BadCode."""
    secret = secret_of(proofs.of(session, agent_id))
    proofs.check(session, agent_id, secret=secret, code=code, now=utc_now())


def picture(agent: Agent, proof: AgentProof) -> str:
    """What an authenticator app reads, as SVG."""
    address = totp.address(secret_of(proof), issuer=site().name["en"], account=agent.email)
    drawn: str = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode).to_svg(add_quiet_zones=True)
    return drawn[drawn.index("<svg") :]
