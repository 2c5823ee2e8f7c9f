"""The document of the HTTP surface says how callers prove who they are and how they are refused, and it is so."""

import re
import uuid

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from tests.edge.conftest import Desk

# Where there is nobody to be known.
OPEN = re.compile(
    r"/v1/(chat/(sessions|notices)|desk/(login|password)|surveys/.*|appointments/.*|places)|/healthz|/readyz"
)
FILLED = {"reference": "RQ000000", "key": "none", "token": "none"}


@pytest.fixture(scope="module")
def document():
    return create_app().openapi()


def operations(document):
    return [(method, path, op) for path, ops in document["paths"].items() for method, op in ops.items()]


def call(browser: TestClient, method: str, path: str, **more):
    """An operation with something in every place of its path, and nothing in its body."""
    address = re.sub(r"\{(\w+)\}", lambda found: FILLED.get(found[1], str(uuid.uuid4())), path)
    query = {"conversation_id": str(uuid.uuid4()), "client_id": str(uuid.uuid4()), "q": "x", "questionnaire": "csat"}
    return browser.request(method, address, params=query, **more)


def test_every_route_says_how_its_callers_prove_who_they_are(document):
    for _, path, operation in operations(document):
        assert bool(operation.get("security")) != bool(OPEN.fullmatch(path)), path
        assert "authorization" not in {one["name"] for one in operation.get("parameters", ())}
    named = {name for _, _, op in operations(document) for proof in op.get("security", ()) for name in proof}
    assert named == document["components"]["securitySchemes"].keys() == {"visitor", "system", "key", "desk", "page"}


def test_every_error_has_the_one_shape(document):
    for name, response in document["components"]["responses"].items():
        assert response["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/ErrorOut"}, name
    assert "HTTPValidationError" not in str(document)
    assert document["components"]["schemas"]["ErrorOut"]["properties"]["error"]


def test_nobody_gets_anything_without_the_proof_that_is_named(client, document):
    for method, path, operation in operations(document):
        if operation.get("security"):
            answer = call(client, method, path)
            assert (answer.status_code, set(answer.json())) == (401, {"error"}), path


@pytest.mark.parametrize("who", ["anonymous", "visitor", "agent", "agent without its page", "supervisor", "system"])
def test_whoever_asks_for_anything_is_answered_as_documented(client, visitor, document, who):
    browser, headers = client, {}
    if who == "visitor":
        headers = visitor.headers
    elif who == "system":
        headers = {"Authorization": "Bearer " + "b" * 40}
    elif who != "anonymous":
        desk = Desk(client, "ana@example.com" if who == "supervisor" else "mei@example.com")
        browser, headers = desk.browser, {} if "without" in who else desk.headers
    # What would end the walk comes last.
    for method, path, operation in sorted(operations(document), key=lambda one: "logout" in one[1]):
        for body in ({}, {"json": {}}, {"content": b"\xff\0", "headers": headers | {"Content-Type": "text/plain"}}):
            answer = call(browser, method, path, **{"headers": headers} | body)
            assert str(answer.status_code) in operation["responses"], (method, path, answer.status_code, answer.text)
            if "without" in who and method != "get" and "page" in str(operation.get("security")):
                assert answer.status_code in (401, 403), path
