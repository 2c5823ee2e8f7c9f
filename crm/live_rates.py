"""Live rates: how the first turns of conversations went before and after the assistant took another model.

Turns of one conversation go together (who is not understood says it again), so a conversation is one observation: of
its first `TURNS` turns, within `SPAN` from its beginning, the share that was asked back, the share that failed, and
whether it went to a person after at most so many. It counts once that time is over, so that short conversations do not
come before long ones. Each is paired with one from before the switch, both in the order of time and in whole weeks, so
that a Monday is held against a Monday.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.conversations import Conversation
from crm.events import ConversationEvent, Name
from crm.statistics import sequential

TURNS, SPAN = 5, timedelta(minutes=15)
# Whole weeks, and twice as long as is watched: the pairs do not run out where customers become more.
BEFORE, WATCHED = timedelta(days=28), timedelta(days=14)
# Of a hundred switches to a model that is no worse, at most one is undone, over all rates and languages together.
ALPHA = 0.01
# A rate that is higher by no more than this is let pass.
MARGIN = 0.01
# So many conversations of a language before and after: enough for 15 % in the place of 10 %, and quick to read.
MOST = 3000
RATES = ("asked_back", "failed", "handed_over")
_TURNS = {Name.TURN_ANSWERED: "answered", Name.TURN_ASKED_BACK: "asked_back", Name.TURN_FAILED: "failed"}

# Each of `RATES` of one conversation, 0 to 1.
Shares = Mapping[str, float]


@dataclass(frozen=True)
class Rate:
    """One rate of one language: its means before and after over `n` pairs of conversations.

    `p`: how often chance alone would ever bring as much. `worse_after`: after how many pairs it was clearly higher.
    """

    name: str
    language: str
    n: int
    before: float
    after: float
    p: float
    worse_after: int | None


def beginnings(session: Session, *, language: str, since: datetime, until: datetime) -> list[Shares]:
    """Of conversations with a turn that were begun from `since` to before `until`: `RATES`, the oldest first.

    Read by days, and no more than `MOST`: what comes then changes little.
    """
    found: list[Shares] = []
    while since < until and len(found) < MOST:
        end = min(since + timedelta(days=1), until)
        found += _beginnings(session, language, since, end)
        since = end
    return found[:MOST]


def compared(before: Sequence[Shares], after: Sequence[Shares], *, language: str, tests: int) -> list[Rate]:
    """Every rate of a language, as far as there are pairs; `tests`: how many rates are looked at in all."""
    pairs = list(zip(before, after, strict=False))
    return [_rate(name, language, pairs, ALPHA / tests) for name in RATES]


def _beginnings(session: Session, language: str, since: datetime, until: datetime) -> list[Shares]:
    query = (
        select(Conversation.id, Conversation.created_at, ConversationEvent.name, ConversationEvent.at)
        .join(Conversation, Conversation.id == ConversationEvent.conversation_id)
        .where(
            ConversationEvent.name.in_([*_TURNS, Name.QUEUED]),
            ConversationEvent.at >= since,
            ConversationEvent.at < until + SPAN,
            Conversation.language == language,
            Conversation.created_at >= since,
            Conversation.created_at < until,
        )
        .order_by(Conversation.created_at, Conversation.id, ConversationEvent.id)
    )
    happened: dict[uuid.UUID, list[str]] = {}
    for row in session.execute(query):
        names = happened.setdefault(row.id, [])
        if row.at < row.created_at + SPAN:
            names.append(row.name)
    return [shares for names in happened.values() if (shares := _shares(names))]


def _rate(name: str, language: str, pairs: Sequence[tuple[Shares, Shares]], alpha: float) -> Rate:
    old, new = [one[name] for one, _ in pairs], [one[name] for _, one in pairs]
    differences = [later - earlier for earlier, later in zip(old, new, strict=True)]
    n = len(pairs)
    return Rate(
        name=name,
        language=language,
        n=n,
        before=sum(old) / n if n else 0.0,
        after=sum(new) / n if n else 0.0,
        p=sequential.evidence(differences, margin=MARGIN),
        worse_after=sequential.crossing(differences, alpha=alpha, margin=MARGIN),
    )


def _shares(names: Sequence[str]) -> Shares | None:
    """What the events of a conversation, in order, say of its first turns; None where there is no turn."""
    turns: list[str] = []
    handed_over = False
    for name in names:
        if name == Name.QUEUED:
            handed_over = handed_over or bool(turns)
        elif len(turns) == TURNS:
            break
        else:
            turns.append(_TURNS[Name(name)])
    if not turns:
        return None
    shares = {name: turns.count(name) / len(turns) for name in ("asked_back", "failed")}
    return {**shares, "handed_over": float(handed_over)}
