"""For operators: is the process up, can it serve, and what does it count."""

import asyncio
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.assistant import client as rasa
from crm.store import reading

router = APIRouter(tags=["operators"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process is up."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """Store and assistant can serve; 503 names the part that cannot."""
    parts = {
        "store": await asyncio.to_thread(_store_answers),
        "rasa": await rasa.is_ready(request.app.state.gateway.client),
    }
    ready = all(parts.values())
    body: dict[str, Any] = {"status": "ready" if ready else "not_ready", "parts": parts}
    return JSONResponse(body, status_code=200 if ready else 503, headers={} if ready else {"Retry-After": "2"})


@router.get("/metrics", include_in_schema=False)
def metrics() -> Response:
    """Prometheus' text format."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _store_answers() -> bool:
    try:
        with reading() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True
