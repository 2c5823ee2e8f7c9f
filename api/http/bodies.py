"""How much of a request is read, and for how long: who sends without end, or never, must not hold anything."""

import asyncio

from fastapi import HTTPException, status
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# More than the longest body of messages; what else there is to send is far shorter.
MAX_BODY = 5 * 1024 * 1024
# Without one more byte, and for all of them: 5 MiB in a minute is a slow phone.
PIECE_SECONDS, WHOLE_SECONDS = 15.0, 60.0
# Files have a limit of their own and take as long as they are large; what Rasa sends is behind its secret.
_ELSEWHERE = frozenset({"/rasa/actions"})


class BodyLimit:
    """Refuses a body with 413 as soon as it has grown too large, and with 408 when it does not come."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limited = scope["path"] not in _ELSEWHERE and not scope["path"].endswith("/files")
        loop = asyncio.get_running_loop()
        received, whole, until = 0, False, loop.time() + WHOLE_SECONDS

        async def bounded() -> Message:
            nonlocal received, whole
            if whole:
                # What comes now is only whether the caller is still there.
                return await receive()
            try:
                soon = loop.time() + PIECE_SECONDS
                async with asyncio.timeout_at(min(until, soon) if limited else soon):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(
                    status.HTTP_408_REQUEST_TIMEOUT, "The request did not arrive in time.", {"Connection": "close"}
                ) from None
            whole = not message.get("more_body", False)
            received += len(message.get("body", b""))
            if limited and received > MAX_BODY:
                raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE, "This is more than we take in one request.")
            return message

        await self.app(scope, bounded, send)
