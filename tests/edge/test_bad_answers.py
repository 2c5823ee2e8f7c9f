"""What the assistant must not do to a customer: answer what cannot be used, or without end."""

import threading
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import select, update

from api.assistant.answers import MAX_BYTES
from api.settings import get_settings
from crm import events, turns
from crm.base import utc_now
from crm.conversations import Conversation
from crm.store import unit_of_work
from tests.edge.conftest import Visitor, until
from tests.edge.test_gateway import run_jobs

# What broke must have left the store as it ought to be.
pytestmark = pytest.mark.usefixtures("sound")

BUBBLE = {"text": "Hello.", "kind": "text", "data": {}}
MALFORMED = {
    "no object": ["nonsense"],
    "another language": {"language": "xx"},
    "another kind": {"replies": [BUBBLE | {"kind": "banana"}]},
    "a note": {"replies": [BUBBLE | {"kind": "note"}]},
    "a card without a card": {"replies": [BUBBLE | {"kind": "card"}]},
    "a form of nothing": {"replies": [BUBBLE | {"kind": "form", "data": {"form": {"id": 5}}}]},
    "a number for words": {"replies": [BUBBLE | {"text": 5}]},
    "half a character": {"replies": [BUBBLE | {"text": "\ud800"}]},
    "a button without a word": {"replies": [BUBBLE | {"buttons": [{"payload": "/x"}]}]},
    "another tone": {"tone": "bored"},
    "no number": {"confidence": float("nan")},
    "an emergency of nothing": {"emergency": {}},
    "an unheard-of emergency": {"emergency": {"kind": "dragon", "by": {}}},
    "a long intent": {"intent": "x" * 5000},
    "a list for an intent": {"intent": ["x"]},
    "a command that is none": {"commands": ["hand_over"]},
    "a call for no reason": {"commands": [{"name": "hand_over"}]},
    "bubbles without end": {"replies": [BUBBLE] * 5000},
    "a megabyte": {"replies": [BUBBLE | {"text": "x" * MAX_BYTES}]},
}


@pytest.mark.parametrize("wrong", MALFORMED.values(), ids=MALFORMED.keys())
def test_an_answer_that_cannot_be_used_means_a_person_at_once(visitor, assistant, wrong):
    assistant.respond = lambda question: {**assistant.say("Hello."), **wrong} if isinstance(wrong, dict) else wrong

    reply, *_ = visitor.send("hello").json()["replies"]

    assert "can't answer properly" in reply["body"]
    assert visitor.status() == "queued"
    assert len(assistant.asked) == 2


def test_words_are_kept_without_control_characters(visitor, assistant):
    assistant.respond = lambda question: assistant.say("Hel\0lo.")

    assert [one["body"] for one in visitor.send("hello").json()["replies"]] == ["Hello."]


def test_an_answer_that_cannot_be_stored_means_a_person_at_once(visitor, assistant, monkeypatch):
    def fails(*args, **kwargs):
        raise KeyError("whatever nobody foresaw")

    monkeypatch.setattr(turns, "_apply", fails)

    reply, *_ = visitor.send("hello").json()["replies"]

    assert "can't answer properly" in reply["body"]
    assert visitor.status() == "queued"


def test_a_message_that_breaks_off_its_worker_every_time_goes_to_a_person(visitor, assistant):
    visitor.send("first")
    with unit_of_work() as session:
        # As killed workers leave it.
        long_ago = utc_now() - timedelta(seconds=1)
        changed = {"answered_seq": 0, "turn_token": Conversation.id, "turn_until": long_ago}
        session.execute(update(Conversation).values(turn_tries=turns.MOST_TRIES, **changed))
        session.delete(events.of(session, session.scalars(select(Conversation.id)).one())[-1])

    run_jobs()

    assert visitor.status() == "queued"
    assert len(assistant.asked) == 1


@pytest.fixture
def endless(environment):
    """An assistant that never stops talking, and how much of it was taken."""
    taken = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                while True:
                    self.wfile.write(b"x" * 65536)
                    taken.append(65536)

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment.setenv("RASA_URL", f"http://127.0.0.1:{server.server_port}")
    get_settings.cache_clear()
    yield taken
    server.shutdown()
    server.server_close()


def test_an_answer_without_end_is_cut_off(endless, client):
    visitor = Visitor(client)

    reply, *_ = visitor.send("hello").json()["replies"]

    assert "can't answer properly" in reply["body"]
    # Twice what is read at most, and what was under way.
    until(lambda: sum(endless) < 2 * MAX_BYTES + 16 * 1024 * 1024)
