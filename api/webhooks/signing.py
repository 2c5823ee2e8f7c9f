"""Signatures of what other systems are told, as Standard Webhooks has them (https://www.standardwebhooks.com)."""

import base64
import hashlib
import hmac
import uuid

from api.settings import get_settings

PREFIX = "whsec_"


def secret_of(webhook_id: uuid.UUID, salt: str) -> str:
    """The secret of a webhook as its owner is shown it: made from ours, so that the store holds none."""
    ours = get_settings().secret_key.get_secret_value().encode()
    made = hmac.new(ours, f"webhook:{webhook_id}:{salt}".encode(), hashlib.sha256).digest()
    return PREFIX + base64.b64encode(made).decode()


def headers(secret: str, *, call_id: uuid.UUID, timestamp: int, body: bytes) -> dict[str, str]:
    """What a receiver checks: the same id at every try, when this try was made, and who made it."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{call_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": str(call_id),
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }
