"""Requests in words: found in a sentence, filed with their last moment, and what the desk is told of the stay."""

from datetime import timedelta

import pytest

from crm import cases, errand_forms, errands, forms
from crm.spoken import Said
from hotel.requests import within
from tests.unit.vertical_site import NOW


def told(name, text, language="en", **entities):
    return errands.tells(name, Said(text, language, entities=tuple(entities.items()), now=NOW))


@pytest.mark.parametrize(
    ("text", "what", "room"),
    [
        ("can I get two more towels in 1208", "two more towels", "1208"),
        ("please bring an extra pillow to room 615", "an extra pillow", "615"),
        ("towels and toilet paper please, 702", "towels, toilet paper", "702"),
        ("could someone clean our room", "clean our room", None),
        ("1208房加两条毛巾", "加两条毛巾", "1208"),
        ("能不能送两瓶矿泉水到702", "送两瓶矿泉水", "702"),
        ("302的垃圾满了，帮忙倒一下垃圾", "倒一下垃圾", None),
    ],
)
def test_what_is_to_be_brought_is_found_in_what_is_said(text, what, room):
    found = told("housekeeping", text)

    assert (found.get("what"), found.get("room")) == (what, room)


@pytest.mark.parametrize(
    ("text", "trouble", "room"),
    [
        ("the air conditioner in 1208 is broken", "aircon", "1208"),
        ("the toilet is blocked, room 402", "leak", "402"),
        ("my key card doesn't open the door", "lock", None),
        ("915网速太慢了", "tv_wifi", None),
        ("402停电了", "power", None),
        ("1015房没有热水", "hot_water", "1015"),
    ],
)
def test_what_is_broken_is_found_in_what_is_said(text, trouble, room):
    found = told("maintenance", text)

    assert (found.get("trouble"), found.get("room")) == (trouble, room)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("we will arrive late, around midnight", "00:00"),
        ("my flight is delayed, I'll be at the hotel after 11pm", "23:00"),
        ("our train is late, we get to you at half past eleven", "23:30"),
        ("航班延误了，晚上11点以后才能到酒店", "23:00"),
        ("火车晚点了，十一点半到店", "23:30"),
        ("凌晨一点才能到", "01:00"),
    ],
)
def test_when_somebody_comes_is_found_in_what_is_said(text, at):
    assert told("late_arrival", text)["arrives_at"] == at


def filed(session, talk, kind, **values):
    form = forms.open_form(session, conversation_id=talk.id, message_id=None, name=kind, values={}, facts={})
    handler = errand_forms.handler(kind)
    assert handler
    sent = forms.submit(session, form, values, handler=handler, checks=errand_forms.checks(), now=NOW)
    return cases.get_by_reference(session, sent.unwrap("en").result["reference"])


def test_a_leak_is_due_before_a_cold_room(session, talk):
    leak = filed(session, talk, "maintenance", trouble="leak", room="1208", entry="go_in")

    assert leak.due_at - NOW == timedelta(minutes=15) < within("maintenance", "aircon") == timedelta(hours=1)
    assert leak.deadlines[0]["kind"] == "coming"


def late(session, talk, **values):
    return filed(session, talk, "late_arrival", arrives_at="23:30", date="2026-12-03", **values)


def of_the_team(case):
    return {line["label"]["en"]: line["value"] for line in case.details if line.get("team_only")}


def test_the_team_sees_whose_stay_it_is_and_that_number_and_name_do_not_fit(session, talk):
    right = late(session, talk, confirmation="48291730", name="Tom Baker")
    wrong = late(session, talk, confirmation="48291730", name="Smith")

    assert of_the_team(right)["Confirmation number"] == "48291730"
    assert "No stay under this number and name" in of_the_team(wrong)["Reservation"]["en"]


def test_a_late_arrival_on_a_day_that_is_over_is_refused(session, talk):
    form = forms.open_form(session, conversation_id=talk.id, message_id=None, name="late_arrival", values={}, facts={})
    handler = errand_forms.handler("late_arrival")
    assert handler
    values = {"arrives_at": "23:30", "date": "2026-11-20", "name": "Baker"}

    assert "date" in forms.submit(session, form, values, handler=handler, checks=errand_forms.checks(), now=NOW).errors
