"""The queue of messages to learn from: those that say nearly the same together, the largest groups first."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from crm import likeness, review_decisions
from crm.decisions import Decision, DecisionState
from crm.reviews import Review
from crm.stand_ins import Part

# So many of the newest are looked through for those that are alike.
NEWEST = 1000
# So many decisions are told of each state.
DECISIONS = 200


@dataclass(frozen=True)
class Example:
    """A message of a group, as whoever labels it reads it."""

    review: Review
    parts: Sequence[Part]

    @property
    def said(self) -> str:
        return "".join(part.text for part in self.parts).strip()

    @property
    def own(self) -> str:
        """The same without what was replaced: two customers are not alike because both have a name."""
        return "".join(" " if part.kind else part.text for part in self.parts)


@dataclass(frozen=True)
class Group:
    """Messages that say nearly the same, the newest first."""

    examples: Sequence[Example]

    @property
    def reasons(self) -> Mapping[str, int]:
        """Why they are looked at: how many for each reason."""
        return Counter(reason for one in self.examples for reason in one.review.reasons)

    @property
    def taken_for(self) -> str:
        """What most of them were understood as."""
        counted = Counter(one.review.taken_for for one in self.examples)
        return counted.most_common(1)[0][0]


@dataclass(frozen=True)
class Decided:
    """A decision and the messages that it is about, as far as they are still there."""

    decision: Decision
    reviews: Sequence[Review]


def groups(session: Session) -> list[Group]:
    """What nobody has decided about, without personal data; what was erased is not there."""
    query = (
        select(Review)
        .where(Review.decision_id.is_(None))
        .options(joinedload(Review.message))
        .order_by(Review.id.desc())
        .limit(NEWEST)
    )
    examples = [Example(one, review_decisions.parts_of(session, one)) for one in session.scalars(query)]
    said = [one for one in examples if any(sign.isalpha() for sign in one.said)]
    return [Group([said[place] for place in places]) for places in likeness.groups([one.own for one in said])]


def decided(session: Session, state: DecisionState) -> list[Decided]:
    """Decisions in this state with their messages, the newest first."""
    query = select(Decision).where(Decision.state == state).order_by(Decision.id.desc()).limit(DECISIONS)
    found = list(session.scalars(query))
    about = select(Review).where(Review.decision_id.in_([one.id for one in found])).order_by(Review.id)
    reviews: dict[uuid.UUID | None, list[Review]] = {}
    for review in session.scalars(about):
        reviews.setdefault(review.decision_id, []).append(review)
    return [Decided(one, reviews.get(one.id, [])) for one in found]


def one_decided(session: Session, decision: Decision) -> Decided:
    """A decision with its messages."""
    return Decided(decision, review_decisions.reviews_of(session, decision))


def counts(session: Session) -> dict[str, int]:
    """How many messages are open, and how many decisions wait for somebody else or were approved."""
    still = select(func.count()).where(Review.decision_id.is_(None))
    by_state = select(Decision.state, func.count()).group_by(Decision.state)
    found = {str(state): n for state, n in session.execute(by_state)}
    return {
        "open": session.scalars(still).one(),
        **{state: found.get(state, 0) for state in (DecisionState.PROPOSED, DecisionState.APPROVED)},
    }
