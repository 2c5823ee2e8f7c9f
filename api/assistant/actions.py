"""The private door for Rasa: custom actions, run inside this process by rasa-sdk's own executor."""

import hmac
import json
import uuid
import zlib
from ipaddress import ip_address, ip_network
from typing import Any

import structlog
from fastapi import Request
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionMissingDomainException, ActionNotFoundException
from starlette.routing import Route

from api.settings import Settings, get_settings
from crm import verticals
from crm.errors import BadInput, Forbidden


def load_executor() -> ActionExecutor:
    """Every action in `actions/` and of the verticals that are on, ready to run."""
    executor = ActionExecutor()
    for package in ("actions", *(one.actions for one in verticals.enabled() if one.actions)):
        executor.register_package(package)
    return executor


async def run_action(request: Request) -> JSONResponse:
    """Run one action for Rasa, in rasa-sdk's webhook protocol. 403 without the shared secret or from elsewhere."""
    # For the log, which names requests by their routes.
    request.scope["route"] = route
    _only_rasa(request, get_settings())
    call = await _call(request)
    structlog.contextvars.bind_contextvars(turn=_turn_of(call))
    executor: ActionExecutor = request.app.state.executor
    try:
        result = await executor.run(call)
    except ActionExecutionRejection as error:
        return _refused(error, 400)
    except ActionNotFoundException as error:
        return _refused(error, 404)
    except ActionMissingDomainException as error:
        return _refused(error, 449)
    return JSONResponse(result.model_dump() if result else None)


# Nothing of it is checked by its type, and nothing documented: FastAPI's own kind of route would cost more.
route = Route("/rasa/actions", run_action, methods=["POST"], include_in_schema=False)


def _only_rasa(request: Request, settings: Settings) -> None:
    given = request.headers.get("x-serviceloop-secret", "")
    caller = ip_address(request.client.host if request.client else "127.0.0.1")
    near = any(caller in ip_network(network) for network in settings.rasa_networks)
    if not near or not hmac.compare_digest(given.encode(), settings.rasa_secret.get_secret_value().encode()):
        raise Forbidden


async def _call(request: Request) -> Any:
    body = await request.body()
    try:
        # Rasa compresses when asked to by COMPRESS_ACTION_SERVER_REQUEST.
        return json.loads(zlib.decompress(body) if request.headers.get("content-encoding") == "deflate" else body)
    except (ValueError, zlib.error) as error:
        raise BadInput from error


def _turn_of(call: Any) -> str | None:
    """The id of the customer's message that the assistant is at: the same in all logs of its turn."""
    try:
        return str(uuid.UUID(call["tracker"]["latest_message"]["metadata"]["message_id"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _refused(error: Any, status: int) -> JSONResponse:
    return JSONResponse({"error": error.message, "action_name": error.action_name}, status_code=status)
