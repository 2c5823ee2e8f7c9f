"""A model that does worse with customers than the one before is taken back by itself; one that does not stays."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from api import jobs, model_watch, proving
from crm import conversations, customers, events, live_rates, model_switches
from crm.audit import AuditEvent
from crm.base import utc_now
from crm.events import Actor, Name
from crm.live_rates import WATCHED, beginnings
from crm.model_switches import ModelSwitch, SwitchState
from crm.outbox import Mail
from crm.store import reading, unit_of_work
from tests.edge.test_articles import BOTH_STORES
from tests.edge.test_learned import teach
from tests.edge.test_proving import SAID, Nearest, export
from tests.edge.test_reviews import ana, ben

__all__ = ["ana", "ben", "teach"]
URL = "https://help.example.com"
MINUTE = timedelta(minutes=1)


def begin(count: int, *, turns: list[Name], at: datetime, language: str = "en") -> None:
    """So many conversations that begin a minute apart, each with these turns."""
    with unit_of_work() as session:
        for place in range(count):
            began = at + place * MINUTE
            customer = customers.create_customer(session, language=language)
            one = conversations.start_conversation(session, customer=customer, site="demo", language=language)
            one.created_at = began
            for turn, name in enumerate(turns):
                when = began + timedelta(seconds=10 * (turn + 1))
                events.record(session, one.id, name, actor=Actor.BOT, at=when)


def switched(at: datetime) -> None:
    """Have the last switch be from this moment."""
    with unit_of_work() as session:
        session.scalars(select(ModelSwitch).order_by(ModelSwitch.id.desc()).limit(1)).one().at = at


def look(workshop: Nearest, *, now: datetime | None = None) -> bool:
    return model_watch.look(workshop, public_url=URL, now=now or utc_now())


def switch() -> ModelSwitch:
    with reading() as session:
        return model_switches.latest(session, limit=1)[0]


@pytest.fixture
def taken(teach):
    """A workshop whose candidate was proven and taken five hours ago."""
    workshop = Nearest()
    teach(*SAID)
    export()
    assert proving.prove(workshop) == proving.DONE
    switched(utc_now() - timedelta(hours=5))
    return workshop


GOOD, BAD = [Name.TURN_ANSWERED] * 3, [Name.TURN_ASKED_BACK, Name.TURN_ANSWERED, Name.QUEUED]


@BOTH_STORES
def test_a_model_that_does_worse_is_taken_back_with_a_mail_and_an_audit_entry(taken):
    at = switch().at
    begin(200, turns=GOOD, at=at - timedelta(days=7))
    begin(200, turns=BAD, at=at)

    assert look(taken)

    assert taken.served[-1] == taken.name(None)
    assert not (proving.IN_USE / "nlu").exists()
    found = switch()
    assert (found.state, found.cause["language"]) == (SwitchState.WENT_BACK, "en")
    assert found.cause["worse_after"] < 60
    said = model_switches.said(found)
    assert "went back to the model before by itself" in said["en"]
    assert "已自动恢复为之前的模型" in said["zh"]
    with reading() as session:
        mails = session.scalars(select(Mail)).all()
        assert {(mail.to, said[mail.language] in mail.body) for mail in mails} == {
            ("ana@example.com", True),
            ("tom@example.com", True),
        }
        assert all(f"{URL}/desk?in=improve" in mail.body for mail in mails)
        deeds = session.scalars(select(AuditEvent.deed).where(AuditEvent.deed.startswith("model_"))).all()
    assert sorted(deeds) == ["model_taken", "model_went_back"]
    assert not look(taken)


def test_what_was_taken_back_is_not_taken_again_until_something_else_is_learned(taken, capsys, teach):
    begin(200, turns=GOOD, at=switch().at - timedelta(days=7))
    begin(200, turns=BAD, at=switch().at)
    look(taken)

    assert proving.prove(taken) == proving.REFUSED
    assert "its live rates were worse" in capsys.readouterr().out

    teach("a hurdy gurdy as hand luggage on my next trip")
    export()
    assert proving.prove(taken) == proving.DONE


def test_a_model_that_does_no_worse_stays_and_is_watched_no_more_after_two_weeks(taken):
    at = switch().at
    begin(150, turns=BAD, at=at - timedelta(days=7))
    begin(150, turns=BAD, at=at)
    served = list(taken.served)

    assert not look(taken)
    assert switch().state == SwitchState.WATCHED
    assert [rate["n"] for rate in switch().rates if rate["language"] == "en"] == [150] * 3
    assert not look(taken, now=at + WATCHED + timedelta(hours=1))

    assert (switch().state, taken.served) == (SwitchState.KEPT, served)


def test_one_language_that_gets_worse_is_enough(taken):
    at = switch().at
    for language, turns in (("en", GOOD), ("zh", BAD)):
        begin(120, turns=GOOD, at=at - timedelta(days=7), language=language)
        begin(120, turns=turns, at=at, language=language)

    assert look(taken)
    assert switch().cause["language"] == "zh"
    assert model_switches.said(switch())["zh"].startswith("中文会话中")


def test_without_a_time_before_nothing_is_undone(taken):
    begin(200, turns=BAD, at=switch().at)

    assert not look(taken)
    assert switch().state == SwitchState.WATCHED


def test_the_way_back_waits_for_an_assistant_that_is_away_and_goes_on(taken, monkeypatch):
    begin(200, turns=GOOD, at=switch().at - timedelta(days=7))
    begin(200, turns=BAD, at=switch().at)
    with monkeypatch.context() as away:
        away.setattr(taken, "serve", lambda name: False)
        assert not look(taken)
    assert switch().state == SwitchState.GOING_BACK

    assert look(taken)

    assert switch().state == SwitchState.WENT_BACK
    assert not (proving.IN_USE / "nlu").exists()


def test_going_back_by_hand_ends_the_watch(taken):
    begin(200, turns=GOOD, at=switch().at - timedelta(days=7))
    begin(200, turns=BAD, at=switch().at)

    assert proving.roll_back(taken) == proving.DONE
    served = list(taken.served)
    assert not look(taken)

    assert taken.served == served
    with reading() as session:
        assert [one.state for one in model_switches.latest(session, limit=2)] == [
            SwitchState.BY_HAND,
            SwitchState.SUPERSEDED,
        ]


def test_what_was_changed_by_hand_meanwhile_is_left_alone(taken):
    begin(200, turns=GOOD, at=switch().at - timedelta(days=7))
    begin(200, turns=BAD, at=switch().at)
    (proving.IN_USE / "nlu" / "more.yml").write_text("nlu: []\n")
    served = list(taken.served)

    assert not look(taken)

    assert (switch().state, taken.served) == (SwitchState.SUPERSEDED, served)


@BOTH_STORES
def test_of_a_conversation_the_first_turns_count_and_only_once_their_time_is_over(client):
    at = utc_now() - timedelta(hours=2)
    begin(1, turns=[Name.TURN_ASKED_BACK, *[Name.TURN_ANSWERED] * 4, Name.QUEUED], at=at)
    begin(1, turns=[*[Name.TURN_ANSWERED] * 5, Name.TURN_FAILED, Name.QUEUED], at=at + MINUTE)
    begin(1, turns=[Name.TURN_FAILED], at=at + 2 * MINUTE, language="zh")
    begin(1, turns=[], at=at + 3 * MINUTE)

    with reading() as session:
        english = beginnings(session, language="en", since=at, until=at + timedelta(hours=1))
        chinese = beginnings(session, language="zh", since=at, until=at + timedelta(hours=1))
        early = beginnings(session, language="en", since=at, until=at + MINUTE)

    assert [dict(one) for one in english] == [
        {"asked_back": 0.2, "failed": 0.0, "handed_over": 1.0},
        {"asked_back": 0.0, "failed": 0.0, "handed_over": 0.0},
    ]
    assert [dict(one) for one in chinese] == [{"asked_back": 0.0, "failed": 1.0, "handed_over": 0.0}]
    assert early == english[:1]


def test_many_days_are_read_one_by_one_and_no_more_than_are_enough(client, monkeypatch):
    at = utc_now() - timedelta(days=4)
    for day in range(3):
        begin(4, turns=GOOD, at=at + timedelta(days=day))

    with reading() as session:
        found = beginnings(session, language="en", since=at, until=utc_now())
        monkeypatch.setattr(live_rates, "MOST", 6)
        few = beginnings(session, language="en", since=at, until=utc_now())

    assert (len(found), len(few)) == (12, 6)


def test_over_all_rates_and_languages_no_more_switches_are_undone_than_stated():
    usual = {"asked_back": 0.2, "failed": 0.0, "handed_over": 0.0}
    worse = usual | {"failed": 1.0}

    found = live_rates.compared([usual] * 13, [worse] * 13, language="en", tests=6)

    assert [one.worse_after for one in found] == [None, 13, None]
    assert live_rates.compared([usual] * 12, [worse] * 13, language="en", tests=6)[1].worse_after is None
    # With fewer rates to look at less is needed.
    assert live_rates.compared([usual] * 13, [worse] * 13, language="en", tests=1)[1].worse_after < 13


def test_the_job_that_watches_has_nothing_to_do_where_nothing_was_taken(client):
    asyncio.run(jobs.watch_model())

    with reading() as session:
        assert model_switches.latest(session, limit=1) == []
