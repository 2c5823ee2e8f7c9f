"""The numbers under which things are kept, as customers write them: booking and baggage file references, bag tags."""

import re
import unicodedata
from dataclasses import dataclass

from airline.access.tags import BagTag, mask, parse_tag

_LOCATOR = re.compile(r"(?=[0-9]*[A-Z])[A-Z0-9]{6}")
# Station, airline, five digits: LHRBA12345.
_FILE_REFERENCE = re.compile(r"[A-Z]{3}(?:[A-Z]{2}|[A-Z][0-9]|[0-9][A-Z])[0-9]{5}")
# Two letters for the kind, six of Crockford's base 32 with a digit among them (crm.cases.new_reference).
_CASE_REFERENCE = re.compile(r"[A-Z]{2}(?=[A-Z]*[0-9])[0-9A-HJKMNP-TV-Z]{6}")
# What is read for another letter or digit, as Crockford has it.
_READ_AS = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-‐‑–/]+")


@dataclass(frozen=True, slots=True)
class RecordLocator:
    """A booking reference: six letters and digits. It is printed on tags and passes, so a weak secret."""

    value: str

    @property
    def masked(self) -> str:
        """Fit for records: K7***X."""
        return f"{self.value[:2]}***{self.value[-1:]}"


@dataclass(frozen=True, slots=True)
class FileReference:
    """The reference of a baggage report: LHRBA12345."""

    value: str

    @property
    def masked(self) -> str:
        """Fit for records: LHRBA***45."""
        return f"{self.value[:5]}***{self.value[-2:]}"


@dataclass(frozen=True, slots=True)
class CaseReference:
    """The reference of a case: CP8Q2M7A. Nobody can guess it, but mails and screens show it."""

    value: str

    @property
    def masked(self) -> str:
        """Fit for records: CP8***A."""
        return f"{self.value[:3]}***{self.value[-1:]}"


Key = BagTag | RecordLocator | FileReference
# What can be proved to be somebody's: what finds a bag or a booking, and what finds a case.
Provable = Key | CaseReference


def parse_key(text: str) -> Key | None:
    """The tag, file reference or booking reference that the text is, and nothing else.

    Six letters in one case only are a booking reference when they are capitals: `Wilson` is a name.
    """
    return parse_tag(text) or parse_file_reference(text) or parse_locator(text)


def parse_locator(text: str) -> RecordLocator | None:
    """A booking reference by itself."""
    written = _tidy(text)
    spelled = written.isupper() or any(character.isdigit() for character in written)
    return RecordLocator(written.upper()) if spelled and _LOCATOR.fullmatch(written.upper()) else None


def parse_file_reference(text: str) -> FileReference | None:
    """A baggage file reference by itself, written together or apart."""
    written = _tidy(text).upper()
    return FileReference(written) if _FILE_REFERENCE.fullmatch(written) else None


def parse_case_reference(text: str) -> CaseReference | None:
    """A case's reference by itself, written together or apart; O, I and L are the digits that they look like."""
    written = _tidy(text).upper()
    read = written[:2] + written[2:].translate(_READ_AS)
    return CaseReference(read) if _CASE_REFERENCE.fullmatch(read) else None


def spelled(key: Provable) -> str:
    """The one spelling of a reference, which `parse_key` reads again."""
    if not isinstance(key, BagTag):
        return key.value
    return key.lpn or f"{key.airline.iata if key.airline else key.issuer}{key.serial}"


def masked(key: Provable) -> str:
    """Fit for logs and records."""
    return mask((key.leading or "?") + key.issuer + key.serial) if isinstance(key, BagTag) else key.masked


def _tidy(text: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text).strip())
