"""Ratings as agents see them: what customers said of their own service, and what a customer said before."""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from crm.insights import cells, plans
from crm.insights.counting import counted, surveys_of
from crm.insights.figures import Figure
from crm.insights.periods import Period
from crm.insights.plans import Plan
from crm.paging import Key, Page, page
from crm.surveys import Survey


@dataclass(frozen=True)
class OwnFigure:
    """The main figure of a questionnaire, of one agent's customers alone."""

    plan: Plan
    figure: Figure


def of_agent(session: Session, agent_id: uuid.UUID, *, cursor: str | None, limit: int) -> Page[Survey]:
    """What customers answered about an agent's service, the newest first. Raises BadInput for a cursor that is none."""
    keys = [Key(Survey.sent_at, descending=True), Key(Survey.id)]
    return page(session, _answered(Survey.agent_id == agent_id), keys, cursor=cursor, limit=limit)


def of_customer(session: Session, customer_id: uuid.UUID, *, but: uuid.UUID, limit: int) -> list[Survey]:
    """What a customer answered outside this conversation, the newest first."""
    elsewhere = Survey.conversation_id.is_distinct_from(but)
    query = _answered(Survey.customer_id == customer_id, elsewhere).order_by(Survey.sent_at.desc(), Survey.id)
    return list(session.scalars(query.limit(limit)))


def own_figures(session: Session, agent_id: uuid.UUID, period: Period) -> list[OwnFigure]:
    """The figure of each questionnaire in which the agent was rated; of fewer than five answers nothing is told."""
    rated = set(
        session.scalars(
            select(Survey.questionnaire)
            .where(Survey.agent_id == agent_id, Survey.sent_at >= period.start, Survey.started_at.is_not(None))
            .distinct()
        )
    )
    found = []
    for plan in (plans.plan(name) for name in plans.names() if name in rated):
        slices = counted(session, surveys_of(plan.name, period, None, None, agent_id=agent_id), plan)
        if told := cells.cell(plan, None, slices).figures:
            found.append(OwnFigure(plan, told[0]))
    return found


def _answered(*which: ColumnElement[bool]) -> Select[Survey]:
    return select(Survey).where(*which, Survey.started_at.is_not(None))
