"""What is plainly asked, as the assistant answers it: what was saved, what a form needs, what else can be tried."""

import pytest
from sqlalchemy import select

from actions.focus import item
from airline.cases import answers
from crm import case_kinds, cases, conversations, preferences
from crm.base import utc_now
from crm.forms import Form
from crm.preference_kinds import Wish
from crm.store import reading, unit_of_work
from tests.unit.actions.conftest import put_bag, put_message
from tests.unit.actions.test_booking import GIVEN, put_bookings


def asked(facet, kind):
    return [{"entity": "facet", "value": facet}, {"entity": "focus_kind", "value": kind}]


def ask(act, text, facet, kind, **turn):
    return act("action_follow_up", text=text, intent="follow_up", entities=asked(facet, kind), **turn)


def open_complaint(session, conversation):
    talk = conversations.get(session, conversation)
    return cases.open_case(
        session,
        kind="complaint",
        workflow=case_kinds.get("complaint").workflow,
        reference="CP7K2M9X",
        customer_id=talk.customer_id,
        conversation_id=conversation,
        title={"zh": "投诉", "en": "Complaint"},
        details=[],
    )


def save(conversation, *wishes):
    with unit_of_work() as session:
        customer = conversations.get(session, conversation).customer_id
        preferences.keep(session, customer, wishes, message_id=None, now=utc_now())


def test_what_was_saved_of_the_kind_that_is_asked_for_is_said_back(act):
    conversation, message = put_message()
    save(conversation, Wish("seat", "window"), Wish("diet", "vegan"))
    turn = {"sender": str(conversation), "message": message}

    seat = ask(act, "which seat do I prefer", "saved", "self", **turn).said[0]["sentence"]
    diet = ask(act, "do you know what I eat", "saved", "self", **turn).said[0]["sentence"]
    birthday = ask(act, "do you know my birthday", "saved", "self", **turn).said[0]["sentence"]

    assert "window" in seat
    assert "vegan" not in seat
    assert "vegan" in diet
    assert "window" not in diet
    assert "window" in birthday
    assert "vegan" in birthday


def test_where_nothing_was_saved_that_is_said(act):
    conversation, message = put_message()

    turn = ask(act, "which seat do I prefer", "saved", "self", sender=str(conversation), message=message)

    assert "nothing of that kind" in turn.said[0]["sentence"]


@pytest.mark.parametrize("text", ["shout if anything happens, I'm off for a coffee", "有动静就告诉我，我去买杯水"])
def test_an_ordinary_message_is_never_kept_as_a_preference(act, text):
    conversation, message = put_message()

    turn = act("action_preferences", text=text, intent="preferences", sender=str(conversation), message=message)

    assert turn.followup is None
    assert "preference_wish" not in turn.slots


@pytest.mark.parametrize(
    ("text", "said", "person"),
    [
        ("I don't want to leave my e-mail", "can't be sent without “E-mail address”", True),
        ("can I leave the tag number out", "“Bag tag number” may stay empty", False),
        ("I won't fill that in", "may stay empty", True),
    ],
)
def test_who_will_not_fill_in_a_question_hears_whether_the_form_goes_without_it(act, text, said, person):
    shown = {"focus": [item("form", "bag_report", "3f0f2b0e-0000-4000-8000-000000000000")]}

    turn = ask(act, text, "left_out", "form", slots=shown)

    assert said in turn.said[0]["sentence"]
    assert ("/human" in turn.buttons) == person


@pytest.mark.parametrize(("form", "said"), [("booking_form", "O and I"), ("bag_status_form", "10 digits")])
def test_who_insists_hears_what_else_can_be_tried_and_then_gets_a_person(act, form, said):
    first = act("action_repair", text="that's what my mail says", intent="lack", entities=asked("insists", form))
    told = {"event": "bot", "text": first.said[0]["sentence"], "metadata": {"utter_action": "utter_errand_filed"}}

    again = act("action_repair", text="I'm sure", intent="lack", entities=asked("insists", form), before=[told])

    assert said in first.said[0]["sentence"]
    assert first.buttons == ["/human"]
    assert again.commands[0]["name"] == "hand_over"


def test_a_reference_and_a_name_below_the_article_on_wrong_names_go_on_with_the_name(act):
    put_bookings()
    read = {"focus": [item("article", "name_correction", intent="name_correction")]}

    turn = act("action_show_booking", text="Smith", intent="inform", slots={**GIVEN, **read})

    assert "R5W9HD" in turn.said[0]["sentence"]
    assert turn.commands[0]["name"] == "hand_over"
    assert turn.attachments == []


def test_a_seat_that_is_named_goes_into_the_form(act):
    put_bookings()
    conversation, message = put_message()

    turn = act(
        "action_show_booking",
        text="12C please",
        intent="seat",
        slots={**GIVEN, "booking_wish": "seat"},
        sender=str(conversation),
        message=message,
    )

    assert turn.responses[0] == "utter_seat_request"
    with reading() as session:
        (form,) = session.scalars(select(Form)).all()
    assert form.values["seat"] == "12C"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_says_how_it_goes_where_it_is_delivered_and_that_the_tag_is_kept(act, language):
    put_bag()
    conversation, _ = put_message()
    with unit_of_work() as session:
        talk = conversations.get(session, conversation)
        case = cases.open_case(
            session,
            kind="bag_missing",
            workflow=case_kinds.get("bag_missing").workflow,
            reference="LHRCA12345",
            customer_id=talk.customer_id,
            conversation_id=conversation,
            title={"zh": "行李", "en": "Bag"},
            details=[],
            stage="post",
        )
        it = answers.Asked(case, language)
        told = {facet: answers.ANSWERS[facet](it) for facet in ("progress", "delivery", "keep_tag", "reference_when")}

    assert "LHRCA12345" in told["progress"]
    assert {"zh": "送达地址", "en": "delivery address"}[language] in told["delivery"]
    assert told["keep_tag"].startswith({"zh": "要", "en": "Yes"}[language])
    assert "LHRCA12345" in told["reference_when"]


@pytest.mark.parametrize(
    ("facet", "note", "said"), [("remark", "The customer adds", "added that"), ("withdraw", "withdraws it", "withdraw")]
)
def test_what_comes_to_mind_later_is_written_on_the_case_and_nothing_new_is_filed(act, facet, note, said):
    conversation, message = put_message()
    with unit_of_work() as session:
        case = open_complaint(session, conversation)
        reference = case.reference

    turn = ask(act, "I forgot to say it was raining", facet, "case", sender=str(conversation), message=message)

    assert said in turn.said[0]["sentence"]
    assert reference in turn.said[0]["sentence"]
    with reading() as session:
        made = cases.of_conversation(session, conversation)
        assert [one.reference for one in made] == [reference]
        notes = session.scalars(select(cases.CaseEvent.note).where(cases.CaseEvent.case_id == made[0].id)).all()
    assert any(note in one for one in notes)


def test_nothing_is_written_on_a_case_that_is_closed(act):
    conversation, message = put_message()
    with unit_of_work() as session:
        open_complaint(session, conversation).closed_at = utc_now()

    turn = ask(act, "I forgot to say it was raining", "remark", "case", sender=str(conversation), message=message)

    assert "added" not in str(turn.said)
