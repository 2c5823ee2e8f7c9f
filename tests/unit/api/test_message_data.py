"""What the pages write down by hand of messages and frames is what the server sends: the lists are the same."""

import re
from pathlib import Path

import pytest

from api.app import create_app
from crm import verticals
from crm.fields import CHECKS
from crm.messages import Kind

ROOT = Path(__file__).parents[3]
MESSAGES = (ROOT / "web/src/kit/api/messages.ts").read_text(encoding="utf-8")
SOCKETS = (ROOT / "api/live/sockets.py").read_text(encoding="utf-8")
LINE = (ROOT / "api/live/line.py").read_text(encoding="utf-8")
FRAME = re.compile(r'"type": "(\w+)"')


def sent_by(start: str, end: str) -> set[str]:
    """The frames that a part of the module sends."""
    return set(FRAME.findall(SOCKETS[SOCKETS.index(start) : SOCKETS.index(end)]))


def known_to(union: str) -> set[str]:
    """The frames that the pages know in one of their unions."""
    found = re.search(rf"export type {union} =\n(.*?);\n(?:\n|$)", MESSAGES, re.DOTALL)
    assert found
    return set(re.findall(r'\{ type: "(\w+)"', found[1]))


BOTH = set(FRAME.findall(LINE))


@pytest.mark.parametrize(
    ("union", "sent"),
    [
        ("ChatEvent", sent_by("class ChatFeed", "class DeskFeed")),
        (
            "DeskEvent",
            sent_by("async def desk_live", "class ChatFeed") | sent_by("class DeskFeed", "async def _note("),
        ),
    ],
)
def test_the_pages_know_every_frame_of_the_live_lines_and_no_other(union, sent):
    assert {"pong", "error", "resync"} == BOTH
    assert known_to(union) == sent | BOTH


def test_the_document_has_a_type_for_what_each_kind_of_message_holds():
    listed = re.search(r"interface DataOf \{\n(.*?)\n\}", MESSAGES, re.DOTALL)
    assert listed
    said = dict(re.findall(r'(\w+): Schemas\["(\w+)"\]', listed[1]))

    assert said.keys() == set(Kind)
    assert set(said.values()) <= create_app().openapi()["components"]["schemas"].keys()


def test_the_document_lists_every_type_of_field_and_every_card():
    schemas = create_app().openapi()["components"]["schemas"]

    assert schemas["FieldOut"]["properties"]["type"]["enum"] == sorted({**CHECKS, **verticals.checks()})
    cards = {one["$ref"].rpartition("/")[2] for one in schemas["CardData"]["properties"]["card"]["anyOf"]}
    assert cards == {"CaseCard", "BagCard", "FlightCard", "BookingCard"}
