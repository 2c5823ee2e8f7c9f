"""Looking up a case from anywhere: by its reference, with the surname, the e-mail address or the phone given then."""

import re
import uuid
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from airline.access import identity
from airline.access.identity import Credentials, Search
from airline.access.names import HAN
from airline.access.references import CaseReference
from airline.bookings import bookings
from airline.cases.booking_requests import BookingRequest
from airline.errors import CaseNotProved
from crm import cases, forms, identities
from crm.cases import Case
from crm.errors import CaseNotFound
from crm.questions import definition

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{6,}[0-9]")
# The end of a number is the same with and without the country's code; fewer digits are no number.
_COMPARED, _FEWEST = 9, 8
_CONTACTS = ("email", "contact", "tel")
_TWO = 2


def find_case(
    session: Session,
    *,
    conversation_id: uuid.UUID,
    reference: CaseReference,
    said: str,
    now: datetime,
    message_id: uuid.UUID | None = None,
) -> Search[Case]:
    """The case under a reference, for whoever also knows who made it. Wrong tries count as they do for bookings."""
    contact = contact_in(said)

    def candidates() -> list[Case]:
        try:
            return [cases.get_by_reference(session, reference.value)]
        except CaseNotFound:
            return []

    return identity.prove(
        session,
        Credentials(conversation_id, message_id, reference, said, now),
        candidates=candidates,
        names=lambda case: list(_surnames(session, case)),
        facts=lambda case: (),
        otherwise=CaseNotProved,
        by_contact=(lambda case: contact in set(_contacts(session, case))) if contact else None,
    )


def contact_in(said: str) -> str | None:
    """The e-mail address or the phone number in an answer, as they are compared."""
    if address := _EMAIL.search(said):
        return address[0].casefold()
    number = _PHONE.search(said)
    return _compared(number[0]) if number else None


def _compared(number: str) -> str | None:
    digits = re.sub(r"[^0-9]", "", number)
    return digits[-_COMPARED:] if len(digits) >= _FEWEST else None


def _given(session: Session, case: Case, *types: str) -> Iterator[str]:
    """What was answered to such fields of the forms that a case came from."""
    for form in forms.with_reference(session, case.conversation_id, case.reference):
        for field in definition(form.name).fields.values():
            value = form.values.get(field.key)
            if (field.type in types or field.key in types) and isinstance(value, str) and value:
                yield value


def _contacts(session: Session, case: Case) -> Iterator[str]:
    known = [one.external_id for one in identities.of(session, case.customer_id) if one.channel != "web"]
    for value in (*_given(session, case, *_CONTACTS), *known):
        if contact := contact_in(value):
            yield contact


def _surnames(session: Session, case: Case) -> Iterator[str]:
    """Every word of the names given: nobody knows which one customers think of as theirs."""
    names = [*_given(session, case, "name", "surname"), *([case.customer.name] if case.customer.name else [])]
    for name in names:
        yield name
        yield from name.split()
        if HAN.match(name):
            yield from (name[:1], name[:_TWO])
    about = select(BookingRequest.locator).where(BookingRequest.case_id == case.id)
    for locator in session.scalars(about):
        for booking in bookings.source(session).bookings(locator):
            yield from booking.surnames
