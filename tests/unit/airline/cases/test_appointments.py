"""Appointments: a free slot in the customer's words and zone, one seat for each, moved, cancelled, told again."""

import threading
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from actions import booked as booked_already
from actions.store import Origin
from crm import (
    appointment_changes,
    appointment_kinds,
    appointments,
    case_kinds,
    cases,
    casework,
    errand_forms,
    errands,
    forms,
    messages,
    slots,
)
from crm.errors import SlotTaken
from crm.spoken import Said
from crm.store import engine, transact
from tests.unit.airline.cases.test_errands import Customer

# A Sunday, 10:00 in Beijing.
NOW = datetime(2026, 11, 29, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_sunday(monkeypatch):
    monkeypatch.setattr("tests.unit.airline.cases.test_errands.NOW", NOW)


def customer(session, language="en", name="call_back"):
    return Customer(session, name, language)


def finish(someone):
    """Answer what is still asked, and agree."""
    if someone.question == "phone":
        someone.says("my number", phone="+8613800138000")
    if someone.question == "name":
        someone.says("Ada Okafor")
    if someone.question == "about":
        someone.says("a refund that never came")
    return someone.says("yes", agrees=True).filed


def booked(session, text="a call back tomorrow at 10am please", language="en"):
    someone = customer(session, language)
    someone.says(text)
    case = finish(someone)
    return someone, case, appointments.of_case(session, case)


def manage(someone, text, now=NOW):
    said = Said(text, someone.language, now=now)
    return booked_already.managed(someone.session, Origin(someone.conversation.id, None), said)


def test_a_free_time_is_booked_and_told_in_words_and_zone(session):
    _, case, seat = booked(session)

    assert case.reference.startswith("CB")
    assert seat.starts_at == datetime(2026, 11, 30, 2, tzinfo=UTC)
    assert case.due_at == seat.starts_at
    assert "10:00 (Beijing time)" in case.title["en"]


def test_everything_in_one_go_is_only_read_back(session):
    someone = customer(session)
    someone.says("call me tomorrow at 10 about my late bag, I'm Ada Okafor", phone="+8613800138000")

    assert someone.question == errand_forms.REVIEW
    for told in ("30 November 2026, 10:00 (Beijing time)", "Ada Okafor", "my late bag"):
        assert told in someone.asked.sentence


def test_a_vague_time_is_answered_with_free_ones_to_choose_from(session):
    someone = customer(session, "zh")
    someone.says("想约周二下午回电")

    assert "12月1日（周二）" in someone.asked.sentence
    assert len(someone.asked.buttons) == slots.MOST_OFFERED
    someone.says("第二个")
    assert someone.form.values["slot"].startswith("2026-12-01T1")


@pytest.mark.parametrize(
    ("answer", "local"), [("3pm", "15:00"), ("half past two", "14:30"), ("the first one", "12:00"), ("any", "12:00")]
)
def test_a_time_completes_the_day_that_was_named(session, answer, local):
    someone = customer(session)
    someone.says("can I get a call Tuesday afternoon")
    someone.says(answer)

    assert someone.form.values["slot"].startswith(f"2026-12-01T{local}")


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ("31 February at 10", "no such day"),
        ("yesterday? 28 November at 10:00", "passed"),
        ("tomorrow at 23:30", "aren't there"),
        ("tomorrow at 10:10", "15 minutes apart"),
        ("in March at the 5th of March, 10am", "60 days"),
    ],
)
def test_a_time_that_cannot_be_had_is_refused_with_what_is_free(session, answer, wrong):
    someone = customer(session)
    someone.says("please call me back")
    progress = someone.says(answer)

    assert wrong in progress.wrong
    assert someone.question == "slot"
    assert someone.asked.buttons and "Free are" in someone.asked.sentence


def test_three_answers_that_are_no_time_lead_to_a_person(session):
    someone = customer(session)
    someone.says("please call me back")
    for answer in ("purple", "I dunno", "whatever you said"):
        progress = someone.says(answer)

    assert progress.person


def test_ten_is_ten_where_the_telephone_rings(session):
    someone = customer(session)
    someone.says("call me tomorrow at 10")
    someone.says("it's this one", phone="+442079460123")

    assert someone.form.values["slot"] == "2026-11-30T10:00+00:00[Europe/London]"


def test_a_zone_that_was_named_counts_wherever_the_telephone_rings(session):
    someone = customer(session)
    someone.says("call me tomorrow at 10 Beijing time")
    someone.says("it's this one", phone="+442079460123")

    assert someone.form.values["slot"] == "2026-11-30T10:00+08:00[Asia/Shanghai]"


