"""Recovery: a low score or a broken promise opens a case at once, with an owner, a time and what to do."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm import agents, case_kinds, case_texts, cases, conversations, hours, messages, reviews, surveys, texts
from crm.agents import Agent, Role
from crm.base import utc_now
from crm.cases import Case
from crm.conversations import Conversation
from crm.messages import Author, Kind
from crm.reviews import Reason
from crm.site import site
from crm.surveys import Survey

KIND, PREFIX = "recovery", "RV"
PROMISE_FOLLOWED_WITHIN = timedelta(hours=8)


def follow(session: Session, survey: Survey, *, now: datetime) -> Case | None:
    """Open a case when the score is low and there is none yet. The survey must be locked by this transaction.

    A score that is raised afterwards changes nothing: something has gone wrong all the same.
    """
    form, said = survey.asked, survey.answer_to(survey.asked.score)
    if form.recover is None or said is None or said.value is None or said.value >= form.recover.below:
        return None
    if survey.recovery_id is not None or (conversation := _place(session, survey)) is None:
        return None
    within = timedelta(hours=form.recover.within_hours)
    due_at = hours.after_working(now, within) or now + within
    case = _open(session, survey, conversation, score=said.value, due_at=due_at)
    if survey.agent_id is None:
        # No colleague served them: it is the assistant's answers that the score is about.
        asked = reviews.last_understood(session, conversation.id)
        reviews.put_up(session, asked, Reason.LOW_SCORE)
    survey.recovery_id = case.id
    return case


def follow_promise(session: Session, conversation: Conversation, *, kind: str, now: datetime) -> Case | None:
    """Open a case for a customer to whom a promise was broken, unless one is open for this conversation already."""
    known = select(Case.id).where(Case.conversation_id == conversation.id, Case.kind == KIND, Case.closed_at.is_(None))
    if session.scalars(known.limit(1)).first() is not None:
        return None
    due_at = hours.after_working(now, PROMISE_FOLLOWED_WITHIN) or now + PROMISE_FOLLOWED_WITHIN
    return _begin(session, conversation, title=texts.load("promises")["recovery"][kind], details=[], due_at=due_at)


def add_comment(session: Session, survey: Survey, comment: str) -> None:
    """Put what the customer wrote after the score to the case that the score has opened."""
    case = session.get_one(Case, survey.recovery_id)
    cases.remark(session, case, text=_told("comment", language_of(case.assignee), comment=comment))


def _place(session: Session, survey: Survey) -> Conversation | None:
    """Where the case belongs: the conversation that the survey is about, or the customer's last."""
    if survey.conversation_id is not None:
        return conversations.get(session, survey.conversation_id)
    query = select(Conversation.id).where(Conversation.customer_id == survey.customer_id)
    last = session.scalars(query.order_by(Conversation.id.desc()).limit(1)).one_or_none()
    return conversations.lock(session, last) if last else None


def _open(session: Session, survey: Survey, conversation: Conversation, *, score: int, due_at: datetime) -> Case:
    form, words = survey.asked, texts.load("recovery")
    figures = {"score": score, "of": surveys.best_score(form)}
    served_by = session.get(Agent, survey.agent_id) if survey.agent_id else None
    details = [{"label": words["score"], "value": f"{figures['score']}/{figures['of']}"}]
    if served_by is not None:
        details.append({"label": words["served_by"], "value": served_by.name, "team_only": True})
    title = {one: _told("title", one, survey=form.name[one], **figures) for one in ("zh", "en")}
    case = _begin(session, conversation, title=title, details=details, due_at=due_at)
    language = language_of(case.assignee)
    due = hours.spoken(due_at, language, says="by", now=utc_now())
    name = case.assignee.name if case.assignee else words["nobody"][language]
    told = _told("opened", language, reference=case.reference, owner=name, due=due, **figures)
    # Supervisors see it at once: a line of the team's in the conversation, and the case in its owner's list.
    messages.append(session, conversation, author=Author.SYSTEM, kind=Kind.NOTE, body=told, language=language)
    return case


def _begin(
    session: Session,
    conversation: Conversation,
    *,
    title: Mapping[str, str],
    details: list[dict[str, Any]],
    due_at: datetime,
) -> Case:
    """The case, with its owner and what to do."""
    kind = case_kinds.get(KIND)
    case = cases.open_case(
        session,
        kind=KIND,
        workflow=kind.workflow,
        reference=cases.new_reference(PREFIX),
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        title={one: f"{kind.title[one]} · {title[one]}" for one in ("zh", "en")},
        details=details,
        deadlines=[case_texts.reply_by(due_at)],
        stage=conversation.stage,
        due_at=due_at,
    )
    case.assignee = owner(session)
    playbook = texts.load("recovery")["playbook"][language_of(case.assignee)]
    cases.remark(session, case, text=playbook.strip())
    return case


def owner(session: Session) -> Agent | None:
    """The supervisor who has the fewest of these to see to; whoever served the customer is not asked to judge it."""
    having = select(Case.assignee_id, func.count()).where(Case.kind == KIND, Case.closed_at.is_(None))
    burden = {row[0]: row[1] for row in session.execute(having.group_by(Case.assignee_id))}
    team = [agent for agent in agents.active_agents(session) if agent.role != Role.AGENT]
    return min(team, key=lambda agent: (agent.role != Role.SUPERVISOR, burden.get(agent.id, 0)), default=None)


def language_of(agent: Agent | None) -> str:
    """In which language notes are written: the owner's first that this site speaks."""
    spoken = [one for one in (agent.languages if agent else ()) if one in site().languages]
    return str(spoken[0]) if spoken else site().languages[0]


def _told(key: str, language: str, **facts: object) -> str:
    return str(texts.load("recovery")[key][language]).format(**facts)
