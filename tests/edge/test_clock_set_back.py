"""The clock of the machine is set back by an hour: nobody waits for that hour to pass again."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from crm import deliveries, outbox
from crm.base import new_id, utc_now
from crm.conversations import Conversation
from crm.deliveries import Delivery
from crm.messages import Message
from crm.outbox import Mail
from crm.store import unit_of_work
from tests.edge.test_gateway import replies, run_jobs

BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
HOUR = timedelta(hours=1)


@BOTH
def test_a_lease_that_was_left_behind_does_not_block_its_conversation(visitor):
    visitor.send("first")
    with unit_of_work() as session:
        # A worker took the message up and died; then the clock was set back.
        left_behind = {"answered_seq": 0, "turn_token": new_id(), "turn_until": utc_now() + HOUR}
        session.execute(update(Conversation).values(**left_behind))

    run_jobs()

    assert replies(visitor)[-1] == "You said: first"
    assert visitor.send("second").json()["replies"][0]["body"] == "You said: second"


@BOTH
def test_a_mail_that_waits_goes_out_once(store):
    with unit_of_work() as session:
        outbox.send(session, to="a@example.com", subject="s", body="b", language="en")
        session.execute(update(Mail).values(created_at=utc_now() + HOUR, next_at=utc_now() + HOUR))

    with unit_of_work() as session:
        assert len(outbox.claim(session, now=utc_now())) == 1
    with unit_of_work() as session:
        assert outbox.claim(session, now=utc_now()) == []


def test_a_message_that_waits_for_its_channel_goes_out_once(visitor):
    visitor.send("hello")
    with unit_of_work() as session:
        message = session.query(Message).first()
        session.add(
            Delivery(message_id=message.id, channel="sms", created_at=utc_now() + HOUR, next_at=utc_now() + HOUR)
        )

    for expected in (1, 0):
        with unit_of_work() as session:
            assert len(deliveries.claim(session, now=utc_now())) == expected
