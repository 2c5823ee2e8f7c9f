"""Where two articles are tried, half of the customers are shown the other one, and everybody else the usual one."""

import uuid

import pytest
from sqlalchemy.orm import Session

from crm import agents, experiments
from crm.agents import Role
from crm.conversations import Conversation
from crm.experiment_subjects import SubjectKind
from crm.experiments import Measure, arm_of
from crm.store import engine, unit_of_work
from tests.unit.actions.conftest import put_articles, put_message


def start() -> uuid.UUID:
    with unit_of_work() as session:
        ana = agents.create_agent(
            session, email="a@example.com", name="Ana", password_hash="x", languages=["en"], role=Role.SUPERVISOR
        )
        return experiments.start(
            session,
            kind=SubjectKind.ARTICLE,
            subject="lounge",
            variant={"key": "onboard_wifi"},
            outcome=Measure.THUMBS,
            agent=ana,
        ).id


def customer(arm: str, experiment: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """(conversation, message) of a customer of this half."""
    for _ in range(60):
        conversation, message = put_message()
        with Session(engine()) as session:
            if arm_of(experiment, session.get_one(Conversation, conversation).customer_id) == arm:
                return conversation, message
    raise AssertionError("all customers are of one half")


@pytest.mark.parametrize(("arm", "shown"), [("a", "lounge"), ("b", "onboard_wifi")])
def test_either_half_is_shown_its_article(act, arm, shown):
    put_articles()
    experiment = start()
    conversation, message = customer(arm, experiment)

    turn = act(
        "action_answer_article",
        text="lounge access please",
        intent="lounge",
        sender=str(conversation),
        message=message,
    )

    article = turn.attached["article"]
    assert article["key"] == shown
    assert article["experiment"] == {"id": str(experiment), "arm": arm}


def test_without_an_experiment_and_for_other_articles_nothing_is_noted(act):
    put_articles()
    conversation, message = put_message()
    who = {"sender": str(conversation), "message": message}

    before = act("action_answer_article", text="lounge access please", intent="lounge", **who)
    start()
    other = act("action_answer_article", text="is there wifi", intent="onboard_wifi", **who)

    assert "experiment" not in before.attached["article"]
    assert "experiment" not in other.attached["article"]
