"""Mail about cases: the document that was asked for, the answer that was promised, the reminder of an appointment.

What a state of a kind of case mails stands in its file: `mail: document` promises what the team has put to the case;
`mail: answer` goes where an address is known.
"""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from crm import case_kinds, case_presenter, files, forms, identities, outbox
from crm.case_texts import words
from crm.cases import Case, CaseEvent
from crm.errors import NoAttachment, NoEmailAddress
from crm.outbox import Mail
from crm.questions import definition
from crm.site import site

EMAIL = "email"
# The fields of forms in which an address is given; the second takes a phone number as well.
_ADDRESSES = ("email", "contact")


def address_of(session: Session, case: Case) -> str | None:
    """Where mail about a case goes: as its form says, or as the customer is known by mail."""
    return next(iter(addresses_of(session, case)), None)


def addresses_of(session: Session, case: Case) -> list[str]:
    """Every address that the customer has given for a case, and the one they are known by; the best one first."""
    found = [
        given
        for form in reversed(forms.with_reference(session, case.conversation_id, case.reference))
        for field in definition(form.name).fields.values()
        if field.type in _ADDRESSES and "@" in (given := str(form.values.get(field.key) or "").strip())
    ]
    known = identities.on_channel(session, customer_id=case.customer_id, channel=EMAIL)
    return list(dict.fromkeys([*found, known] if known else found))


def sends_document(case: Case, to: str) -> bool:
    """Whether a state promises the customer a mail with a document."""
    state = case_kinds.get(case.kind).states.get(to)
    return state is not None and state.mail == "document"


def require_sendable(session: Session, case: Case, to: str) -> None:
    """See that what a state promises can be sent. Raises NoEmailAddress, NoAttachment."""
    if not sends_document(case, to):
        return
    if address_of(session, case) is None:
        raise NoEmailAddress
    if not files.of_case(session, case.id):
        raise NoAttachment


def send_for(session: Session, case: Case, event: CaseEvent, language: str) -> Mail | None:
    """Queue the mail of the state that a case has come to, with what an agent wrote and the files of the case."""
    kind = case_kinds.get(case.kind).states[case.status].mail
    to = address_of(session, case) if kind else None
    if kind is None or to is None:
        return None
    return tell(session, case, event, to=to, language=language, key=f"case:{event.id}")


def tell(session: Session, case: Case, event: CaseEvent, *, to: str, language: str, key: str) -> Mail:
    """Queue what is told of the state that a case has come to; the same `key` again is the same mail."""
    attached = files.of_case(session, case.id)
    note = event.note if event.actor == "agent" else ""
    names = _listed([one.name for one in attached], language) if attached else ""
    body = "\n\n".join(part for part in (case_presenter.sentence(case, language), note, names) if part)
    sent = [one.id for one in attached]
    return _queue(session, case, to=to, language=language, body=body, key=key, attached=sent)


def remind(session: Session, case: Case, *, body: str, language: str, key: str, until: datetime) -> Mail | None:
    """Queue the reminder of an appointment, which is of no use after it has begun."""
    to = address_of(session, case)
    return _queue(session, case, to=to, language=language, body=body, key=key, expires_at=until) if to else None


def _listed(names: list[str], language: str) -> str:
    return words("mail", "attached")[language].format(names=("、" if language == "zh" else ", ").join(names))


def _queue(
    session: Session,
    case: Case,
    *,
    to: str,
    language: str,
    body: str,
    key: str,
    attached: list[uuid.UUID] | None = None,
    expires_at: datetime | None = None,
) -> Mail:
    facts = {"site": site().name[language], "reference": case.reference}
    kind = case_kinds.get(case.kind).title[language]
    return outbox.send(
        session,
        to=to,
        subject=words("mail", "subject")[language].format(kind=kind, **facts),
        body=words("mail", "body")[language].format(body=body, **facts),
        language=language,
        key=key,
        case_id=case.id,
        attachments=attached or (),
        expires_at=expires_at,
    )
