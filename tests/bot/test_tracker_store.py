"""What the tracker store remembers is what SQL says, whoever else writes there and whatever becomes of a turn."""

import asyncio
import os
import uuid
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import FailSafeTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot import tracker_store
from bot.tracker_store import LONG, RememberingTrackerStore, shortened, without_fallback

DOMAIN = Domain.from_dict(
    {
        "intents": ["greet"],
        "actions": ["action_answer"],
        "forms": {"bag_form": {"required_slots": ["tag"]}},
        "slots": {
            "language": {"type": "text", "mappings": [{"type": "custom"}]},
            "tag": {"type": "any", "mappings": [{"type": "custom"}]},
        },
    }
)
URL = os.environ.get("TEST_TRACKER_URL")


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


@pytest.fixture
def url(tmp_path) -> str:
    """SQLite, or what TEST_TRACKER_URL names, such as a PostgreSQL database for tests."""
    return URL or f"sqlite:///{tmp_path / 'rasa.db'}"


@pytest.fixture
def store(url) -> RememberingTrackerStore:
    return RememberingTrackerStore(DOMAIN, host=url)


@pytest.fixture
def conversation() -> str:
    return str(uuid.uuid4())


def turn(number: int, tag: Any = None) -> list[Event]:
    """The events of one turn, as Rasa writes them."""
    parse = {"intent": {"name": "greet", "confidence": 0.9}, "entities": [], "text": f"hello {number}"}
    message = UserUttered(f"hello {number}", parse["intent"], [], parse, metadata={"message_id": f"m{number}"})
    set_slots = [SlotSet("tag", tag)] if tag is not None else []
    answer = [ActionExecuted("action_answer"), BotUttered(f"answer {number}"), ActionExecuted("action_listen")]
    return [message, *set_slots, *answer]


def session(timestamp: float) -> list[Event]:
    """How a conversation begins."""
    started = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]
    for event in started:
        event.timestamp = timestamp
    return started


async def take(store: SQLTrackerStore, conversation: str, events: list[Event], save: bool = True) -> Any:
    """What a turn does with the store."""
    tracker = await store.get_or_create_tracker(conversation, append_action_listen=False)
    for event in [*([] if tracker.events else session(timestamp=1.0)), *events]:
        tracker.update(event, DOMAIN)
    if save:
        await store.save(tracker)
    return tracker


def said(tracker: DialogueStateTracker) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def state(tracker: DialogueStateTracker) -> dict[str, Any]:
    return tracker.current_state(EventVerbosity.ALL)


def stored_texts(url: str, conversation: str) -> list[str]:
    """What anybody else reads: Rasa's own store."""
    return said(run(SQLTrackerStore(DOMAIN, host=url).retrieve_full_tracker(conversation)))


def test_remembers_what_sql_would_say(store, url, conversation):
    for number in range(3):
        run(take(store, conversation, turn(number, {"at": "now", "tags": ["0784123456"]})))

    remembered = run(store.retrieve(conversation))
    read = run(SQLTrackerStore(DOMAIN, host=url).retrieve(conversation))

    assert state(remembered) == state(read)
    assert remembered.followup_action == read.followup_action


def test_does_not_read_a_conversation_again_that_it_remembers(store, conversation):
    kept = run(take(store, conversation, turn(1)))

    assert run(store.retrieve(conversation)) is kept


def test_forgets_a_conversation_and_no_other(store, url, conversation):
    run(take(store, conversation, turn(1, "heron")))
    run(take(store, "another", turn(2)))

    assert store.forget(conversation) > 0

    assert store.forget(conversation) == 0
    assert run(store.retrieve(conversation)) is None
    assert stored_texts(url, "another") == ["hello 2"]
    if not URL:
        assert all(b"heron" not in path.read_bytes() for path in Path(url.partition("///")[2]).parent.iterdir())


def test_keeps_every_event_once_and_in_order(store, url, conversation):
    for number in range(60):
        run(take(store, conversation, turn(number)))

    assert stored_texts(url, conversation) == [f"hello {number}" for number in range(60)]


def test_leaves_no_trace_of_a_turn_that_was_not_saved(store, url, conversation):
    run(take(store, conversation, turn(1)))
    run(take(store, conversation, turn(2, "lost"), save=False))

    again = run(take(store, conversation, turn(3)))

    assert said(again) == stored_texts(url, conversation) == ["hello 1", "hello 3"]
    assert again.get_slot("tag") is None


def test_leaves_no_trace_of_a_first_turn_that_was_not_saved(store, conversation):
    run(take(store, conversation, turn(1), save=False))

    assert run(store.retrieve(conversation)) is None