def test_both_clocks_are_told_where_they_differ(session):
    said = slots.said(datetime(2026, 11, 30, 21, tzinfo=UTC), "America/New_York")

    assert said["en"] == "Monday 30 November 2026, 16:00 (New York time; 05:00 Beijing time the day after)"
    assert said["zh"] == "2026年11月30日（周一）16:00（纽约时间，即北京时间次日05:00）"


def test_a_time_that_was_taken_meanwhile_is_offered_otherwise(session):
    for _ in range(appointment_kinds.get("call_back").capacity):
        booked(session)
    late = customer(session)
    late.says("a call back tomorrow at 10am please")

    assert late.question == "slot"
    assert late.asked.buttons
    assert slots.written(datetime(2026, 11, 30, 2, tzinfo=UTC), "Asia/Shanghai") not in str(late.asked.buttons)


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "could you phone me tomorrow at 10am, about my refund, ask for Adeyemi", "10:00 is taken"),
        ("zh", "明天上午十点给我回电，关于退款，找李敏", "10:00已经约满"),
    ],
)
def test_a_taken_time_in_the_first_message_is_said_once_and_all_else_is_kept(session, language, text, said):
    for _ in range(appointment_kinds.get("call_back").capacity):
        booked(session)
    late = customer(session, language)
    late.says(text)

    assert said in late.asked.sentence
    assert late.form.values["name"] in ("Adeyemi", "李敏")
    assert late.form.values["about"] in ("my refund", "退款")
    second = late.form.facts["options"]["slot"][1][0]
    late.says("2")
    assert late.form.values["slot"] == second
    assert said not in late.asked.sentence


def test_two_at_once_never_get_the_last_seat(committed):
    """Both have been offered it and say yes in the same moment."""
    asking = [_ready() for _ in range(4)]
    at_once, filed = threading.Barrier(len(asking)), []

    def agree(form_id):
        at_once.wait()
        filed.append(transact(lambda session: _agree(session, form_id)))

    threads = [threading.Thread(target=agree, args=(form_id,)) for form_id in asking]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sum(filed) == appointment_kinds.get("call_back").capacity
    with Session(engine()) as session:
        seats = [one.seat for one in session.query(appointments.Appointment)]
    assert sorted(seats) == list(range(appointment_kinds.get("call_back").capacity))


def _ready():
    def begin(session):
        someone = customer(session)
        someone.says("call me tomorrow at 10 about my late bag, I'm Ada Okafor", phone="+8613800138000")
        return someone.form.id

    return transact(begin)


def _agree(session, form_id):
    form = session.get(forms.Form, form_id)
    yes = errands.Said("yes", "en", agrees=True, now=NOW)
    return errands.receive(session, form, yes, message_id=uuid.uuid4()).filed is not None


def test_a_seat_can_only_be_had_once(session):
    _, case, seat = booked(session)
    twin = appointments.Appointment(
        case_id=case.id,
        customer_id=case.customer_id,
        kind=seat.kind,
        place=seat.place,
        starts_at=seat.starts_at,
        minutes=15,
        seat=seat.seat,
        zone=seat.zone,
        token="x" * 43,
    )
    session.add(twin)

    with pytest.raises(Exception, match="UNIQUE"):
        session.flush()


def test_it_is_moved_in_words_under_the_same_reference(session):
    someone, case, seat = booked(session)
    done = manage(someone, "make it 11:30 instead")

    assert case.reference in done.sentence
    assert "11:30" in done.sentence
    assert seat.starts_at == case.due_at == datetime(2026, 11, 30, 3, 30, tzinfo=UTC)
    assert "11:30" in str(case.details) and "10:00" not in str(case.details)


def test_another_day_keeps_the_hour(session):
    someone, _, seat = booked(session, "明天上午十点给我回电", "zh")
    manage(someone, "改到周五")

    assert seat.starts_at == datetime(2026, 12, 4, 2, tzinfo=UTC)


def test_what_cannot_be_had_is_asked_for_again_while_the_old_time_stays(session):
    someone, case, seat = booked(session)
    done = manage(someone, "move it to tomorrow at 23:45")

    assert done.asks
    assert seat.starts_at == datetime(2026, 11, 30, 2, tzinfo=UTC)
    someone.form = errands.current(session, someone.conversation.id)
    assert "Free are" in someone._asked().sentence
    someone.says("11am then")
    assert someone.says("yes", agrees=True).filed.reference == case.reference
    assert seat.starts_at == datetime(2026, 11, 30, 3, tzinfo=UTC)


def test_cancelling_gives_the_seat_back(session):
    someone, case, seat = booked(session)
    done = manage(someone, "please cancel my appointment")

    assert case.reference in done.sentence
    assert case.status == "cancelled"
    assert seat.seat is None
    assert manage(someone, "what time is my appointment").reference is None


