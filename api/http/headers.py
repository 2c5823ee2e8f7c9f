"""What every answer says to browsers: take nothing for what it is not, keep nothing personal, come back over TLS."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_YEAR = "max-age=31536000; includeSubDomains"


class SafeHeaders:
    """Adds them to whatever a route has not decided otherwise. `over_tls`: whether the product's address is https."""

    def __init__(self, app: ASGIApp, *, over_tls: bool) -> None:
        self.app = app
        self.over_tls = over_tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
                # Answers of the API are somebody's; pages and files say themselves how long they may be kept.
                headers.setdefault("Cache-Control", "no-store")
                if self.over_tls:
                    headers.setdefault("Strict-Transport-Security", _YEAR)
            await send(message)

        await self.app(scope, receive, with_headers)
