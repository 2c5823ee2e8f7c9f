"""Sends the reports that are due by mail: surveys as a PDF, service as tables."""

import asyncio
from functools import partial

import structlog
from sqlalchemy.orm import Session

from api import mail
from api.assistant.gateway import in_store
from api.insights import printed_report, views
from api.insights.service import tables
from api.insights.service import views as service_views
from api.mail import Attachment
from api.settings import Settings, get_settings
from crm import questionnaire_desk, report_mail, texts
from crm.base import utc_now
from crm.errors import FileNotFound
from crm.insights import plans
from crm.insights import report as survey_report
from crm.metrics import report as service_report
from crm.outbox import OutgoingMail
from crm.report_mail import Due
from crm.site import site
from crm.store import reading

log = structlog.get_logger()
_CSV, _PDF = "text/csv", "application/pdf"


async def send_due() -> int:
    """Send what is due; returns how many went out. What fails is tried again ten minutes later, for two hours."""
    due = await in_store(lambda session: report_mail.claim(session, zone=site().zone, now=utc_now()))
    return sum([await _send(one, get_settings()) for one in due])


async def _send(one: Due, settings: Settings) -> bool:
    try:
        attached = await asyncio.to_thread(_attached, one)
        message = mail.compose(_written(one, settings), sender=settings.mail_from, attached=attached)
        await mail.hand_over(message, settings, name=str(one.subscription_id))
    except mail.FAILURES as failure:
        error, _ = mail.reason(failure)
        log.warning("report_mail_failed", subscription_id=str(one.subscription_id), error=error)
        return False
    await in_store(partial(report_mail.sent, subscription_id=one.subscription_id, zone=site().zone, now=utc_now()))
    return True


def _attached(one: Due) -> list[Attachment]:
    with reading() as session:
        questionnaire_desk.refresh(session)
        return _surveys(session, one) if one.report == "surveys" else _service(session, one)


def _surveys(session: Session, one: Due) -> list[Attachment]:
    """Raises FileNotFound where nobody is asked that questionnaire any more."""
    if one.questionnaire not in plans.names():
        raise FileNotFound
    plan = plans.plan(one.questionnaire)
    found = survey_report.report(session, plan, one.period, group_by="week")
    weeks = views.report_of(session, found)
    content = printed_report.render(weeks, None, printed_report.Asked(), language=one.language, now=utc_now())
    return [Attachment(f"{plan.name}-{one.period.label}.pdf", _PDF, content)]


def _service(session: Session, one: Due) -> list[Attachment]:
    found = service_report.report(session, one.period, group_by="skill")
    told = service_views.report_of(session, found)
    return [
        Attachment(f"service-{name}-{one.period.label}.csv", _CSV, make(told, one.language).encode())
        for name, make in tables.TABLES.items()
    ]


def _written(one: Due, settings: Settings) -> OutgoingMail:
    words, days = texts.load("metrics")["mail"], {"first": f"{one.period.first}", "last": f"{one.period.last}"}
    query = f"from={one.period.first}&to={one.period.last}"
    if one.questionnaire:
        query += f"&questionnaire={one.questionnaire}"
    link = f"{settings.public_url.rstrip('/')}/insights/{one.report}?{query}"
    return OutgoingMail(
        mail_id=one.subscription_id,
        to=one.to,
        subject=words["subject"][one.report][one.language].format(site=site().name[one.language], **days),
        body=words["body"][one.language].format(link=link, **days),
        language=one.language,
    )
