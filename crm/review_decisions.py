"""Decisions about reviewed messages: one person says what a group of them means, and another one approves it."""

import uuid
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import article_writing, skills, stand_ins, texts
from crm.agents import Agent
from crm.article_contents import ASKED, TITLE, WAYS, Contents
from crm.base import utc_now
from crm.conversations import Conversation
from crm.decisions import Decision, DecisionKind, DecisionState
from crm.errors import BadInput, DecisionClosed, DecisionNotFound, ReviewDecided, ReviewNotFound, SecondPersonNeeded
from crm.reviews import Review
from crm.site import site

# One decision is about so many messages at most.
MOST = 200
# What the assistant says that it is no business of ours.
NOT_OURS = "out_of_scope"


def taught() -> list[str]:
    """The intents that sentences are learned for, and so may be a label; what is no business of ours has its own."""
    off = site().skills_off
    return [
        name
        for name, intent in skills.intents().items()
        if not (intent.button_only or intent.by_rule or name == NOT_OURS or _skill_of(name) in off)
    ]


def facets() -> Mapping[str, Mapping[str, str]]:
    """What may be asked of the thing on the screen, with its words in both languages."""
    acts: Mapping[str, Mapping[str, str]] = texts.load("read_as")["acts"]
    return acts


def propose(
    session: Session,
    *,
    review_ids: Sequence[uuid.UUID],
    kind: DecisionKind,
    agent: Agent,
    target: str = "",
    title: Mapping[str, str] | None = None,
    note: str = "",
) -> Decision:
    """Say what these messages mean. That there is nothing to learn needs nobody else.

    Raises ReviewNotFound where a message is gone, ReviewDecided where somebody was faster, BadInput.
    """
    _check(kind, target, title or {}, note)
    found = _open_ones(session, review_ids)
    decision = Decision(
        kind=kind,
        target=NOT_OURS if kind == DecisionKind.NOT_OURS else target,
        title={language: words.strip() for language, words in (title or {}).items() if words.strip()},
        note=note.strip(),
        proposed_by_id=agent.id,
    )
    if kind == DecisionKind.NOTHING:
        decision.state = DecisionState.APPROVED
    session.add(decision)
    session.flush()
    for review in found:
        review.said, review.decision_id = said_in(session, review), decision.id
    session.flush()
    return decision


def approve(session: Session, decision_id: uuid.UUID, *, agent: Agent) -> Decision:
    """Say so too: it is learned from now on; an article that is missing becomes a draft.

    Raises DecisionNotFound, DecisionClosed, SecondPersonNeeded, ReviewNotFound where every message is gone meanwhile.
    """
    decision = _locked(session, decision_id)
    if decision.state != DecisionState.PROPOSED:
        raise DecisionClosed(state=decision.state)
    if decision.proposed_by_id == agent.id:
        raise SecondPersonNeeded
    learned = reviews_of(session, decision)
    if not learned:
        raise ReviewNotFound
    decision.state, decision.approved_by_id, decision.approved_at = DecisionState.APPROVED, agent.id, utc_now()
    if decision.kind == DecisionKind.MISSING_ARTICLE:
        contents = _draft(decision, learned)
        decision.article_key = article_writing.create(session, contents=contents, agent=agent).key
    session.flush()
    session.expire(decision)
    return decision


def withdraw(session: Session, decision_id: uuid.UUID, *, agent: Agent) -> Decision:
    """Take a decision back, approved or not: its messages are open again. Raises DecisionNotFound, DecisionClosed."""
    decision = _locked(session, decision_id)
    if decision.state == DecisionState.WITHDRAWN:
        raise DecisionClosed(state=decision.state)
    for review in reviews_of(session, decision):
        review.decision_id = review.said = None
    decision.state, decision.withdrawn_by_id, decision.withdrawn_at = DecisionState.WITHDRAWN, agent.id, utc_now()
    session.flush()
    session.expire(decision)
    return decision


def reviews_of(session: Session, decision: Decision) -> list[Review]:
    """The messages that a decision is about and that are still there, oldest first."""
    return list(session.scalars(select(Review).where(Review.decision_id == decision.id).order_by(Review.id)))


