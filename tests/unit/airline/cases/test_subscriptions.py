"""Following a bag: told once for each state, in the language of the conversation, by whoever owns it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select

from airline.bags.bags import Bag
from airline.cases import subscriptions
from airline.ingest import ingest
from crm import case_kinds, cases, casework, conversations, messages
from crm.base import new_id, utc_now
from crm.conversations import Status
from crm.messages import Author, Kind
from crm.store import engine
from tests.unit.airline.forms import report, talk

WORKFLOWS = {name: kind.workflow for name, kind in case_kinds.kinds().items()}

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FLIGHT = ".F/CZ673/22NOV/LHR/Y"
LATER = ".F/CZ303/23NOV/LHR/Y"
BAG = ".N/0784123456001"
OWNER = f"{BAG}\n.P/ZHANG/WEIMR\n.L/K7M2QX"


def tell(session, text, *, minutes=0):
    """A baggage message arrives, and whoever follows its bags hears of it; how many messages that made."""
    at = NOW + timedelta(minutes=minutes)
    changed = ingest(session, text=text, received_at=at).bags
    return subscriptions.announce_changes(session, bags=changed, now=at)


def scan(place, airport, *, minutes, flight=FLIGHT, more=""):
    at = NOW + timedelta(minutes=minutes)
    return f"BPM\n.V/1L{airport}\n.J/S///{at:%d%b}/{at:%H%M%S}Z/{place}\n{flight}\n{more}{BAG}\nENDBPM".upper()


def loaded(minutes, flight=FLIGHT):
    return scan("STAND1", "PEK", minutes=minutes, flight=flight, more=".U/AKE31207CZ\n")


MISSED = f"BNS\n.V/1LPEK\n{FLIGHT}\n{BAG}\nENDBNS"
FOUND = f"BPM\n.V/1LPEK\n.J/S///22NOV/123000Z/HOLD2\n{FLIGHT}\n.B/OND/0784123456001\nENDBPM"


@pytest.fixture
def bag(session):
    tell(session, f"BSM\n.V/1LPEK\n{FLIGHT}\n{OWNER}\nENDBSM", minutes=-60)
    return session.scalars(select(Bag)).one()


def following(session, bag, language="en"):
    conversation = talk(session, language)
    subscriptions.follow(session, conversation_id=conversation.id, bag=bag, now=NOW)
    return conversation


def heard(session, conversation):
    return messages.after(session, conversation_id=conversation.id)


def test_tells_what_happened_with_a_card_and_a_way_to_stop(session, bag):
    conversation = following(session, bag)

    tell(session, loaded(5), minutes=5)

    news, stop = heard(session, conversation)
    assert (news.author, news.kind) == (Author.BOT, Kind.CARD)
    assert "0784***456" in news.body and "CZ673" in news.body
    assert news.data["card"]["bag_key"] == str(bag.id)
    assert [choice["payload"] for choice in stop.data["choices"]] == [f'/unfollow_bag{{"bag_key": "{bag.id}"}}']


def test_tells_the_whole_story_of_a_bag_that_missed_its_flight(session, bag):
    conversation = following(session, bag)

    tell(session, MISSED, minutes=10)
    tell(session, FOUND, minutes=30)
    tell(session, loaded(120, LATER), minutes=120)
    tell(session, scan("BELT07", "LHR", minutes=900, flight=LATER), minutes=900)

    told = [message.body for message in heard(session, conversation) if message.kind == Kind.CARD]
    assert [next(word for word in ("missed", "found", "later flight", "belt") if word in body) for body in told] == [
        "missed",
        "found",
        "later flight",
        "belt",
    ]


def test_tells_it_in_the_language_of_the_conversation(session, bag):
    conversation = following(session, bag, "zh")

    tell(session, MISSED, minutes=10)

    assert "没有赶上CZ673航班" in heard(session, conversation)[0].body


def test_never_tells_a_state_twice(session, bag):
    conversation = following(session, bag)

    tell(session, loaded(5), minutes=5)
    tell(session, scan("SORT4", "PEK", minutes=2), minutes=6)
    tell(session, loaded(7), minutes=7)
    tell(session, MISSED, minutes=8)
    tell(session, loaded(20), minutes=20)

    told = [message.body for message in heard(session, conversation) if message.kind == Kind.CARD]
    assert len(told) == len(set(told))
    assert sum("has been loaded onto CZ673" in body for body in told) == 1


def test_says_nothing_of_what_is_not_worth_it(session, bag):
    conversation = following(session, bag)

    assert tell(session, scan("SORT4", "PEK", minutes=5), minutes=5) == 0
    assert heard(session, conversation) == []


def test_what_was_known_when_it_began_is_no_news(session, bag):
    tell(session, loaded(5), minutes=5)
    conversation = following(session, bag)

    tell(session, loaded(6), minutes=6)

    assert heard(session, conversation) == []


@pytest.mark.parametrize("status", [Status.QUEUED, Status.ASSIGNED])
def test_does_not_speak_as_the_assistant_while_a_person_has_the_conversation(session, bag, status):
    conversation = following(session, bag)
    conversations.move(session, conversation, Status.QUEUED)
    if status == Status.ASSIGNED:
        conversations.move(session, conversation, Status.ASSIGNED)

    tell(session, loaded(5), minutes=5)

    (news,) = heard(session, conversation)
    assert news.author == Author.SYSTEM


def test_ends_when_the_bag_is_collected(session, bag):
    conversation = following(session, bag)

    tell(session, scan("COLLECTED", "LHR", minutes=800), minutes=800)

    (news,) = heard(session, conversation)
    assert "stop following" in news.body
    later = NOW + timedelta(minutes=801)
    assert not subscriptions.is_followed(session, conversation_id=conversation.id, bag_id=bag.id, now=later)


def test_ends_after_two_weeks(session, bag):
    conversation = following(session, bag)
    days = 14 * 24 * 60 + 1

    tell(session, scan("BELT07", "LHR", minutes=days, flight=""), minutes=days)

    assert heard(session, conversation) == []


def test_stops_when_told_to_and_goes_on_when_asked_again(session, bag):
    conversation = following(session, bag)
    subscriptions.unfollow(session, conversation_id=conversation.id, bag_id=bag.id, now=NOW)
    tell(session, loaded(5), minutes=5)
    assert heard(session, conversation) == []

    subscriptions.follow(session, conversation_id=conversation.id, bag=bag, now=NOW + timedelta(minutes=6))
    tell(session, scan("BELT07", "LHR", minutes=700), minutes=700)

    assert "belt" in heard(session, conversation)[0].body


def test_following_twice_tells_once(session, bag):
    conversation = following(session, bag)
    subscriptions.follow(session, conversation_id=conversation.id, bag=bag, now=NOW)

    assert tell(session, loaded(5), minutes=5) == 1
    assert len(heard(session, conversation)) == 2


def test_everybody_who_follows_is_told(session, bag):
    conversations_told = [following(session, bag), following(session, bag, "zh")]

    assert tell(session, loaded(5), minutes=5) == 2
    assert all(heard(session, one) for one in conversations_told)


def test_whoever_reported_the_bag_missing_is_told_without_asking_until_they_stop_it(session, bag):
    conversation = talk(session)
    report(session, conversation, flight_date="2026-11-22")
    before = len(heard(session, conversation))

    tell(session, FOUND, minutes=30)
    subscriptions.unfollow(session, conversation_id=conversation.id, bag_id=bag.id, now=NOW + timedelta(minutes=31))
    tell(session, loaded(120, LATER), minutes=120)

    told = heard(session, conversation)[before:]
    assert [message.kind for message in told] == [Kind.CARD, Kind.CHOICES]
    assert "found" in told[0].body


def test_out_for_delivery_is_told_once_to_those_who_follow_and_not_twice_to_the_reporter(session, bag):
    reporter, companion = talk(session), talk(session, "zh")
    # A case's events have the real time.
    subscriptions.follow(session, conversation_id=companion.id, bag=bag, now=utc_now())
    case = report(session, reporter, flight_date="2026-11-22")
    for state in ("located", "received_at_airport", "out_for_delivery", "received_at_airport", "out_for_delivery"):
        event = cases.move(session, case, state, workflow=WORKFLOWS[case.kind], actor="system")
        casework.notify(session, case, event)

    news = [message.body for message in heard(session, companion) if message.kind == Kind.CARD]
    assert news == ["您的行李0784***456已出发派送，请留意电话。"]
    own = [message for message in heard(session, reporter) if message.data.get("card", {}).get("type") == "bag"]
    assert own == []


def test_forty_thousand_bags_that_nobody_follows_cost_a_few_queries(session, bag):
    conversation = following(session, bag)
    asked = []
    event.listen(engine(), "before_cursor_execute", lambda *call: asked.append(call[2]))
    others = {new_id() for _ in range(40_000)}

    assert subscriptions.announce_changes(session, bags=others, now=NOW) == 0
    alone = len(asked)
    ingest(session, text=loaded(5), received_at=NOW + timedelta(minutes=5))
    told = subscriptions.announce_changes(session, bags=others | {bag.id}, now=NOW + timedelta(minutes=5))

    assert alone < 20
    assert told == 1
    assert len(heard(session, conversation)) == 2


def test_conversations_are_locked_in_the_order_of_their_ids(session, bag, monkeypatch):
    reporter, followers = talk(session), [following(session, bag) for _ in range(3)]
    report(session, reporter, flight_date="2026-11-22")
    locked = []
    lock = conversations.lock
    monkeypatch.setattr(conversations, "lock", lambda session, key: locked.append(key) or lock(session, key))

    tell(session, FOUND, minutes=30)

    first = list(dict.fromkeys(locked))
    assert first == sorted(first)
    assert set(first) == {reporter.id, *(one.id for one in followers)}


def test_a_delivery_locks_everybody_it_notifies_in_the_order_of_their_ids(session, bag, monkeypatch):
    companion, reporter = talk(session), talk(session)
    subscriptions.follow(session, conversation_id=companion.id, bag=bag, now=utc_now())
    case = report(session, reporter, flight_date="2026-11-22")
    locked = []
    lock = conversations.lock
    monkeypatch.setattr(conversations, "lock", lambda session, key: locked.append(key) or lock(session, key))

    casework.lock(session, case, to="out_for_delivery", now=utc_now())

    assert locked == [companion.id, reporter.id]


def test_a_customer_who_stopped_it_while_news_came_in_is_not_told(session, bag, monkeypatch):
    conversation = following(session, bag)
    lock = conversations.lock

    def stopped_meanwhile(session, key):
        subscriptions.unfollow(session, conversation_id=conversation.id, bag_id=bag.id, now=NOW)
        return lock(session, key)

    monkeypatch.setattr(conversations, "lock", stopped_meanwhile)

    assert tell(session, loaded(5), minutes=5) == 0
