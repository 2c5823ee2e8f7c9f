"""What is asked stays in the order of its file, also on a store that keeps objects in an order of its own."""

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from crm import customers, questionnaires, survey_answers, surveys
from crm.base import utc_now
from crm.store import engine, reading, unit_of_work
from crm.survey_answers import Given
from crm.surveys import About
from tests.edge.conftest import ROOT

BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


def asked(name):
    with unit_of_work() as session:
        customer = customers.create_customer(session, language="en")
        return surveys.create(
            session,
            questionnaire=name,
            customer_id=customer.id,
            language="en",
            channel="email",
            about=About(),
            now=utc_now(),
        ).token


@BOTH
@pytest.mark.parametrize("name", sorted(questionnaires.questionnaires()))
def test_every_questionnaire_is_asked_as_its_file_has_it(store, name):
    token = asked(name)

    with reading() as session:
        kept = surveys.find(session, token).asked

    assert kept.version == questionnaires.get(name).version
    assert list(kept.items) == list(questionnaires.get(name).items)


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_what_was_asked_before_is_put_back_into_its_order(store):
    token = asked("fcr")
    question, item = next((key, item) for key, item in questionnaires.get("fcr").items.items() if item.name_of(1))
    with unit_of_work() as session:
        survey_answers.save(session, token=token, given=[Given(question, value=2)], now=utc_now())
    alembic = Config(str(ROOT / "alembic.ini"))
    command.downgrade(alembic, "0017-1")
    with engine().begin() as connection:
        connection.execute(text("UPDATE survey_answer SET value = 1"))

    command.upgrade(alembic, "head")

    with reading() as session:
        survey = surveys.find(session, token)
        assert survey.asked.version == questionnaires.get("fcr").version
        assert (survey.answers[0].value, survey.answers[0].text) == (2, item.name_of(2))
