"""The document of the HTTP surface: what FastAPI finds out by itself, with the errors and proofs of every route."""

import re
from typing import Any, Literal

from fastapi import FastAPI
from pydantic import BaseModel, Field
from pydantic.json_schema import models_json_schema

from api.http.dependencies import COOKIE

# The tag of routes that are opened by an API key.
KEYED = "systems"

_SCHEMES: dict[str, dict[str, Any]] = {
    "visitor": {"type": "http", "scheme": "bearer", "description": "The visitor token of `POST /v1/chat/sessions`."},
    "system": {"type": "http", "scheme": "bearer", "description": "The key of other systems, `BAGGAGE_API_KEY`."},
    "key": {"type": "http", "scheme": "bearer", "description": "An API key, made at the desk (docs/integrating.md)."},
    "desk": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "Set by `POST /v1/desk/login`."},
    "page": {
        "type": "apiKey",
        "in": "header",
        "name": "X-CSRF-Token",
        "description": "The `csrf_token` of the sign-in, with every change at the desk.",
    },
}
_MEANING = {
    "401": "Whoever asks is not known, or not any more.",
    "403": "Whoever asks may not do this.",
    "404": "There is no such thing, or it is not yours.",
    "408": "The request did not arrive in time.",
    "409": "This is not possible in the present state.",
    "410": "This is over.",
    "413": "This is too large.",
    "415": "Files of this type are not taken.",
    "422": "The request is malformed.",
    "429": "Too many requests; `Retry-After` says how long to wait.",
    "503": "A part is away; `Retry-After` says when to try again.",
}
# What a route's own words promise.
_STATUS = re.compile(r"\b(40[1349]|41[035]|42[29]|503)\b")
_ERROR = {"$ref": "#/components/schemas/ErrorOut"}


class ErrorFacts(BaseModel):
    """What went wrong: `code` for programs (docs/errors.md), `message` for people, `details` with its facts."""

    code: str
    message: str
    details: dict[str, Any] = Field(default_factory=dict)


class ErrorOut(BaseModel):
    """The one shape of every error."""

    error: ErrorFacts


def complete(app: FastAPI, systems: set[str]) -> None:
    """Have the app's document name errors and proofs. `systems`: the tags of routes that other systems post to."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = plain()
            _add_components(document["components"])
            for path in document["paths"].values():
                for method, operation in path.items():
                    _prove(operation, method, systems)
                    _refuse(operation)
        return plain()

    app.openapi = openapi  # type: ignore[method-assign]


def _add_components(components: dict[str, Any]) -> None:
    kinds: list[tuple[type[BaseModel], Literal["serialization"]]] = [(ErrorOut, "serialization")]
    _, made = models_json_schema(kinds, ref_template="#/components/schemas/{model}")
    components["schemas"] |= made["$defs"]
    # FastAPI's own shape, which no answer of ours has.
    for name in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(name, None)
    components["securitySchemes"] = _SCHEMES
    components["responses"] = {
        f"Error{status}": {"description": meaning, "content": {"application/json": {"schema": _ERROR}}}
        for status, meaning in _MEANING.items()
    }


def _prove(operation: dict[str, Any], method: str, systems: set[str]) -> None:
    """Name how a caller proves who they are, from the headers and cookies that the route reads."""
    asked = {parameter["name"] for parameter in operation.get("parameters", ())}
    if "authorization" in asked:
        tags = set(operation.get("tags", ()))
        operation["security"] = [{"key" if KEYED in tags else "system" if systems & tags else "visitor": []}]
        # The document's own rules say so: this header is a security scheme, never a parameter.
        operation["parameters"] = [one for one in operation["parameters"] if one["name"] != "authorization"]
    elif COOKIE in asked:
        changes = method != "get" and "x-csrf-token" in asked
        operation["security"] = [{"desk": [], **({"page": []} if changes else {})}]


def _refuse(operation: dict[str, Any]) -> None:
    """Name every error that the route can answer with: those of all, those of its proofs, those of its own words."""
    statuses = {"503"} | set(_STATUS.findall(operation.get("description", "")))
    if operation.get("security"):
        statuses |= {"401"}
    if any(name in proof for proof in operation.get("security", ()) for name in ("desk", "page")):
        statuses |= {"403"}
    if operation.get("parameters") or "requestBody" in operation:
        statuses |= {"422"}
    if any(parameter["in"] == "path" for parameter in operation.get("parameters", ())):
        statuses |= {"404"}
    if "requestBody" in operation:
        statuses |= {"408", "413"}
    for status in sorted(statuses):
        if status == "422" or status not in operation["responses"]:
            operation["responses"][status] = {"$ref": f"#/components/responses/Error{status}"}
