"""Where a customer was, for how long, and where they left: from the events of a conversation."""

import uuid
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm import skills
from crm.conversations import STAGES
from crm.events import Name
from crm.insights.journeys import Happened, Journey
from crm.insights.steps import spent
from crm.insights.stops import stops
from crm.insights.visits import visits

WAITS, ANSWERED = {"waits": True}, {"waits": False}
CASE = {"kind": "complaint", "reference": "CC1"}


def happened(name, at, **facts):
    return Happened(name, float(at), **facts)


def turn(at, skill=None, *, seconds=1.0, name=Name.TURN_ANSWERED):
    return happened(name, at, seconds=seconds, skill=skill)


def journey(*events, upset=()):
    opened = happened(Name.OPENED, 0, to="bot")
    return Journey(uuid.UUID(int=1), datetime.now(UTC), "en", "web", None, [opened, *events], list(upset))


def told(*events, upset=()):
    return [(one.kind, one.name, one.start, one.end, one.left) for one in visits(journey(*events, upset=upset))]


def handed_over(at=10.0, taken=70.0):
    return (
        happened(Name.QUEUED, at, to="queued", data=WAITS),
        happened(Name.TAKEN, taken, to="assigned"),
    )


def test_a_stay_with_the_assistant_is_from_the_question_to_the_last_answer():
    events = (turn(5, "opening_hours", seconds=2), turn(20, "opening_hours"), turn(40, "feedback"))

    assert told(*events) == [("skill", "opening_hours", 3, 20, None), ("skill", "feedback", 39, 40, None)]


def test_a_greeting_belongs_to_the_matter_that_follows_it():
    assert told(turn(5), turn(9, "feedback")) == [("skill", "feedback", 4, 9, None)]


def test_what_never_came_to_a_matter_is_a_stay_of_its_own():
    events = (turn(5), turn(9, name=Name.TURN_ASKED_BACK), happened(Name.ABANDONED, 999, to="resolved"))

    assert told(*events) == [("skill", None, 4, 9, "abandoned")]


def test_a_quiet_end_does_not_lengthen_the_stay():
    events = (turn(5, "feedback"), happened(Name.RESOLVED, 259_205, to="resolved"))

    assert told(*events) == [("skill", "feedback", 4, 5, "ended")]


def test_in_line_the_customer_stays_in_line_whatever_the_assistant_answers():
    queued, taken = handed_over()
    events = (turn(5, "feedback"), queued, turn(30, "opening_hours"), taken)

    assert told(*events, happened(Name.RESOLVED, 100, to="resolved")) == [
        ("skill", "feedback", 4, 5, None),
        ("queue", None, 10, 70, None),
        ("person", None, 70, 100, "ended"),
    ]


def test_who_leaves_the_line_left_there_and_may_go_on_with_the_assistant():
    queued, _ = handed_over()
    left = happened(Name.LEFT_LINE, 50, to="bot", data=ANSWERED)

    assert told(queued, left, turn(60, "feedback"), happened(Name.RESOLVED, 900, to="resolved")) == [
        ("queue", None, 10, 50, "abandoned"),
        ("skill", "feedback", 59, 60, "ended"),
    ]


def test_who_said_nothing_any_more_left_when_that_was_noted():
    queued, _ = handed_over()
    events = (queued, happened(Name.WENT_SILENT, 3700), happened(Name.ABANDONED, 9000, to="resolved"))

    assert told(*events) == [("queue", None, 10, 3700, "abandoned")]


def test_a_person_is_waited_for_until_they_answer_and_again_after_each_message():
    events = (
        *handed_over(),
        happened(Name.FIRST_REPLY, 100, data=ANSWERED),
        happened(Name.WAITING, 160, data=WAITS),
        happened(Name.REPLIED, 200, data=ANSWERED),
        happened(Name.RESOLVED, 300, to="resolved"),
    )

    _, person = visits(journey(*events))

    assert (person.stay, person.queueing) == (230, 30 + 40)


