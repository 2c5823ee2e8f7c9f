"""Waiting for a person, and leaving a message instead: the truth about the hour, and a promise that can be kept."""

import uuid

import pytest

from actions.memory import remember
from api.forms import service
from crm import agents, conversations, customers, forms, handovers, hours, messages
from crm.base import utc_now
from crm.forms import Form
from crm.messages import Author
from crm.store import reading, unit_of_work
from tests.unit.actions.conftest import answers_in

NEVER = {"mon": ()}


@pytest.fixture
def queued(store):
    """A customer in line who has said what it is about."""
    with unit_of_work() as session:
        customer = customers.create_customer(session, language="en")
        conversation = conversations.start_conversation(session, customer=customer, site="demo", language="en")
        said = messages.append(session, conversation, author=Author.VISITOR, body="my refund is late")
        said.intent = "refund_status"
        handovers.hand_over(session, conversation, reason="requested")
    return str(conversation.id)


def sign_in():
    with unit_of_work() as session:
        agent = agents.create_agent(session, email="mei@example.com", name="Mei", password_hash="", languages=["en"])
        agents.came_in(session, agent.id)


def form_of(turn):
    with reading() as session:
        return session.get(Form, uuid.UUID(turn.attached["form"]["id"]))


def test_asked_how_long_with_somebody_there_says_the_place(act, queued):
    sign_in()

    turn = act("action_wait_question", sender=queued)

    assert turn.responses == ["utter_wait_place"]


def test_asked_how_long_with_nobody_there_says_so(act, queued):
    turn = act("action_wait_question", sender=queued)

    assert (turn.responses, turn.said[0]["place"]) == (["utter_wait_unattended"], 1)


def test_asked_how_long_at_a_closed_desk_says_when_it_opens(act, queued, monkeypatch):
    sign_in()
    answers_in(monkeypatch, {})
    local = utc_now().astimezone(hours.site().zone)
    answers_in(monkeypatch, {hours.DAYS[(local.weekday() + 2) % 7]: ("08:00-22:00",)})

    turn = act("action_wait_question", sender=queued)

    assert turn.responses == ["utter_wait_closed"]
    assert "from 08:00 (Beijing time)" in turn.said[0]["opens"]


def test_asked_how_long_after_a_message_was_left_says_by_when_it_is_answered(act, queued):
    opened = form_of(act("action_leave_message", intent="leave_message", sender=queued))
    given = {"about": "My refund", "reach": "phone", "phone": "+442079460018"}
    with unit_of_work() as session:
        service.submit(session, forms.get(session, opened.id), given).unwrap("en")

    turn = act("action_wait_question", sender=queued)

    assert turn.responses == ["utter_wait_message_left"]
    assert "We get back to you by" in turn.said[0]["message"]


def test_whoever_is_not_in_line_is_told_so(act):
    assert act("action_wait_question").responses == ["utter_not_in_line"]


@pytest.mark.parametrize("intent", ["leave_message", "leave_contact"])
def test_opens_the_form_with_what_was_said_and_promises_a_time(act, queued, intent):
    turn = act("action_leave_message", intent=intent, sender=queued)

    assert turn.responses == ["utter_leave_message"]
    assert "(Beijing time)" in turn.said[0]["by"]
    assert form_of(turn).values == {"about": "my refund is late"}


def test_puts_the_number_that_was_just_given_into_the_form(act, queued):
    given = [{"entity": "phone", "value": "+442079460018"}]
    turn = act("action_leave_message", intent="leave_contact", entities=given, sender=queued)

    assert turn.responses == ["utter_leave_message_noted"]
    assert form_of(turn).values == {"about": "my refund is late", "phone": "+442079460018", "reach": "phone"}


@pytest.mark.parametrize(
    ("given", "contact"),
    [
        ({"phone": "+442079460018"}, "+44 20 7946 0018 (United Kingdom)"),
        ({"email": "lena@example.org"}, "lena@example.org"),
        ({"phone": "+33142278000", "email": "l@example.org"}, "+33 1 42 27 80 00 (France) · l@example.org"),
        # Its country is not known: the form asks.
        ({"phone": "020 7946 0018"}, "020 7946 0018"),
    ],
)
def test_how_to_be_reached_is_said_back_with_its_country(act, queued, given, contact):
    entities = [{"entity": kind, "value": value} for kind, value in given.items()]

    turn = act("action_leave_message", intent="leave_contact", entities=entities, sender=queued)

    assert turn.said[0]["contact"] == contact


def test_a_number_is_read_as_where_the_report_was_made(act, queued):
    given = [{"entity": "phone", "value": "07700 900123"}]
    reported = {"last_report": remember(reference="LHRCA12345", case_id="x")}

    turn = act("action_leave_message", intent="leave_contact", entities=given, sender=queued, slots=reported)

    assert turn.said[0]["contact"] == "+44 7700 900123 (United Kingdom)"
    assert form_of(turn).values["phone"] == "+447700900123"


def test_promises_no_hour_where_nobody_ever_is(act, queued, monkeypatch):
    answers_in(monkeypatch, NEVER)

    turn = act("action_leave_message", intent="leave_message", sender=queued)

    assert turn.said[0]["by"] == "once the desk has opened again"


def test_where_no_form_can_be_shown_asks_in_words(act):
    turn = act("action_leave_message", intent="leave_message", sender="a console")

    assert (turn.responses, turn.attachments) == (["utter_leave_contact"], [])


def test_yes_to_a_message_opens_the_form(act, queued):
    offered = {"event": "bot", "text": "…", "metadata": {"utter_action": "utter_offer_message"}}

    turn = act("action_affirm", intent="affirm", before=[offered], sender=queued)

    assert (turn.responses, turn.commands) == (["utter_leave_message"], [])


def test_asked_about_a_message_that_was_not_sent_says_so(act, queued):
    opened = act("action_leave_message", intent="leave_message", sender=queued)
    asked = [{"entity": "facet", "value": "how_long"}, {"entity": "focus_kind", "value": "form"}]

    turn = act("action_follow_up", entities=asked, slots={"focus": opened.slots["focus"]}, sender=queued)

    assert turn.responses == ["utter_message_not_sent"]
