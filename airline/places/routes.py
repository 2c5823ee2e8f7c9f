"""From where to where: the ends of a journey as they become known, one sentence after the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from airline.places.airports import city_name, place_name

Airports = frozenset[str]
NOWHERE: Airports = frozenset()


@dataclass(frozen=True, slots=True)
class Route:
    """What is known of a route. Each end is any of its airports, empty if not named; `somewhere` is either end."""

    origin: Airports = NOWHERE
    destination: Airports = NOWHERE
    somewhere: Airports = NOWHERE

    @classmethod
    def of(cls, places: Iterable[tuple[Airports, str | None]]) -> "Route":
        """Of places with their roles, `origin`, `destination` or none: the first of each counts."""
        first: dict[str, Airports] = {}
        for airports, role in places:
            first.setdefault(role or "somewhere", airports)
        if "origin" in first or "destination" in first:
            return cls(first.get("origin", NOWHERE), first.get("destination", NOWHERE))
        return cls(somewhere=first.get("somewhere", NOWHERE))

    @property
    def complete(self) -> bool:
        return bool(self.origin and self.destination)

    def filled_from(self, earlier: "Route") -> "Route":
        """With what was said before, where nothing new is said; a place without a role fills the open end."""
        origin, destination = self.origin or earlier.origin, self.destination or earlier.destination
        loose = self.somewhere or earlier.somewhere
        if loose and origin and not destination:
            return Route(origin, loose)
        if loose and destination and not origin:
            return Route(loose, destination)
        if self.somewhere and earlier.somewhere and not (origin or destination):
            return Route(earlier.somewhere, self.somewhere)
        return Route(origin, destination, loose if not (origin or destination) else NOWHERE)


def name_of(airports: Airports, language: Literal["zh", "en"]) -> str:
    """What a passenger calls them: the airport if it is one, else their city."""
    codes = sorted(airports)
    if len(codes) < 2:
        return place_name(codes[0], language) if codes else ""
    return city_name(codes[0], language)
