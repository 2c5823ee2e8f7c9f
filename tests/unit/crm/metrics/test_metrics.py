"""Every metric equals a plain recount of what happened, whatever happened."""

import math
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from crm.agents import Agent
from crm.base import Base, new_id
from crm.conversations import Conversation
from crm.customers import Customer
from crm.events import ConversationEvent, Name
from crm.insights.periods import Period
from crm.messages import Message
from crm.metrics.behind import Asked, behind
from crm.metrics.catalogue import BY_SLUG, METRICS, SPLIT
from crm.metrics.counting import counted, together
from crm.metrics.facts import facts
from crm.metrics.report import report
from crm.metrics.talks import talks
from tests.unit.crm.metrics.recounted import Recount

PERIOD = Period(date(2026, 3, 2), date(2026, 3, 15), ZoneInfo("Asia/Shanghai"))
OUTCOMES = ("confirmed", "assumed", "abandoned", "handed_over")
SKILLS = (None, "bag_status", "fees")


# Some change what many metrics say: they are drawn more often.
NAMES = [one for one in Name if one not in ("opened", "labelled", "unlabelled")]
NAMES += [Name.RESOLVED, Name.ABANDONED, Name.REOPENED, Name.TURN_ANSWERED, Name.TAKEN, Name.FIRST_REPLY] * 2


@st.composite
def happenings(draw):
    """One thing that happened, with facts that may go with it."""
    name = draw(st.sampled_from(NAMES))
    facts, status = {}, None
    if name in ("resolved", "abandoned"):
        facts = {"outcome": draw(st.sampled_from(OUTCOMES)), "abandoned_at": draw(st.sampled_from(("line", "form")))}
        status = "resolved"
    elif name.startswith("turn_"):
        facts = {"intent": draw(st.sampled_from((None, "bag_status", "out_of_scope")))}
    elif name.startswith("promise_"):
        facts = {"promise": draw(st.sampled_from(("first_reply", "next_reply", "resolution")))}
    elif name in ("taken", "transferred"):
        status = "assigned"
    elif name == "queued":
        status = "queued"
    elif name == "reopened":
        status = "bot"
    return {
        "name": name,
        "data": facts,
        "to_status": status,
        "from_status": "queued" if name == "taken" else None,
        "skill": draw(st.sampled_from(SKILLS)),
        "seconds": draw(st.none() | st.integers(0, 4000).map(float)),
        "after": draw(st.sampled_from((1, 60, 43_200)) | st.integers(1, 200_000)),
    }


TALKS = st.lists(
    st.fixed_dictionaries(
        {
            "customer": st.sampled_from((0, 0, 1)),
            "topic": st.sampled_from(("bag_status", "bag_status", *SKILLS)),
            "language": st.sampled_from(("zh", "en")),
            # Half days, so that many are just as far apart as matters.
            "minutes": st.integers(-28, 29).map(lambda halves: halves * 720),
            "spoke": st.booleans() | st.just(True),
            "tones": st.lists(st.sampled_from(("calm", "angry", "distressed")), max_size=3),
            "happened": st.lists(happenings(), max_size=10),
            "ending": st.sampled_from((None, *OUTCOMES)),
        }
    ),
    max_size=14,
)


@pytest.fixture(scope="module")
def opened():
    engine = create_engine("sqlite://")
    # With its own alone: what other tables refer to need not be known.
    tables = [one.__table__ for one in (Agent, Customer, Conversation, ConversationEvent, Message)]
    Base.metadata.create_all(engine, tables=tables)
    return engine


def ended_as(outcome):
    """The end of a conversation, an hour after what happened before."""
    facts = {"name": "resolved", "data": {"outcome": outcome}, "to_status": "resolved", "after": 3600}
    return {**facts, "from_status": None, "skill": None, "seconds": None}


