"""One shape for every error: {"error": {"code", "message", "details"}}."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from crm.errors import BadInput, ServiceloopError, StoreUnavailable

RETRY_SECONDS = 2
_HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 408: "request_timeout", 413: "message_too_large"}

log = structlog.get_logger()


def install_error_handlers(app: FastAPI) -> None:
    """Answer every failure in the one shape."""
    app.add_exception_handler(ServiceloopError, _expected)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(DataError, _not_storable)
    app.add_exception_handler(OperationalError, _store_away)
    app.add_exception_handler(PoolTimeout, _store_away)
    app.add_exception_handler(HTTPException, _http)


def error_body(code: str, message: str, details: dict[str, Any] | None = None) -> dict[str, Any]:
    """The shape itself."""
    return {"error": {"code": code, "message": message, "details": details or {}}}


async def _expected(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ServiceloopError)
    headers = {}
    if error.status in (429, 503):
        headers["Retry-After"] = str(error.details.get("retry_after", RETRY_SECONDS))
    return JSONResponse(
        error_body(error.code, error.text, jsonable_encoder(error.details)), status_code=error.status, headers=headers
    )


async def _malformed(_: Request, error: Exception) -> JSONResponse:
    """Says where and why, never what: the input may be personal."""
    assert isinstance(error, RequestValidationError)
    too_large = next((e["ctx"]["error"] for e in error.errors() if _is_expected(e)), None)
    if too_large is not None:
        return await _expected(_, too_large)
    fields = [{"field": ".".join(map(str, e["loc"][1:])), "reason": e["msg"]} for e in error.errors()]
    return JSONResponse(error_body("invalid_request", "The request is malformed.", {"fields": fields}), status_code=422)


def _is_expected(error: Any) -> bool:
    return isinstance(error.get("ctx", {}).get("error"), ServiceloopError)


async def _not_storable(_: Request, error: Exception) -> JSONResponse:
    """A value that no column can hold, such as a text with a zero character."""
    return await _expected(_, BadInput())


async def _store_away(_: Request, error: Exception) -> JSONResponse:
    log.error("store_unavailable", error=type(error).__name__)
    return await _expected(_, StoreUnavailable())


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _HTTP_CODES.get(error.status_code, "http_error")
    return JSONResponse(error_body(code, str(error.detail)), status_code=error.status_code, headers=error.headers)


def unexpected_error(error: Exception) -> JSONResponse:
    """The answer to what nobody foresaw. Only the place is logged: the exception's own words may quote a customer."""
    trace, places = error.__traceback__, []
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}")
        trace = trace.tb_next
    log.error("unexpected_error", error=type(error).__name__, trace=places[-12:])
    return JSONResponse(error_body("internal_error", "Something went wrong on our side."), status_code=500)
