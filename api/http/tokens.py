"""Tokens: signed, dated proof of who a visitor or an agent is."""

import hashlib
import hmac
import ipaddress
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import OctKey

from api.settings import get_settings
from crm.base import utc_now
from crm.errors import NotSignedIn, TokenExpired, TokenInvalid

ALGORITHM = "HS256"


@dataclass(frozen=True)
class Visitor:
    """Whom a visitor token stands for."""

    customer_id: uuid.UUID
    site: str


@dataclass(frozen=True)
class DeskCookie:
    """What the desk's cookie stands for; `csrf` must come back in a header with every change."""

    session_id: uuid.UUID
    csrf: str


def network_of(host: str) -> str:
    """A keyed hash of where a request comes from: the address, or of an IPv6 address the /64 that one customer has."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        address = None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        host = str(ipaddress.ip_network((address, 64), strict=False))
    key = get_settings().secret_key.get_secret_value().encode()
    return hmac.new(key, f"network:{host}".encode(), hashlib.sha256).hexdigest()


def issue_visitor(customer_id: uuid.UUID, site: str) -> tuple[str, datetime]:
    """A token for the widget, and when it ends."""
    expires_at = utc_now() + timedelta(days=get_settings().visitor_days)
    return _sign({"use": "visitor", "sub": str(customer_id), "site": site}, expires_at), expires_at


def read_visitor(token: str) -> Visitor:
    """Raises TokenExpired, or TokenInvalid for anything forged, foreign or malformed."""
    claims = _read(token, use="visitor")
    return Visitor(uuid.UUID(claims["sub"]), claims["site"])


def issue_desk(session_id: uuid.UUID, *, expires_at: datetime) -> tuple[str, DeskCookie]:
    """A cookie value for a session of the desk, and what it stands for."""
    proof = DeskCookie(session_id, secrets.token_urlsafe(24))
    return _sign({"use": "desk", "sub": str(session_id), "csrf": proof.csrf}, expires_at), proof


def read_desk(token: str | None) -> DeskCookie:
    """What was issued; whether the session still stands is in the store. Raises NotSignedIn."""
    try:
        claims = _read(token or "", use="desk")
    except (TokenExpired, TokenInvalid) as error:
        raise NotSignedIn from error
    return DeskCookie(uuid.UUID(claims["sub"]), claims["csrf"])


def _sign(claims: dict[str, Any], expires_at: datetime) -> str:
    return jwt.encode({"alg": ALGORITHM}, {**claims, "exp": int(expires_at.timestamp())}, _key())


def _read(token: str, *, use: str) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(token, _key(), algorithms=[ALGORITHM]).claims
        registry = jwt.JWTClaimsRegistry(use={"essential": True, "value": use}, exp={"essential": True})
        registry.validate(claims)
    except ExpiredTokenError as error:
        raise TokenExpired from error
    except (JoseError, ValueError, TypeError) as error:
        raise TokenInvalid from error
    return claims


def _key() -> OctKey:
    return OctKey.import_key(get_settings().secret_key.get_secret_value())
