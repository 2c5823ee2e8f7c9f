"""Preferences: read in many words, kept only after a yes, replaced, forgotten, expired, greeted on the day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from crm import conversations, customers, erasing, messages, preference_kinds, preferences
from crm.base import Base
from crm.preference_kinds import Wish
from crm.store import close_store, engine, open_store

NOW = datetime(2026, 11, 29, 2, tzinfo=UTC)
TODAY = date(2026, 11, 29)


@pytest.fixture
def session(tmp_path):
    open_store(f"sqlite:///{tmp_path}/store.db")
    Base.metadata.create_all(engine())
    with Session(engine(), expire_on_commit=False) as session:
        yield session
        session.rollback()
    close_store()


@pytest.fixture
def customer(session):
    return customers.create_customer(session, language="en")


def keep(session, customer, *wishes, now=NOW):
    return preferences.keep(session, customer.id, [Wish(*wish) for wish in wishes], message_id=None, now=now)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("keep in mind that we only eat halal", ("diet", "halal")),
        ("I eat no meat, note that", ("diet", "vegetarian")),
        ("以后都给我订素餐", ("diet", "vegetarian")),
        ("I'm allergic to sesame seeds, please remember", ("allergy", "sesame seeds")),
        ("我对芒果过敏，记一下", ("allergy", "芒果")),
        ("我的生日是八月十六号", ("birthday", "08-16")),
        ("my birthday is on the 2nd of July 1988", ("birthday", "07-02")),
        ("always put me in a quiet room please", ("room", "quiet")),
        ("以后都安排靠窗", ("seat", "window")),
        ("remember to call me Jo", ("name", "Jo")),
        ("remember that thunderstorms scare me", ("other", "thunderstorms scare me")),
        ("请记住我不喜欢被叫醒", ("other", "我不喜欢被叫醒")),
        ("my daughter can't have nuts, remember that", ("other", "my daughter can't have nuts")),
    ],
)
def test_reads_what_is_to_be_remembered(text, wish):
    assert preference_kinds.read(text, today=TODAY) == [Wish(*wish)]


def test_reads_several_at_once():
    text = "remember I'm vegan, allergic to nuts and my birthday is 9 May"

    assert {one.kind for one in preference_kinds.read(text, today=TODAY)} == {"diet", "allergy", "birthday"}


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("I'm not vegetarian any more", ("diet", "vegetarian")),
        ("我不吃素了", ("diet", "vegetarian")),
        ("I am no longer allergic to nuts", ("allergy", "nuts")),
    ],
)
def test_knows_what_is_not_so_any_more(text, wish):
    assert Wish(*wish) in preference_kinds.over(text, today=TODAY)
    assert preference_kinds.read(text, today=TODAY) == []


def test_what_is_to_be_avoided_is_not_what_is_liked():
    assert preference_kinds.read("note that I never want the aisle", today=TODAY)[0].kind == "other"


def test_keeps_no_year_of_a_birthday():
    assert preference_kinds.said(Wish("birthday", "07-02")) == {"zh": "7月2日", "en": "2 July"}


def test_a_new_one_takes_the_place_of_the_old_where_there_can_only_be_one(session, customer):
    keep(session, customer, ("birthday", "05-03"), ("diet", "vegan"), ("diet", "halal"))
    keep(session, customer, ("birthday", "05-04"), ("diet", "vegan"))

    kept = [(one.kind, one.value) for one in preferences.of(session, customer.id, now=NOW)]
    assert sorted(kept) == [("birthday", "05-04"), ("diet", "halal"), ("diet", "vegan")]


def test_a_yes_counts_for_as_long_as_was_said(session, customer):
    keep(session, customer, ("diet", "vegan"))
    later = NOW + preference_kinds.kept_for() + timedelta(minutes=1)

    assert preferences.of(session, customer.id, now=later) == []
    assert preferences.forget_expired(session, now=later) == 1
    assert preferences.export(session, customer.id) == []


def test_a_copy_and_deletion_reach_everything_of_the_customer_alone(session, customer):
    other = customers.create_customer(session, language="en")
    keep(session, customer, ("diet", "vegan"), ("seat", "aisle"))
    keep(session, other, ("diet", "kosher"))

    assert [one["value"] for one in preferences.export(session, customer.id)] == ["vegan", "aisle"]
    assert erasing.forget_wishes(session, customer.id) == {"preferences": 2}
    assert [one["value"] for one in preferences.export(session, other.id)] == ["kosher"]


def test_a_birthday_is_greeted_once_and_not_at_night(session, customer):
    talk = conversations.start_conversation(session, customer=customer, site="demo", language="en")
    keep(session, customer, ("birthday", "12-01"), now=NOW)
    night, morning = datetime(2026, 11, 30, 18, tzinfo=UTC), datetime(2026, 12, 1, 3, tzinfo=UTC)

    assert [preferences.greet_due(session, now=at) for at in (NOW, night, morning, morning)] == [0, 0, 1, 0]
    assert "Happy birthday" in messages.after(session, conversation_id=talk.id, seq=0)[-1].body


def test_who_was_born_on_a_leap_day_is_greeted_on_the_day_before_in_other_years(session, customer):
    conversations.start_conversation(session, customer=customer, site="demo", language="zh")
    keep(session, customer, ("birthday", "02-29"))

    assert preferences.greet_due(session, now=datetime(2027, 2, 28, 4, tzinfo=UTC)) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I got it backwards, aisle please, by the window I bother everybody", "aisle"),
        ("说反了，要靠窗，过道老有人撞我", "window"),
    ],
)
def test_of_two_seats_that_exclude_each_other_the_first_is_wished_for(text, value):
    assert preference_kinds.read(text, today=TODAY) == [Wish("seat", value)]


def test_a_seat_by_the_window_takes_the_place_of_one_on_the_aisle_and_not_of_one_in_front(session, customer):
    for wish in (Wish("seat", "aisle"), Wish("seat", "front"), Wish("seat", "window")):
        preferences.keep(session, customer.id, [wish], message_id=None, now=NOW)

    kept = [one.wish.value for one in preferences.of(session, customer.id, now=NOW)]

    assert sorted(kept) == ["front", "window"]
