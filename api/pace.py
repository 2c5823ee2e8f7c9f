"""Pace: jobs that are done again and again, each so long after the time before, whatever the clock on the wall says."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog

log = structlog.get_logger()


class Pace:
    """Jobs side by side. One that takes long is not begun a second time; one that fails is tried again in its turn."""

    def __init__(self) -> None:
        self._running: list[asyncio.Task[None]] = []

    def add_job(self, work: Callable[..., Awaitable[Any]], *, seconds: float, args: Sequence[Any] = ()) -> None:
        """Do this every so many seconds from now on, for the first time after as many."""
        self._running.append(asyncio.create_task(_again_and_again(work, seconds, args)))

    async def stop(self) -> None:
        """Begin nothing more, and break off what is under way: it is found again."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


async def _again_and_again(work: Callable[..., Awaitable[Any]], seconds: float, args: Sequence[Any]) -> None:
    while True:
        # The loop's own clock: it is never set back.
        await asyncio.sleep(seconds)
        try:
            await work(*args)
        except Exception as error:
            log.error("job_failed", job=getattr(work, "__name__", type(work).__name__), error=type(error).__name__)