def test_what_is_put_aside_is_waited_for():
    events = (
        *handed_over(),
        happened(Name.FIRST_REPLY, 80, data=ANSWERED),
        happened(Name.SNOOZED, 100, to="snoozed"),
        happened(Name.WOKEN, 500, to="assigned", data=WAITS),
        happened(Name.REPLIED, 510, data=ANSWERED),
        happened(Name.RESOLVED, 520, to="resolved"),
    )

    _, person = visits(journey(*events))

    assert person.queueing == 10 + 410


def test_a_transfer_to_the_line_is_the_line_again():
    events = (*handed_over(), happened(Name.TRANSFERRED, 90, to="queued"), happened(Name.TAKEN, 150, to="assigned"))

    found = visits(journey(*events, happened(Name.FIRST_REPLY, 170, data=ANSWERED)))

    assert [(one.kind, one.queueing) for one in found] == [("queue", 60), ("person", 20), ("queue", 60), ("person", 20)]


def test_what_goes_on_has_no_length_yet():
    assert told(*handed_over()) == [("queue", None, 10, 70, None), ("person", None, 70, None, None)]


def test_a_case_waits_until_it_is_first_moved_and_is_over_in_a_final_state():
    opened = happened(Name.CASE_OPENED, 50, data={**CASE, "to": "received"})
    moved = happened(Name.CASE_MOVED, 150, seconds=100.0, data={**CASE, "from": "received", "to": "in_progress"})
    closed = happened(Name.CASE_MOVED, 550, seconds=400.0, data={**CASE, "from": "in_progress", "to": "answered"})

    (open_,) = visits(journey(opened, moved))
    (done,) = visits(journey(opened, moved, closed))

    assert (open_.stay, open_.queueing) == (None, 100)
    assert (done.stay, done.queueing, done.left) == (500, 100, "ended")


def test_a_survey_comes_after_the_service_and_keeps_the_last_score():
    asked = happened(Name.SURVEY_SENT, 100, data={"survey": "csat"})
    answers = [happened(Name.SURVEY_ANSWERED, at, data={"survey": "csat", "score": at - 160}) for at in (161, 164)]

    (survey,) = visits(journey(asked, *answers))

    assert (survey.stage, survey.stay, survey.score) == ("post", 64, 4)


@pytest.mark.parametrize(("at", "upset"), [(3, [True, False]), (19, [False, True]), (12, [True, False])])
def test_anger_is_told_where_it_was_said(at, upset):
    events = (turn(5, "feedback", seconds=2), turn(20, "opening_hours", seconds=1))

    assert [one.upset for one in visits(journey(*events, upset=[at]))] == upset


def test_the_stage_is_the_skills_own_and_never_goes_back_for_what_follows():
    staged = {one.stage: name for name, one in skills.skills().items() if one.stage}
    events = (turn(5, staged["post"]), turn(9, staged["pre"]), happened(Name.QUEUED, 20, to="queued", data=WAITS))

    assert [one.stage for one in visits(journey(*events))] == ["post", "pre", "post"]


STATUSES = {
    "bot": ("queued", "assigned", "resolved"),
    "queued": ("assigned", "bot"),
    "assigned": ("resolved", "queued", "bot", "snoozed", "assigned"),
    "snoozed": ("assigned", "queued"),
    "resolved": ("bot",),
}
NAMES = {"queued": Name.QUEUED, "assigned": Name.TAKEN, "snoozed": Name.SNOOZED}
SKILLS = ("opening_hours", "feedback", None)