def test_leaves_no_trace_of_a_turn_that_could_not_be_written(store, url, conversation):
    run(take(store, conversation, turn(1)))
    broken = [*turn(2), SlotSet("tag", object())]

    with pytest.raises(TypeError):
        run(take(store, conversation, broken))

    assert said(run(store.retrieve(conversation))) == stored_texts(url, conversation) == ["hello 1"]


def test_sees_what_another_process_writes(store, url, conversation):
    other = RememberingTrackerStore(DOMAIN, host=url)
    for number in range(6):
        run(take((store, other)[number % 2], conversation, turn(number)))

    assert said(run(store.retrieve(conversation))) == [f"hello {number}" for number in range(6)]
    assert len(stored_texts(url, conversation)) == 6


def test_loses_nothing_when_two_processes_write_at_once(store, url, conversation):
    other = RememberingTrackerStore(DOMAIN, host=url)
    run(take(store, conversation, turn(1)))
    mine = run(take(store, conversation, turn(2), save=False))

    run(take(other, conversation, turn(3)))
    run(store.save(mine))

    assert said(run(store.retrieve(conversation))) == ["hello 1", "hello 3", "hello 2"]
    assert stored_texts(url, conversation) == ["hello 1", "hello 3", "hello 2"]


def test_starts_again_with_what_was_stored(store, url, conversation):
    for number in range(40):
        run(take(store, conversation, turn(number, f"tag {number}")))

    restarted = RememberingTrackerStore(DOMAIN, host=url)
    tracker = run(take(restarted, conversation, turn(40)))

    assert tracker.get_slot("tag") == "tag 39"
    assert len(tracker.events) <= LONG + 10
    assert stored_texts(url, conversation)[-1] == "hello 40"
    assert len(stored_texts(url, conversation)) == 41


def test_leaves_an_earlier_session_behind_as_sql_does(store, url, conversation):
    run(take(store, conversation, turn(1, "kept")))
    again = [ActionExecuted("action_session_start"), SessionStarted(), SlotSet("tag", "kept")]
    run(take(store, conversation, [*again, ActionExecuted("action_listen"), *turn(2)]))

    tracker = run(store.retrieve(conversation))
    read = run(SQLTrackerStore(DOMAIN, host=url).retrieve(conversation))

    assert said(tracker) == said(read) == ["hello 2"]
    assert tracker.get_slot("tag") == "kept"
    assert stored_texts(url, conversation) == ["hello 1", "hello 2"]


def test_keeps_slots_and_last_turns_of_a_long_conversation(store, conversation):
    run(take(store, conversation, [SlotSet("language", "zh"), *turn(0, "first")]))
    for number in range(1, 100):
        run(take(store, conversation, turn(number)))

    tracker = run(store.retrieve(conversation))

    assert len(tracker.events) <= LONG
    assert said(tracker)[-5:] == [f"hello {number}" for number in range(95, 100)]
    # Rasa copies a tracker by replaying its events.
    assert tracker.copy().current_slot_values() == {
        **tracker.current_slot_values(),
        "language": "zh",
        "tag": "first",
    }


def test_does_not_cut_a_form_in_two(store, conversation):
    run(take(store, conversation, [*turn(0), ActiveLoop("bag_form")]))
    for number in range(1, 50):
        run(take(store, conversation, turn(number)))

    inside = run(store.retrieve(conversation))

    assert len(said(inside)) == 50
    assert inside.active_loop_name == "bag_form"


def test_shortens_nothing_short(conversation):
    tracker = DialogueStateTracker.from_events(conversation, turn(1), DOMAIN.slots)

    assert shortened(tracker, DOMAIN) is tracker


def test_forgets_the_conversation_used_longest_ago(store, monkeypatch):
    monkeypatch.setattr(tracker_store, "REMEMBERED", 2)
    kept = {name: run(take(store, f"{name} {uuid.uuid4()}", turn(1))) for name in "abc"}

    again = {name: run(store.retrieve(tracker.sender_id)) for name, tracker in kept.items()}

    assert {name: again[name] is kept[name] for name in kept} == {"a": False, "b": True, "c": True}
    assert said(again["a"]) == ["hello 1"]


def test_forgets_everything_with_a_new_model(store, conversation):
    kept = run(take(store, conversation, turn(1)))

    store.domain = DOMAIN

    assert run(store.retrieve(conversation)) is not kept


def test_tells_of_a_store_that_cannot_be_read(store, conversation):
    run(take(store, conversation, turn(1)))
    with store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE events RENAME TO away"))
    try:
        with pytest.raises(sa.exc.DBAPIError):
            run(without_fallback(FailSafeTrackerStore(store)).retrieve(conversation))
    finally:
        with store.engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE away RENAME TO events"))
