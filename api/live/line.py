"""One open socket: frames in, within limits; jobs side by side; and a close that says why."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog
from fastapi import WebSocket, WebSocketDisconnect
from pydantic import TypeAdapter

from api.live import limits
from crm.errors import BadInput, ServiceloopError, TooManyRequests

IDLE_SECONDS = 90.0
# 1013, "try again later": pages come back by themselves, each time later.
CLOSE_CODES = {401: 4401, 403: 4403, 404: 4404, 429: 1013}

log = structlog.get_logger()
_Frame = TypeAdapter(dict[str, Any])


async def read_frame(socket: WebSocket) -> dict[str, Any]:
    """The next frame. Raises BadInput for one that is too long, ValueError for one that is no JSON object."""
    text = await socket.receive_text()
    if len(text) > limits.MAX_FRAME:
        raise BadInput("This frame is too long.")
    return _Frame.validate_python(json.loads(text))


async def receive(
    socket: WebSocket,
    handle: Callable[[dict[str, Any]], Awaitable[None]],
    *,
    on_frame: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Read frames until the other side leaves or goes quiet: a living client pings. `on_frame` is called for each.

    Raises TooManyRequests for more frames than a page ever sends.
    """
    frames = limits.frames()
    while True:
        async with asyncio.timeout(IDLE_SECONDS):
            frame = await read_frame(socket)
        if not frames.take():
            raise TooManyRequests("These are too many frames.")
        if frame.get("type") == "ping":
            await socket.send_json({"type": "pong"})
        else:
            await handle(frame)
        if on_frame is not None:
            await on_frame()


async def side_by_side(*jobs: Any) -> None:
    """Run until one of them ends, then end the others and pass on why."""
    tasks = [asyncio.ensure_future(job) for job in jobs]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        # Not gather: a cancellation from outside must pass through here unchanged.
        await asyncio.wait(tasks)


async def refuse(socket: WebSocket, error: ServiceloopError) -> None:
    """Say why, and close."""
    with suppress(RuntimeError, WebSocketDisconnect):
        await socket.send_json({"type": "error", "error": {"code": error.code, "message": error.text}})
        await socket.close(CLOSE_CODES.get(error.status, 4400))


async def resynchronise(socket: WebSocket) -> None:
    """Tell the page that it may have missed something: it connects anew and catches up."""
    with suppress(RuntimeError, WebSocketDisconnect):
        await socket.send_json({"type": "resync"})
    await close(socket)


async def close(socket: WebSocket) -> None:
    """Close because the server cannot go on."""
    try:
        await socket.close(1011)
    except (RuntimeError, WebSocketDisconnect):
        log.debug("socket_gone")