@st.composite
def streams(draw):
    """Legal moves in any order, with turns, waits, cases and surveys between them."""
    at, status, events = 0.0, "bot", []
    for _ in range(draw(st.integers(0, 25))):
        at += draw(st.floats(0.5, 500))
        what = draw(st.sampled_from(("turn", "move", "wait", "case", "survey")))
        if what == "turn" and status in ("bot", "queued"):
            events.append(turn(at, draw(st.sampled_from(SKILLS)), seconds=draw(st.floats(0, 0.4))))
        elif what == "move":
            to = draw(st.sampled_from(STATUSES[status]))
            name = {"bot": Name.LEFT_LINE if status == "queued" else Name.RETURNED}.get(to) or NAMES.get(to)
            name = name or draw(st.sampled_from((Name.RESOLVED, Name.ABANDONED)))
            events.append(happened(Name.REOPENED if status == "resolved" else name, at, to=to))
            status = to
        elif what == "wait" and status == "assigned":
            events.append(happened(Name.WAITING, at, data=WAITS))
        elif what == "case":
            events.append(happened(Name.CASE_OPENED, at, data={**CASE, "reference": f"CC{at}", "to": "received"}))
        elif what == "survey":
            events.append(happened(Name.SURVEY_SENT, at, data={"survey": "csat"}))
    return journey(*events)


def recounted(found):
    """Counts and minutes of the same events, in the plainest way: one pass for each thing."""
    events = found.happened
    moves = [event for event in events if event.to]
    entered = {"queue": [], "person": []}
    place, since = None, 0.0
    for event in moves:
        now = {"queued": "queue", "assigned": "person", "snoozed": "person"}.get(event.to)
        if now != place:
            if place:
                entered[place][-1] = event.at - since
            if now:
                entered[now].append(None)
            place, since = now, event.at
    cases = sum(event.name == Name.CASE_OPENED for event in events)
    surveys = sum(event.name == Name.SURVEY_SENT for event in events)
    turns, status = set(), "bot"
    for event in events:
        status = event.to or status
        if event.name == Name.TURN_ANSWERED and status == "bot" and event.skill:
            turns.add(event.skill)
    return {**entered, "case": cases, "survey": surveys, "skills": turns}


@given(found=streams())
@settings(max_examples=300, deadline=None)
def test_counts_and_stays_are_those_of_a_plain_recount(found):
    seen = visits(found)
    plain = recounted(found)

    for kind in ("queue", "person"):
        stays = [one.stay for one in seen if one.kind == kind]
        assert stays == pytest.approx(plain[kind])
    assert sum(one.kind == "case" for one in seen) == plain["case"]
    assert sum(one.kind == "survey" for one in seen) == plain["survey"]
    assert {one.name for one in seen if one.kind == "skill" and one.name} == plain["skills"]


@given(found=streams())
@settings(max_examples=300, deadline=None)
def test_whatever_happens_waits_are_within_stays_and_a_journey_leaves_one_place_at_a_time(found):
    seen = visits(found)
    ends = sum(event.to == "resolved" for event in found.happened)
    lines_left = sum(event.name == Name.LEFT_LINE for event in found.happened)
    places = [one for one in seen if one.kind not in ("case", "survey")]

    assert all(one.stage in STAGES for one in seen)
    assert sum(one.left is not None for one in places) <= ends + lines_left
    assert all(one.start <= other.start for one, other in pairwise(places))
    assert all(one.stay is None or -0.001 <= one.queueing <= one.stay + 0.001 for one in places if one.kind != "skill")
    over = sum(one.stay for one in seen if one.stay is not None and one.kind != "survey")
    assert sum(spent(seen).values()) * 60 == pytest.approx(over, abs=0.001)


@given(found=streams())
@settings(max_examples=200, deadline=None)
def test_a_conversation_counts_once_at_each_place(found):
    seen = visits(found)
    told_of = stops(seen)

    assert len({one.place for one in told_of}) == len(told_of)
    assert {one.place.kind for one in told_of} == {one.kind for one in seen}
    finished = [one for one in seen if one.kind == "queue"]
    if finished and all(one.stay is not None for one in finished):
        minutes = [one.minutes for one in told_of if one.place.kind == "queue"]
        assert sum(minutes) * 60 == pytest.approx(sum(one.stay for one in finished))
