"""For operators: is the process up, can it serve, and what does it count."""

import asyncio
import hmac
import time
from ipaddress import ip_address
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from api.assistant import client as rasa
from api.http.dependencies import SettingsDep
from api.http.metrics import Backlog
from crm import live
from crm.errors import Forbidden, StoreUnavailable
from crm.store import transact

TRIED_EVERY = 1.0

router = APIRouter(tags=["operators"])

# Counted anew at every look, so apart from what the process counts as it goes.
_IN_STORE = CollectorRegistry()
_IN_STORE.register(Backlog())


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process is up."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """The store can be written to and the assistant serves; 503 names the part that does not."""
    parts = {
        "store": await asyncio.to_thread(request.app.state.writing.is_well),
        "rasa": await rasa.is_ready(request.app.state.gateway.client),
    }
    ready = all(parts.values())
    body: dict[str, Any] = {"status": "ready" if ready else "not_ready", "parts": parts}
    return JSONResponse(body, status_code=200 if ready else 503, headers={} if ready else {"Retry-After": "2"})


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request, settings: SettingsDep) -> Response:
    """Prometheus' text format, for this machine and for whoever has METRICS_KEY. 403 for others."""
    key = settings.metrics_key.get_secret_value()
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not (_is_near(request) or (key and hmac.compare_digest(given.encode(), key.encode()))):
        raise Forbidden
    return Response(generate_latest() + generate_latest(_IN_STORE), media_type=CONTENT_TYPE_LATEST)


def _is_near(request: Request) -> bool:
    try:
        return ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False


class Writing:
    """Whether the store keeps what is written: with a full disk it still answers questions. Tried once a second."""

    def __init__(self) -> None:
        self._tried_at, self._well = float("-inf"), False

    def is_well(self) -> bool:
        """As of a second ago at most, so that whoever asks without end keeps nobody from writing."""
        if time.monotonic() - self._tried_at >= TRIED_EVERY:
            self._well, self._tried_at = _store_writes(), time.monotonic()
        return self._well


def _store_writes() -> bool:
    try:
        transact(live.write_and_forget)
    except (SQLAlchemyError, StoreUnavailable):
        return False
    return True