def said_in(session: Session, review: Review) -> str:
    """What a customer wrote, as whoever labels it reads it. Raises ReviewNotFound where nothing of it is left."""
    said = "".join(part.text for part in parts_of(session, review)).strip()
    if not any(sign.isalpha() for sign in said):
        raise ReviewNotFound(missing=[str(review.id)])
    return said


def parts_of(session: Session, review: Review) -> list[stand_ins.Part]:
    """The same in stretches: what was replaced, and what was not."""
    customer = session.get_one(Conversation, review.conversation_id).customer
    name = (customer.name or "").strip()
    return stand_ins.parts(review.message.body, known=[name, *name.split()] if name else [])


def _check(kind: DecisionKind, target: str, title: Mapping[str, str], note: str) -> None:
    rule = _PROBLEMS.get(kind)
    if rule and (problem := rule(target, title, note)):
        raise BadInput(problem[1], field=problem[0])


Problem = tuple[str, str] | None


def _no_intent(target: str, title: Mapping[str, str], note: str) -> Problem:
    return None if target in taught() else ("target", "There is no such intent, or nothing is learned for it.")


def _no_facet(target: str, title: Mapping[str, str], note: str) -> Problem:
    return None if target in facets() else ("target", "There is no such question.")


def _no_title(target: str, title: Mapping[str, str], note: str) -> Problem:
    said = [words.strip() for words in title.values() if words.strip()]
    if not said:
        return "title", "It needs a name, in one language at least."
    return ("title", f"A name has {TITLE} characters at most.") if max(map(len, said)) > TITLE else None


def _no_note(target: str, title: Mapping[str, str], note: str) -> Problem:
    return None if note.strip() else ("note", "Say what is wrong with the answer.")


_PROBLEMS: Mapping[DecisionKind, Callable[[str, Mapping[str, str], str], Problem]] = {
    DecisionKind.INTENT: _no_intent,
    DecisionKind.FACET: _no_facet,
    DecisionKind.NEW_TOPIC: _no_title,
    DecisionKind.MISSING_ARTICLE: _no_title,
    DecisionKind.WRONG_ANSWER: _no_note,
}


def _open_ones(session: Session, review_ids: Sequence[uuid.UUID]) -> list[Review]:
    """These reviews, held for this transaction. Two people who decide at once: the second is told."""
    wanted = list(dict.fromkeys(review_ids))
    query = select(Review).where(Review.id.in_(wanted)).order_by(Review.id).with_for_update()
    found = list(session.scalars(query))
    if missing := set(wanted) - {one.id for one in found}:
        raise ReviewNotFound(missing=sorted(map(str, missing)))
    if decided := [one for one in found if one.decision_id is not None]:
        raise ReviewDecided(decided=[str(one.id) for one in decided])
    return found


def _locked(session: Session, decision_id: uuid.UUID) -> Decision:
    query = select(Decision).where(Decision.id == decision_id).with_for_update(of=Decision)
    decision = session.scalars(query).one_or_none()
    if decision is None:
        raise DecisionNotFound
    return decision


def _draft(decision: Decision, learned: Sequence[Review]) -> Contents:
    """An article with its title and how it is asked for; the answer is for whoever writes it."""
    asked: dict[str, list[str]] = {"zh": [], "en": []}
    for one in learned:
        words = (one.said or "")[:ASKED]
        if words not in asked[one.language] and len(asked[one.language]) < WAYS:
            asked[one.language].append(words)
    nothing = {"zh": "", "en": ""}
    return Contents(
        stage="pre",
        intents=[],
        titles={**nothing, **decision.title},
        bodies=nothing,
        keywords={"zh": [], "en": []},
        choices=[],
        follow_ups=[{"asked": asked, "answer": nothing}],
        source={"name": "", "url": None},
        valid_from=utc_now().astimezone(site().zone).date(),
    )


def _skill_of(intent: str) -> str:
    skill = skills.of_intent(intent)
    return skill.name if skill else ""
