"""Who is at the other end of a socket: whose page, and which agent."""

from fastapi import WebSocket

from api.http.dependencies import SignedIn, check_second_factor, who_is_signed_in
from api.settings import get_settings
from crm.errors import Forbidden
from crm.store import reading


def same_origin(socket: WebSocket, *, or_none: bool = False) -> None:
    """Cross-origin rules do not apply to sockets: the origin is checked by hand. Raises Forbidden.

    `or_none`: who names none is let in too, because it is no browser.
    """
    origin = socket.headers.get("origin")
    if origin is None and or_none:
        return
    ours = get_settings().public_url.rstrip("/")
    if origin != ours and (origin or "").partition("://")[2] != socket.headers.get("host"):
        raise Forbidden("This socket serves the product's own pages alone.")


def signed_in(cookie: str | None) -> SignedIn:
    """The agent behind the desk's cookie. Raises NotSignedIn."""
    with reading() as session:
        proof = who_is_signed_in(session, cookie)
    check_second_factor(proof.agent)
    return proof
