"""Structured logs: one JSON line per event, never a secret, a token, a body or anything personal."""

import logging
import sys
import time
import uuid

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.errors import unexpected_error
from api.http.metrics import REQUESTS

_PROBES = frozenset({"/healthz", "/readyz", "/metrics"})

log = structlog.get_logger()


def configure_logs(level: str, *, readable: bool = False) -> None:
    """Our events go to standard output as JSON lines, or `readable` ones; libraries' warnings as text."""
    # Never below INFO: at DEBUG libraries write down what passes through them, frames of the sockets and all.
    logging.basicConfig(
        stream=sys.stdout,
        level=max(logging.INFO, logging.getLevelNamesMapping()[level]),
        format="%(message)s",
        force=True,
    )
    for noisy in ("uvicorn.access", "rasa_sdk", "alembic", "websockets"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer(colors=False) if readable else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=False,
    )


class RequestLog:
    """Logs each request by its route's template: the path itself may hold a survey's token."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def observed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=uuid.uuid4().hex[:12]):
            try:
                await self.app(scope, receive, observed)
            except Exception as error:
                # Passed on, it would be printed with its words; once an answer has begun, nothing else can be said.
                answer = unexpected_error(error)
                if not status:
                    await answer(scope, receive, observed)
            finally:
                self._report(scope, status, time.perf_counter() - started)

    def _report(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", None) or "(none)"
        REQUESTS.labels(scope["method"], route, str(status)).observe(seconds)
        # Probes come every few seconds and say nothing when all is well.
        report = log.debug if route in _PROBES else log.info
        report("request", method=scope["method"], route=route, status=status, ms=round(seconds * 1000, 1))
