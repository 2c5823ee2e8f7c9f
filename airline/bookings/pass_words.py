"""A boarding pass in words: what is on it, and what of it could not be read."""

from datetime import date

from airline.access.issuers import iata_codes
from airline.bookings.bcbp import BoardingPass, Leg
from airline.bookings.presenter import Language, texts
from airline.places.airports import place_name


def flight_of(leg: Leg) -> str:
    """The flight under the airline's two-letter code, whichever code the pass has."""
    return f"{iata_codes().get(leg.carrier, leg.carrier)}{leg.number}"


def facts(leg: Leg, language: Language, *, today: date) -> str:
    """Flight and day, route, seat: as far as the pass says."""
    words = texts()["boarding_pass"]
    parts = {"flight": {"flight": flight_of(leg), "day": day(leg, language, today=today)}}
    if leg.origin and leg.destination:
        parts["route"] = {
            "origin": place_name(leg.origin, language),
            "destination": place_name(leg.destination, language),
        }
    elif leg.origin:
        parts["leaves"] = {"origin": place_name(leg.origin, language)}
    else:
        parts["arrives"] = {"destination": place_name(leg.destination, language)}
    if leg.seat:
        parts["seat"] = {"seat": leg.seat}
    said = [str(words[name][language]).format(**values) for name, values in parts.items()]
    return str(words["between"][language]).join(said)


def day(leg: Leg, language: Language, *, today: date) -> str:
    """The day of the flight; of another year, with its year."""
    written = texts()["boarding_pass"]["day" if leg.date.year == today.year else "day_of_year"][language]
    name = texts()["months"][leg.date.month - 1]
    return str(written).format(year=leg.date.year, month=leg.date.month, day=leg.date.day, month_name=name)


def left_out(read: BoardingPass, language: Language) -> str:
    """A sentence about the parts that would have been of use; empty where there are none."""
    words = texts()["boarding_pass"]
    missed = [words["fields"][one.field][language] for one in read.left_out if one.field in words["fields"]]
    fields = str(words["listed"][language]).join(dict.fromkeys(missed))
    return str(words["left_out"][language]).format(fields=fields) if fields else ""