@pytest.mark.parametrize(
    ("language", "question"), [("en", "what time is my appointment again?"), ("zh", "我约的是几点来着")]
)
def test_what_was_booked_is_known_later(session, language, question):
    someone, case, _ = booked(
        session, "明天上午十点给我回电" if language == "zh" else "call me tomorrow at 10am", language
    )
    told = manage(someone, question).sentence

    assert case.reference in told
    assert "10:00" in told


def test_of_several_it_is_asked_which_one(session):
    someone, first, _ = booked(session)
    again = Customer(session, "call_back", "en")
    again.conversation = someone.conversation
    again.says("call me on Tuesday at 2pm")
    second = finish(again)

    asked = manage(someone, "cancel my call-back")
    assert len(asked.buttons) == 2
    assert second.reference in manage(someone, "cancel the one on Tuesday").sentence
    assert first.closed_at is None


def test_too_late_to_change_is_for_a_person(session):
    someone, _, seat = booked(session)

    assert manage(someone, "cancel my appointment", now=seat.starts_at - timedelta(minutes=20)).person


def test_the_customer_is_reminded_once_the_day_before(session):
    someone, case, seat = booked(session, "call me on Thursday at 10am")
    before = seat.starts_at - timedelta(hours=23)

    assert appointment_changes.remind_due(session, now=NOW) == 0
    assert appointment_changes.remind_due(session, now=before) == 1
    assert appointment_changes.remind_due(session, now=before) == 0
    said = messages.after(session, conversation_id=someone.conversation.id, seq=0)
    assert [case.reference in one.body for one in said] == [True]


def test_whoever_moves_it_is_reminded_of_the_new_time(session):
    someone, _, seat = booked(session, "call me on Thursday at 10am")
    appointment_changes.remind_due(session, now=seat.starts_at - timedelta(hours=23))
    manage(someone, "move it to Saturday", now=seat.starts_at - timedelta(hours=20))

    assert appointment_changes.remind_due(session, now=seat.starts_at - timedelta(hours=22)) == 1


def test_a_cancelled_one_is_not_reminded_of(session):
    someone, _, seat = booked(session, "call me on Thursday at 10am")
    manage(someone, "cancel it please, the call back")

    assert appointment_changes.remind_due(session, now=seat.starts_at - timedelta(hours=1)) == 0


def test_it_can_be_given_up_while_it_is_booked(session):
    someone = customer(session, "zh")
    someone.says("约个回电")

    assert someone.says("算了不约了").stopped


def test_a_visit_keeps_to_the_hours_of_its_place(session):
    someone = customer(session, name="visit")
    someone.says("I'd like to come to the city ticket office on Monday at 12:30")

    assert someone.question == "slot"
    assert someone.asked.buttons
    someone.says("2pm")
    someone.says("Ada Okafor")
    case = someone.says("group fares") and someone.says("yes", agrees=True).filed
    assert "City ticket office" in case.title["en"]


def test_nobody_is_expected_on_a_holiday():
    new_year = date(2026, 1, 1)

    assert list(appointment_kinds.get("visit").at("city_office").starts(new_year)) == []
    assert list(appointment_kinds.get("call_back").starts(new_year))


def test_the_calendar_entry_says_when_in_utc_and_that_it_was_cancelled(session):
    someone, case, seat = booked(session)
    entry = appointment_changes.calendar(seat, "en", now=NOW)

    assert "DTSTART:20261130T020000Z" in entry and "DTEND:20261130T021500Z" in entry
    assert "STATUS:CONFIRMED" in entry and case.reference in entry.replace("\r\n ", "")
    assert all(len(line.encode()) <= 75 for line in entry.split("\r\n"))
    manage(someone, "cancel the appointment")
    assert "STATUS:CANCELLED" in appointment_changes.calendar(seat, "en", now=NOW)


def test_a_seat_that_is_gone_refuses_the_move(session):
    _, _, first = booked(session)
    booked(session, "a call back tomorrow at 11am please")
    booked(session, "a call back tomorrow at 11am please")

    with pytest.raises(SlotTaken):
        appointments.move(
            session, first, starts_at=datetime(2026, 11, 30, 3, tzinfo=UTC), zone="Asia/Shanghai", now=NOW
        )
    assert first.starts_at == datetime(2026, 11, 30, 2, tzinfo=UTC)


def test_a_case_closed_at_the_desk_gives_the_seat_back(session):

    _, case, seat = booked(session)
    event = cases.move(session, case, "cancelled", workflow=case_kinds.get("call_back").workflow, actor="agent")
    casework.notify(session, case, event)
    session.refresh(seat)

    assert seat.seat is None
