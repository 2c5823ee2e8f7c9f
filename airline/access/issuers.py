"""Who issues bag tags: airlines by two-letter, three-letter and numeric code."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

TABLE = Path(__file__).parents[1] / "data" / "issuers.csv"


@dataclass(frozen=True, slots=True)
class Issuer:
    """An airline as it appears on a bag tag."""

    iata: str
    icao: str
    number: str
    english: str
    chinese: str

    def name(self, language: Literal["zh", "en"]) -> str:
        """The airline's name as a passenger knows it."""
        return self.chinese if language == "zh" else self.english


@cache
def issuers() -> tuple[Issuer, ...]:
    """Every issuer that we know, read once."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(Issuer(*row) for row in csv.reader(line for line in lines if not line.startswith("#")))


@cache
def by_code() -> MappingProxyType[str, Issuer]:
    """Issuers by two-letter code: CZ."""
    return MappingProxyType({issuer.iata: issuer for issuer in issuers()})


@cache
def by_number() -> MappingProxyType[str, Issuer]:
    """Issuers by numeric code, zero-padded: 784."""
    return MappingProxyType({issuer.number: issuer for issuer in issuers()})


def named_in(text: str) -> str:
    """The two-letter code of the airline that a text calls by its name, the longest one; empty where it names none."""
    said = text.casefold()
    names = ((name, issuer.iata) for issuer in issuers() for name in (issuer.english, issuer.chinese) if name)
    return max(((len(name), code) for name, code in names if name.casefold() in said), default=(0, ""))[1]


@cache
def iata_codes() -> MappingProxyType[str, str]:
    """From three-letter to two-letter codes: DLH to LH."""
    return MappingProxyType({issuer.icao: issuer.iata for issuer in issuers()})
