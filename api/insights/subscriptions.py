"""Reports by mail, each for whoever asks for it: to the address they sign in with, and to no other."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.http.dependencies import DbSession, ReadSession, SupervisorDep
from crm import report_mail
from crm.base import utc_now
from crm.errors import BadInput
from crm.insights import plans
from crm.report_mail import Pace, Report
from crm.site import Language, site

router = APIRouter(prefix="/v1/desk/insights/subscriptions", tags=["insights"])


class SubscriptionIn(BaseModel):
    """Which report, of which questionnaire, how often (null: not any more) and in which language."""

    report: Report
    questionnaire: Annotated[str | None, Field(max_length=32)] = None
    pace: Pace | None
    language: Language


class SubscriptionOut(BaseModel):
    """One that they get."""

    report: Report
    questionnaire: str | None
    pace: Pace
    language: Language


class SubscriptionsOut(BaseModel):
    """All that they get."""

    subscriptions: list[SubscriptionOut]


@router.get("", response_model=SubscriptionsOut)
def list_subscriptions(session: ReadSession, agent: SupervisorDep) -> SubscriptionsOut:
    """What comes to one's own address."""
    return _listed(report_mail.of_agent(session, agent.id))


@router.put("", response_model=SubscriptionsOut)
def put_subscription(body: SubscriptionIn, session: DbSession, agent: SupervisorDep) -> SubscriptionsOut:
    """Have a report sent every week (on Monday) or month (on the first), at seven by the site's clock, about the last
    whole one; or not any more. 422 for a questionnaire that there is not."""
    if (body.report == "surveys") != (body.questionnaire in plans.names()):
        raise BadInput("There is no such questionnaire.", field="questionnaire")
    report_mail.subscribe(
        session,
        agent_id=agent.id,
        report=body.report,
        questionnaire=body.questionnaire or "",
        pace=body.pace,
        language=body.language,
        zone=site().zone,
        now=utc_now(),
    )
    return _listed(report_mail.of_agent(session, agent.id))


def _listed(found: list[report_mail.Subscription]) -> SubscriptionsOut:
    told = [
        SubscriptionOut.model_validate(
            {
                "report": one.report,
                "questionnaire": one.questionnaire or None,
                "pace": one.pace,
                "language": one.language,
            }
        )
        for one in found
    ]
    return SubscriptionsOut(subscriptions=told)
