"""Who looks after passengers who wait: meals and a room in China, and what is owed on board there and in the US."""

from dataclasses import dataclass
from datetime import date

from airline.law.rules import Rule, in_force
from airline.places.airports import country_of


@dataclass(frozen=True, slots=True)
class OnBoard:
    """What is owed in an aircraft that stands: food and water, a way out, and how often there is word of it."""

    country: str
    food: Rule
    leave: Rule
    word: Rule | None


def on_board(*, at: str, origin: str, destination: str, on: date) -> OnBoard | None:
    """By the airport `at` which it stands; None where no law that we know says it."""
    country = country_of(at) or ""
    scope = "domestic" if country_of(origin) == country_of(destination) else "international"
    food = in_force("tarmac_food", jurisdiction=country, on=on)
    leave = in_force("tarmac_leave", jurisdiction=country, on=on) or in_force(
        f"tarmac_leave_{scope}", jurisdiction=country, on=on
    )
    if food is None or leave is None:
        return None
    return OnBoard(country, food, leave, in_force("tarmac_word", jurisdiction=country, on=on))


def meals_and_room(*, origin: str, destination: str, diverted: bool, own_cause: bool | None, on: date) -> Rule | None:
    """Who provides and who pays, for a flight that leaves mainland China; None for others, and for an open cause.

    `own_cause`: whether it lies with the airline, as far as that is known. A domestic flight that is diverted is looked
    after whatever the cause.
    """
    if country_of(origin) != "CN":
        return None
    if diverted and country_of(destination) == "CN":
        return in_force("care_diverted", jurisdiction="CN", on=on)
    if diverted or own_cause is None:
        return None
    return in_force("care_own" if own_cause else "care_other", jurisdiction="CN", on=on)
