"""Who is at the other end of a socket: whose page, and which agent."""

from fastapi import WebSocket

from api.http.dependencies import SignedIn, who_is_signed_in
from crm.errors import Forbidden
from crm.store import reading


def same_origin(socket: WebSocket) -> None:
    """Cross-origin rules do not apply to sockets: the origin is checked by hand. Raises Forbidden."""
    origin = socket.headers.get("origin", "")
    if origin.partition("://")[2] != socket.headers.get("host"):
        raise Forbidden("The desk's socket serves the desk's page alone.")


def signed_in(cookie: str | None) -> SignedIn:
    """The agent behind the desk's cookie. Raises NotSignedIn."""
    with reading() as session:
        return who_is_signed_in(session, cookie)
