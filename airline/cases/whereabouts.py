"""Where a form is about: the country whose phone numbers are written there without their code."""

import re

from sqlalchemy.orm import Session

from airline.access.references import parse_file_reference
from airline.bookings import bookings
from airline.cases.checks import cities
from airline.places.airports import country_of
from crm.forms import Form

_CODE = re.compile(r"[A-Z]{3}")


def of_report(session: Session, form: Form) -> str | None:
    """The country of the airport that a report names; of a city's airports, all are in one."""
    typed = str(form.values.get("airport") or "").strip().upper()
    return _country(typed)


def of_case(session: Session, form: Form) -> str | None:
    """The country of the airport where a report was made: its reference begins with it."""
    reference = parse_file_reference(str(form.facts.get("reference") or form.values.get("reference") or ""))
    return _country(reference.value[:3]) if reference else None


def of_booking(session: Session, form: Form) -> str | None:
    """The country of a booking that never leaves it; between two countries the number has to say which."""
    found = bookings.source(session).bookings(form.facts.get("locator") or "")
    airports = {airport for one in found for leg in one.segments for airport in (leg.origin, leg.destination)}
    countries = {country_of(airport) for airport in airports}
    return countries.pop() if len(countries) == 1 else None


def _country(airport: str) -> str | None:
    if not _CODE.fullmatch(airport):
        return None
    return country_of(cities()[airport][0] if airport in cities() else airport)
