"""Fields of a form: what may be asked for, and what each kind of answer must look like."""

import re
import unicodedata
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from crm import phones, tax_numbers, texts
from crm.errors import BadInput
from crm.moments import of_our_time

# Where each day begins first: no customer anywhere is told that their today is in the future.
EARLIEST_ZONE = "Pacific/Kiritimati"
# Where each day ends last: nor is anybody's today in the past.
LATEST_ZONE = "Etc/GMT+12"
PAST_DAYS = 180
LONGEST_TEXT, LONGEST_TEXTAREA, LONGEST_NAME, LONGEST_EMAIL = 200, 2000, 100, 254
MOST_ITEMS = 10
# How much of an answer is kept while it is still wrong.
LONGEST_KEPT, MOST_KEPT = 8000, 50
HIGHEST_AMOUNT = Decimal(10_000_000)
_EMAIL = re.compile(r"[^\s@\"(),:;<>\[\]\\]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z0-9-]+")
# A comma before one or two last digits parts the cents, as in most of Europe; others group the thousands.
_DECIMAL_COMMA = re.compile(r"[0-9. ]*[0-9],[0-9]{1,2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_CODE = re.compile(r"\d{6}")
_SLOT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d\[[\w/+-]+\]")

Bilingual = Mapping[str, str]


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from."""

    value: str
    label: Bilingual
    icon: str | None = None
    colour: str | None = None
    # What is said by whoever means this, anywhere or (`answers`) to the question alone, as regular expressions; and its
    # code in the trade, for the team.
    means: str | None = None
    answers: str | None = None
    code: str | None = None


@dataclass(frozen=True)
class Spoken:
    """How a field is asked for in words, and known again in them (crm/spoken.py).

    `entities` and `reads`, expressions whose first group is the value, find it wherever it is said; `called` are its
    names, apart by "|". A `story` is whatever was told; `details` of it are what else a first message describes. All
    that is found of one that is `joined` is its value. `without` is said to whoever has no such thing.
    """

    ask: Mapping[str, str]
    without: Mapping[str, str] | None = None
    entities: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    called: Mapping[str, str] | None = None
    story: bool = False
    details: bool = False
    joined: bool = False


@dataclass(frozen=True)
class When:
    """A field that is only asked when another one has one of these values."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True)
class Field:
    """One question of a form. `max` is a length for words and a count for lists; the days bound a date."""

    key: str
    type: str
    label: Bilingual
    hint: Bilingual | None = None
    placeholder: Bilingual | None = None
    required: bool = False
    max: int | None = None
    past_days: int = PAST_DAYS
    future_days: int = 0
    # Whether a PDF may be sent besides pictures.
    pdf: bool = False
    when: When | None = None
    options: tuple[Option, ...] = ()
    # Where the form was filled in, as ISO 3166 has it, once that is known: a phone number may be written as there.
    country: str | None = None
    spoken: Spoken | None = None


class FieldError(Exception):
    """An answer that cannot be right. `key` names the sentence in a file `texts/forms.yml`, `facts` fill it."""

    def __init__(self, key: str, **facts: Any) -> None:
        self.key = key
        self.facts = facts
        super().__init__(key)

    def sentence(self, language: str) -> str:
        """What to tell the customer. A fact may itself be bilingual: {zh, en}."""
        facts = {name: fact[language] if isinstance(fact, Mapping) else fact for name, fact in self.facts.items()}
        return str(texts.load("forms")["wrong"][self.key][language]).strip().format(**facts)

    def both(self) -> dict[str, str]:
        """The sentence in both languages."""
        return {language: self.sentence(language) for language in ("zh", "en")}


# (value as typed, the field, now, the zone that "today" is reckoned in) → the clean value, made of what JSON can hold:
# a date is an ISO string, an amount a decimal string. Raises FieldError. Never called for an empty value.
Check = Callable[[Any, Field, datetime, str], Any]


def as_typed(value: Any, *, depth: int = 3) -> Any:
    """An answer as it is kept, wrong or right: numbers as digits, no characters that a store cannot hold.

    Raises BadInput for what no field of a page could have sent.
    """
    if isinstance(value, list) and depth and len(value) <= MOST_KEPT:
        return [as_typed(item, depth=depth - 1) for item in value]
    if isinstance(value, dict) and depth and len(value) <= MOST_KEPT:
        return {as_typed(key): as_typed(item, depth=depth - 1) for key, item in value.items()}
    if value is None or isinstance(value, bool):
        return value
    if not isinstance(value, str | int | float) or len(written := str(value)) > LONGEST_KEPT:
        raise BadInput("This is more than the field can hold.")
    return "".join(c for c in written if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def is_empty(value: Any) -> bool:
    """Whether nothing was answered; a box that is not ticked is no answer either."""
    return value is None or value is False or value == [] or (isinstance(value, str) and not value.strip())


def file_ids(field: Field, value: Any) -> list[str]:
    """The files that an answer names, whatever else is wrong with it."""
    if not isinstance(value, list):
        return []
    if field.type == "photos":
        return [str(item) for item in value]
    if field.type == "money_items":
        return [str(item["file_id"]) for item in value if isinstance(item, dict) and item.get("file_id")]
    return []


def check_text(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """One line, its white space tidied."""
    return _words(" ".join(_string(value).split()), field.max or LONGEST_TEXT)


def check_textarea(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """Several lines as they are."""
    return _words(_string(value).strip(), field.max or LONGEST_TEXTAREA)


def check_name(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """A person's name in any script: it has letters and no digits."""
    name = _words(" ".join(_string(value).split()), field.max or LONGEST_NAME)
    if not any(c.isalpha() for c in name) or any(c.isdigit() or c in "<>@/\\" for c in name):
        raise FieldError("name")
    return name


def check_email(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """An address one could write to; only a mail that arrives proves it."""
    if (address := email_of(_string(value))) is None:
        raise FieldError("email")
    return address


def email_of(written: str) -> str | None:
    """The address that is written; None where it is none."""
    address = unicodedata.normalize("NFKC", written).strip()
    if not address.isascii() or len(address) > LONGEST_EMAIL or not _EMAIL.fullmatch(address) or ".." in address:
        return None
    mailbox, _, host = address.rpartition("@")
    return f"{mailbox}@{host.lower()}"


def check_tel(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """A telephone number as E.164 ("+8613800138000"), read where the form knows it was given (`field.country`).

    Without a country "020 7946 0018" is a number in London, and another one in Guangzhou: it is asked for again rather
    than changed.
    """
    try:
        return phones.read(_string(value), country=field.country)
    except phones.PhoneUnclear as error:
        raise FieldError(error.key, **error.facts) from error


def check_contact(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """How somebody is reached: an e-mail address or a telephone number."""
    return (check_email if "@" in _string(value) else check_tel)(value, field, now, timezone)


def check_date(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """A day as ISO 8601, within the field's bounds."""
    day = _day(value)
    first, last = (now.astimezone(ZoneInfo(zone)).date() for zone in (LATEST_ZONE, timezone))
    if day > last + timedelta(days=field.future_days):
        raise FieldError("far_date", days=field.future_days) if field.future_days else FieldError("future_date")
    if day < first - timedelta(days=field.past_days):
        raise FieldError("past_date", days=field.past_days) if field.past_days else FieldError("date_passed")
    return day.isoformat()


def check_choice(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """One of the options."""
    if value not in [option.value for option in field.options]:
        raise FieldError("choice")
    return str(value)


def check_choices(value: Any, field: Field, now: datetime, timezone: str) -> list[str]:
    """Some of the options, each once."""
    chosen = list(dict.fromkeys(check_choice(item, field, now, timezone) for item in _items(value)))
    if field.max and len(chosen) > field.max:
        raise FieldError("too_many", max=field.max)
    return chosen


def check_check(value: Any, field: Field, now: datetime, timezone: str) -> bool:
    """A box that was ticked."""
    if value is not True:
        raise FieldError("choice")
    return True


def check_photos(value: Any, field: Field, now: datetime, timezone: str) -> list[str]:
    """Ids of files, each once. That they belong to this form is checked where the files are."""
    return list(dict.fromkeys(_file_id(item) for item in _limited(value, field)))


def check_code(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """Six digits, however they were spaced."""
    code = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", _string(value)))
    if not (code.isascii() and _CODE.fullmatch(code)):
        raise FieldError("code")
    return code


def check_tax_number(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """A taxpayer number in capitals. A check character that does not fit is for the customer to judge: see errands."""
    number = tax_numbers.read(_string(value))
    if number is None:
        raise FieldError("tax_number")
    return number


def check_money_items(value: Any, field: Field, now: datetime, timezone: str) -> list[dict[str, Any]]:
    """Things paid for: [{what, amount, currency, date, file_id}]."""
    return [_money_item(item, field, now, timezone) for item in _limited(value, field)]


def check_slot(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """A moment and the customer's zone, as RFC 9557 writes them; whether it can be had is found by crm.slot_answers."""
    if not isinstance(value, str) or not _SLOT.fullmatch(value):
        raise FieldError("slot_unread")
    return value


CHECKS: Mapping[str, Check] = {
    "slot": check_slot,
    "text": check_text,
    "textarea": check_textarea,
    "name": check_name,
    "email": check_email,
    "tel": check_tel,
    "contact": check_contact,
    "date": check_date,
    "choice": check_choice,
    "choices": check_choices,
    "check": check_check,
    "photos": check_photos,
    "code": check_code,
    "tax_number": check_tax_number,
    "money_items": check_money_items,
}


def _money_item(item: Any, field: Field, now: datetime, timezone: str) -> dict[str, Any]:
    if not isinstance(item, dict) or is_empty(item.get("what")):
        raise FieldError("money_what")
    currency = str(item.get("currency") or "").strip().upper()
    if not _CURRENCY.fullmatch(currency):
        raise FieldError("currency")
    return {
        "what": _words(" ".join(_string(item["what"]).split()), LONGEST_TEXT),
        "amount": str(_amount(item.get("amount"))),
        "currency": currency,
        "date": check_date(item.get("date"), field, now, timezone),
        "file_id": _file_id(item["file_id"]) if item.get("file_id") else None,
    }


def _amount(value: Any) -> Decimal:
    try:
        amount = Decimal(_with_point(unicodedata.normalize("NFKC", str(value)).strip()))
        cents = amount.quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise FieldError("amount") from error
    if not amount.is_finite() or cents != amount or not 0 < amount <= HIGHEST_AMOUNT:
        raise FieldError("amount")
    return cents


def _with_point(written: str) -> str:
    if _DECIMAL_COMMA.fullmatch(written):
        return written.replace(".", "").replace(" ", "").replace(",", ".")
    return written.replace(",", "")


def _day(value: Any) -> date:
    try:
        return of_our_time(date.fromisoformat(_string(value).strip()))
    except ValueError as error:
        raise FieldError("date") from error


def _file_id(value: Any) -> str:
    try:
        return str(uuid.UUID(str(value)))
    except ValueError as error:
        raise FieldError("file_gone") from error


def _limited(value: Any, field: Field) -> list[Any]:
    most = field.max or MOST_ITEMS
    if len(_items(value)) > most:
        raise FieldError("too_many", max=most)
    return _items(value)


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise FieldError("choice")
    return value


def _words(text: str, longest: int) -> str:
    if len(text) > longest:
        raise FieldError("too_long", max=longest)
    return text


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise FieldError("text")
    return value