def fill(session, described):
    people = [Customer(language="en") for _ in range(3)]
    session.add_all(people)
    session.flush()
    for one in described:
        begun = PERIOD.start + timedelta(minutes=one["minutes"])
        talk = Conversation(
            customer=people[one["customer"]], site="demo", language=one["language"], topic=one["topic"],
            created_at=begun, updated_at=begun, last_visitor_seq=int(one["spoke"]),
        )  # fmt: skip
        session.add(talk)
        session.flush()
        at = begun
        last = [] if one["ending"] is None else [ended_as(one["ending"])]
        for happened in one["happened"] + last:
            at += timedelta(seconds=happened["after"])
            columns = {key: value for key, value in happened.items() if key != "after"}
            session.add(ConversationEvent(id=new_id(), conversation_id=talk.id, at=at, actor="bot", **columns))
            session.flush()
        for seq, tone in enumerate(one["tones"], 1):
            said = Message(
                conversation_id=talk.id, seq=seq, author="visitor", body="…", language="en", tone=tone, created_at=begun
            )
            session.add(said)
    session.flush()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TALKS)
def test_each_metric_equals_a_plain_recount(opened, described):
    with Session(opened) as session:
        fill(session, described)
        plain = Recount(session, PERIOD)

        talk = talks(PERIOD)
        after = together(part for key, part in counted(session, talk, facts(talk)).items() if key.now)

        assert after.talks == after.tallies["conversations"].n == len(plain.of_period())
        for slug, share in plain.shares().items():
            assert after.tallies[slug].share == share, slug
        for slug, times in plain.times().items():
            assert sorted(after.tallies[slug].times) == pytest.approx(times, abs=1e-3), slug
        scores = [one for one in map(plain.score, plain.of_period()) if one is not None]
        assert after.tallies["score"].n == len(scores)
        assert math.isclose(after.tallies["score"].total, sum(scores), abs_tol=1e-6)
        session.rollback()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TALKS, st.sampled_from(("language", "skill", "week", "channel", "stage", "agent")))
def test_groups_add_up_and_the_conversations_behind_a_share_are_as_many_as_it_says(opened, described, group_by):
    with Session(opened) as session:
        fill(session, described)

        found = report(session, PERIOD, group_by=group_by)

        assert sum(cell.talks for cell in found.groups) == found.total.talks == sum(map(sum, found.hours))
        for figure in found.total.figures:
            if figure.unit == "share" and figure.estimate:
                hits = behind(session, Asked(BY_SLUG[figure.slug], PERIOD), cursor=None, limit=200).items
                misses = behind(session, Asked(BY_SLUG[figure.slug], PERIOD, hit=False), cursor=None, limit=200).items
                assert len(hits) == round(figure.estimate.value * figure.estimate.n)
                assert len(hits) + len(misses) == figure.estimate.n
        session.rollback()


@pytest.mark.parametrize(
    ("hours", "customer", "topic", "outcome", "back"),
    [
        (1, 0, "bag_status", "confirmed", True),
        (7 * 24, 0, "bag_status", "assumed", True),
        (7 * 24 + 1, 0, "bag_status", "confirmed", False),
        (-1, 0, "bag_status", "confirmed", False),
        (1, 1, "bag_status", "confirmed", False),
        (1, 0, "fees", "confirmed", False),
        (1, 0, "bag_status", "abandoned", False),
    ],
)
def test_who_comes_back_about_the_same_within_seven_days_was_not_helped(opened, hours, customer, topic, outcome, back):
    talk = {"language": "en", "spoke": True, "tones": [], "happened": []}
    first = {**talk, "customer": 0, "topic": "bag_status", "minutes": 600, "ending": outcome}
    second = {**talk, "customer": customer, "topic": topic, "minutes": 660 + hours * 60, "ending": None}
    with Session(opened) as session:
        fill(session, [first, second])

        talks_now = talks(PERIOD)
        told = together(counted(session, talks_now, facts(talks_now)).values()).tallies

        assert told["returned"].share == (int(back), 1)
        assert told["first_contact"].share == (int(outcome != "abandoned" and not back), 1)
        session.rollback()


def test_how_conversations_ended_adds_up_to_all_that_ended():
    assert set(SPLIT) <= BY_SLUG.keys()
    assert len(BY_SLUG) == len(METRICS)
