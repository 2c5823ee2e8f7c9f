"""Codes that change with the time (RFC 6238): six digits, every 30 seconds, HMAC-SHA1, as apps have it."""

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_SECONDS, DIGITS = 30, 6
# Clocks of phones are off, and people type slowly: one step before and one after.
_AROUND = (0, -1, 1)


def step_of(now: datetime) -> int:
    """The number of the half minute."""
    return int(now.timestamp()) // STEP_SECONDS


def code_at(secret: bytes, step: int) -> str:
    """The code of a half minute (RFC 4226, with its number as the counter)."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_matching(secret: bytes, code: str, *, now: datetime, after: int) -> int | None:
    """The half minute whose code this is, if it is near and later than the last one that was used (`after`)."""
    steps = (step_of(now) + distance for distance in _AROUND)
    typed = code.replace(" ", "").encode()
    near = (step for step in steps if step > after)
    return next((step for step in near if hmac.compare_digest(code_at(secret, step).encode(), typed)), None)


def readable(secret: bytes) -> str:
    """The secret as people type it into an app."""
    return base64.b32encode(secret).decode().rstrip("=")


def address(secret: bytes, *, issuer: str, account: str) -> str:
    """The secret as an app reads it from a picture."""
    query = urlencode({"secret": readable(secret), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{query}"
