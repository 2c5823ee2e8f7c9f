"""Messages to learn from, as the desk shows them."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from api.http.fields import language_of
from api.reviews.schemas import (
    DecidedExampleOut,
    DecisionOut,
    DecisionsOut,
    ExampleOut,
    GroupOut,
    LabelOut,
    LabelsOut,
    PartOut,
    QueueOut,
    ReviewCountsOut,
)
from crm import review_decisions, review_queue, skills
from crm.agents import Agent
from crm.decisions import Decision, DecisionKind, DecisionState
from crm.review_queue import Decided, Example, Group
from crm.reviews import Reason
from crm.site import Words

# So many groups are shown, and so many messages of one.
_GROUPS, _EXAMPLES = 100, 50


def queue(session: Session) -> QueueOut:
    """The groups that nobody has decided about."""
    found = review_queue.groups(session)
    return QueueOut(groups=[_group(one) for one in found[:_GROUPS]], counts=counts(session), more=len(found) > _GROUPS)


def counts(session: Session) -> ReviewCountsOut:
    return ReviewCountsOut(**review_queue.counts(session))


def decisions(session: Session, state: DecisionState, agent: Agent) -> DecisionsOut:
    """Decisions in a state, the newest first."""
    found = review_queue.decided(session, state)
    return DecisionsOut(decisions=[_decision(one, agent) for one in found], counts=counts(session))


def one_decision(session: Session, decision: Decision, agent: Agent) -> DecisionOut:
    """A decision with its messages."""
    return _decision(review_queue.one_decided(session, decision), agent)


def labels() -> LabelsOut:
    """Everything that can be decided, by the order of its name in the list of skills."""
    return LabelsOut(
        intents=[_intent(name) for name in review_decisions.taught()],
        facets=[
            LabelOut(name=name, label=_words(said), skill=None) for name, said in review_decisions.facets().items()
        ],
    )


def _group(group: Group) -> GroupOut:
    newest, oldest = group.examples[0], group.examples[-1]
    return GroupOut(
        id=oldest.review.id,
        text=newest.said,
        language=language_of(newest.review.language),
        count=len(group.examples),
        at=newest.review.created_at,
        reasons={Reason(reason): n for reason, n in group.reasons.items()},
        taken_for=_label(group.taken_for),
        intent=group.taken_for,
        examples=[_example(one) for one in group.examples[:_EXAMPLES]],
    )


def _example(one: Example) -> ExampleOut:
    review = one.review
    return ExampleOut(
        id=review.id,
        conversation_id=review.conversation_id,
        at=review.created_at,
        language=language_of(review.language),
        parts=[PartOut.model_validate(part, from_attributes=True) for part in one.parts],
        taken_for=_label(review.taken_for),
        confidence=review.message.confidence,
        reasons=review.reasons,
    )


def _decision(decided: Decided, agent: Agent) -> DecisionOut:
    one = decided.decision
    return DecisionOut(
        id=one.id,
        kind=one.kind,
        target=one.target,
        label=_target(one),
        title=one.title,
        note=one.note,
        state=one.state,
        article_key=one.article_key,
        proposed_by=one.proposed_by.name,
        proposed_at=one.proposed_at,
        approved_by=one.approved_by.name if one.approved_by else None,
        approved_at=one.approved_at,
        mine=one.proposed_by_id == agent.id,
        examples=[
            DecidedExampleOut(
                id=review.id,
                conversation_id=review.conversation_id,
                language=language_of(review.language),
                text=review.said or "",
            )
            for review in decided.reviews
        ],
    )


def _target(decision: Decision) -> Words | None:
    if decision.kind == DecisionKind.FACET:
        said = review_decisions.facets().get(decision.target)
        return _words(said) if said else None
    return _label(decision.target)


def _label(intent: str) -> Words | None:
    """What agents call an intent; nothing for what is in no list any more."""
    return skills.label_of(intent) if intent in skills.intents() else None


def _intent(name: str) -> LabelOut:
    skill = skills.of_intent(name)
    return LabelOut(name=name, label=skills.label_of(name), skill=skill.topic if skill else None)


def _facet(name: str, said: Mapping[str, str]) -> LabelOut:
    return LabelOut(name=name, label=_words(said), skill=None)


def _words(said: Mapping[str, str]) -> Words:
    return Words(zh=said["zh"], en=said["en"])
