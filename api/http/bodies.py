"""How much of a request is read: whoever sends without end must not fill the memory."""

from fastapi import HTTPException, status
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# More than the longest body of messages; what else there is to send is far shorter.
MAX_BODY = 5 * 1024 * 1024
# Files have a limit of their own, and what Rasa sends is behind its secret.
_ELSEWHERE = frozenset({"/v1/chat/files", "/rasa/actions"})


class BodyLimit:
    """Refuses a body with 413 as soon as it has grown too large."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in _ELSEWHERE:
            await self.app(scope, receive, send)
            return
        received = 0

        async def limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAX_BODY:
                raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE, "This is more than we take in one request.")
            return message

        await self.app(scope, limited, send)
