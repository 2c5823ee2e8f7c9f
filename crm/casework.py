"""Casework: a case moves, whoever it concerns is locked before and told after, whatever kind of case it is."""

from datetime import datetime

from sqlalchemy.orm import Session

from crm import appointments, case_mail, case_presenter, cases, conversations, data_requests, found_items, verticals
from crm.cases import Case, CaseEvent


def lock(session: Session, case: Case, *, to: str, now: datetime) -> None:
    """Before a move: lock everything that it changes, in the order in which everybody does.

    A move is told in the case's conversation, and perhaps in others that it concerns. Raises CopyFirst,
    ErasureFirst, NoEmailAddress, NoAttachment for what the customer would be told and is not so.
    """
    others = verticals.case_hooks(case.kind).also_notified(session, case, to, now)
    conversations.lock_all(session, [case.conversation_id, *others])
    cases.lock(session, case)
    data_requests.require_carried_out(session, case, to)
    case_mail.require_sendable(session, case, to)


def notify(session: Session, case: Case, event: CaseEvent) -> None:
    """After a move: let what follows from it follow, and notify the customer in their conversation.

    They are notified while a person has the conversation, and after it was resolved, too; it is not opened again.
    """
    hooks = verticals.case_hooks(case.kind)
    hooks.moved(session, case, event)
    found_items.case_moved(session, case, event)
    if case.closed_at is not None:
        appointments.release(session, case)
    if event.to_status is None or not event.public:
        return
    conversation = conversations.lock(session, case.conversation_id)
    note = event.note if event.actor == "agent" else ""
    body = case_presenter.sentence(case, conversation.language, note=note)
    case_presenter.say(session, conversation, case, body=body, choices=hooks.choices(case))
    case_mail.send_for(session, case, event, conversation.language)
    hooks.notified(session, case, event)
