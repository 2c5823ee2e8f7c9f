"""How experiments stand: one observation for each customer, and a test that may be looked at at any time.

A customer counts from the first time that they were shown one of the two, once the time for the outcome is over, so
that whoever is quick does not come first. Customers of either half are paired in the order of time.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import audit, experiment_subjects, experiments, texts
from crm.conversations import Conversation
from crm.conversations import Outcome as Ended
from crm.events import ConversationEvent, Name
from crm.experiments import NEW, OLD, Experiment, Measure, Standing
from crm.knowledge import Article
from crm.outcomes import QUIET_FOR
from crm.statistics import sequential

# Of twenty experiments with two equal ways at most one finds a difference, however often it is looked at.
ALPHA = 0.05
# It stops without a finding after so many pairs, or so long.
PAIRS, LONGEST = 2000, timedelta(days=90)
# So long after it was shown is the outcome known.
KNOWN_AFTER = {
    Measure.RESOLVED: QUIET_FOR + timedelta(days=1),
    Measure.NOT_ASKED_BACK: timedelta(hours=1),
    Measure.THUMBS: timedelta(days=1),
}
_RESOLVED = frozenset({Ended.CONFIRMED, Ended.ASSUMED})
_TURNS = frozenset({Name.TURN_ANSWERED, Name.TURN_ASKED_BACK, Name.TURN_FAILED})


@dataclass(frozen=True)
class Result:
    """The means of both halves, 0 to 1, over `pairs`; what their difference lies between; how many were shown each."""

    pairs: int
    shown: Mapping[str, int]
    old: float
    new: float
    low: float
    high: float


@dataclass(frozen=True)
class _Shown:
    """That a customer was shown one of the two, in a conversation as it stands now."""

    event_id: uuid.UUID
    arm: str
    at: datetime
    conversation_id: uuid.UUID
    ended: str | None


@dataclass(frozen=True)
class Weighed:
    """How an experiment stands now, and what is decided, if anything is."""

    experiment_id: uuid.UUID
    result: Result
    decided: Standing | None


def weighed(session: Session, *, now: datetime) -> list[Weighed]:
    """Count anew what runs. It may take a while, and changes nothing."""
    running = select(Experiment).where(Experiment.state == Standing.RUNNING)
    return [_weighed(session, one, now) for one in session.scalars(running).all()]


def keep(session: Session, found: Sequence[Weighed], *, now: datetime) -> int:
    """Keep how experiments stand, and stop what is decided; how many were stopped."""
    for one in found:
        experiment = experiments.locked(session, one.experiment_id)
        if experiment.state == Standing.RUNNING:
            experiment.result = asdict(one.result)
            if one.decided:
                experiment.state, experiment.ended_at = one.decided, now
                audit.note(session, agent=None, deed="experiment_ended", target=experiment.subject, result=one.decided)
    experiments.forget()
    return sum(one.decided is not None for one in found)


def observed(session: Session, experiment: Experiment, *, now: datetime) -> dict[str, list[float]]:
    """What came of it for each customer of either half, in order: 1 good, 0 bad."""
    shown = _first_shown(session, experiment, until=now - KNOWN_AFTER[Measure(experiment.outcome)])
    if experiment.outcome == Measure.RESOLVED:
        values = [float(one.ended in _RESOLVED) for one in shown]
    else:
        happened = _later(session, [one.conversation_id for one in shown])
        value = _thumb if experiment.outcome == Measure.THUMBS else _next_understood
        values = [value(one, happened.get(one.conversation_id, [])) for one in shown]
    return {arm: [value for one, value in zip(shown, values, strict=True) if one.arm == arm] for arm in (OLD, NEW)}


def said(session: Session, experiment: Experiment) -> dict[str, str]:
    """How it stands, as a sentence in each language."""
    return {language: _sentence(session, experiment, language) for language in ("zh", "en")}


def name_of(session: Session, experiment: Experiment, language: str) -> str:
    """What is tried, as it is called: the title of the article, or the beginning of what is said."""
    if experiment.kind == experiment_subjects.SubjectKind.ARTICLE:
        titles = select(Article.titles).where(Article.key == experiment.subject).order_by(Article.version.desc())
        found = session.scalars(titles.limit(1)).one_or_none()
        return str(found[language]) if found else experiment.subject
    response = experiment_subjects.responses().get(experiment.subject)
    return response.words[language].strip() if response else experiment.subject


def _weighed(session: Session, experiment: Experiment, now: datetime) -> Weighed:
    found = observed(session, experiment, now=now)
    pairs = [new - old for old, new in zip(found[OLD], found[NEW], strict=False)][:PAIRS]
    decided = _decided(pairs)
    if decided is None and (len(pairs) == PAIRS or now - experiment.started_at >= LONGEST):
        decided = Standing.NO_DIFFERENCE
    return Weighed(experiment.id, _result(found, pairs), decided)


def _decided(pairs: Sequence[float]) -> Standing | None:
    """Which of the two is clearly better, each way at half of `ALPHA`; the one that was so first."""
    better = sequential.crossing(pairs, alpha=ALPHA / 2)
    worse = sequential.crossing([-one for one in pairs], alpha=ALPHA / 2)
    if better is None and worse is None:
        return None
    return Standing.NEW_BETTER if worse is None or (better is not None and better < worse) else Standing.NEW_WORSE


def _result(found: Mapping[str, Sequence[float]], pairs: Sequence[float]) -> Result:
    n = len(pairs)
    bounds = sequential.bounds(pairs, alpha=ALPHA)
    old, new = (sum(found[arm][:n]) / n if n else 0.0 for arm in (OLD, NEW))
    return Result(n, {arm: len(found[arm]) for arm in (OLD, NEW)}, old, new, bounds.low, bounds.high)


def _first_shown(session: Session, experiment: Experiment, *, until: datetime) -> list[_Shown]:
    query = (
        select(ConversationEvent, Conversation.customer_id, Conversation.outcome)
        .join(Conversation, Conversation.id == ConversationEvent.conversation_id)
        .where(
            ConversationEvent.name == Name.EXPERIMENT_SHOWN,
            ConversationEvent.at >= experiment.started_at,
            ConversationEvent.at <= until,
        )
        .order_by(ConversationEvent.id)
    )
    first: dict[uuid.UUID, _Shown] = {}
    halves = Counter[str]()
    for event, customer_id, ended in session.execute(query.execution_options(yield_per=1000)):
        if event.data["experiment"] == str(experiment.id) and customer_id not in first:
            first[customer_id] = _Shown(event.id, event.data["arm"], event.at, event.conversation_id, ended)
            halves[event.data["arm"]] += 1
            if min(halves[OLD], halves[NEW]) >= PAIRS:
                break
    return list(first.values())


def _later(session: Session, conversations: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[ConversationEvent]]:
    """The turns and thumbs of these conversations, in order."""
    names = [*_TURNS, Name.ARTICLE_RATED]
    found: dict[uuid.UUID, list[ConversationEvent]] = {}
    ids = list(conversations)
    for start in range(0, len(ids), 500):
        some = ConversationEvent.conversation_id.in_(ids[start : start + 500])
        query = select(ConversationEvent).where(some, ConversationEvent.name.in_(names))
        for event in session.scalars(query.order_by(ConversationEvent.id)):
            found.setdefault(event.conversation_id, []).append(event)
    return found


def _next_understood(shown: _Shown, happened: Sequence[ConversationEvent]) -> float:
    """0 where the customer's next message within the time was asked back or failed, else 1."""
    until = shown.at + KNOWN_AFTER[Measure.NOT_ASKED_BACK]
    following = (one for one in happened if one.id > shown.event_id and one.name in _TURNS and one.at <= until)
    return float(next((one.name == Name.TURN_ANSWERED for one in following), True))


def _thumb(shown: _Shown, happened: Sequence[ConversationEvent]) -> float:
    """1 for a thumb up, 0 for one down, a half for none; the last within the time counts."""
    until = shown.at + KNOWN_AFTER[Measure.THUMBS]
    thumbs = [one for one in happened if one.id > shown.event_id and one.name == Name.ARTICLE_RATED and one.at <= until]
    return float(thumbs[-1].data["helpful"]) if thumbs else 0.5


def _sentence(session: Session, experiment: Experiment, language: str) -> str:
    words = texts.load("experiments")
    result = experiment.result or asdict(_result({OLD: [], NEW: []}, []))
    state = "waiting" if experiment.state == Standing.RUNNING and not result["pairs"] else experiment.state
    return str(words["said"][state][language]).format(
        outcome=words["outcomes"][experiment.outcome][language],
        old=f"{result['old']:.1%}",
        new=f"{result['new']:.1%}",
        low=f"{100 * result['low']:+.1f}",
        high=f"{100 * result['high']:+.1f}",
        n=result["pairs"],
    )
