"""What a customer says, read for the fields of a form: named anywhere, told as a story, or the answer to a question."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import phonenumbers

from crm import errand_words, names_said, texts, when, zones
from crm.fields import Field, Option
from crm.site import site

# Whole answers of these kinds are whatever was said.
FREE = frozenset({"text", "textarea"})
# In words of English, or characters of Chinese by two.
_SHORTEST_STORY = 4
_MEANT_DAY = re.compile(
    r"(?P<today>\bthis (?:morning|afternoon|evening)\b|\bearlier today\b|\bjust (?:now|landed|got off|came off|left)\b"
    r"|\b(?:\d+|an?|one|two|three|a few|a couple|couple)(?: and a half)?(?: of)? (?:hours?|hrs?|minutes?|mins?) ago\b"
    r"|刚才|刚刚|刚(?:下|落地|到|出|飞完|坐完)|(?:\d+|[一两二三几半])个?(?:多|半)?(?:小时|钟头)(?:之?前)|今早|今晨)"
    r"|(?P<yesterday>\blast night\b|\byesterday\b|昨晚|昨夜)",
    re.I,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|周|星期|礼拜", re.I)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKS = " \t\n,，.。;；:：!！?？~～-—"
_CONTACTS = frozenset({"contact", "tel", "email"})
_E164 = phonenumbers.PhoneNumberFormat.E164
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Said:
    """One message: its `text` (none where a button was pressed), and what was found in it, (name, value) in order.

    `pressed` is the answer that a button stands for; `agrees`: it was heard as a yes.
    """

    text: str
    language: str
    agrees: bool = False
    # The words without numbers and addresses.
    besides: str = ""
    entities: tuple[tuple[str, str], ...] = ()
    pressed: str | None = None
    now: datetime = field(default_factory=datetime.now)

    def named(self, entities: Sequence[str]) -> list[str]:
        """What was found of these kinds, in the order of the kinds."""
        return [value for kind in entities for name, value in self.entities if name == kind]


def told(asked: Sequence[Field], said: Said, *, around: Sequence[str]) -> dict[str, Any]:
    """What the message that began it all tells: every field that is found in it, and the story without its `around`."""
    found = {one.key: _value(one, values) for one in asked if one.spoken and (values := candidates(one, said))}
    found |= _pressed(asked, said) | _described(asked, said, found, around)
    rest = story_in(said.text, around)
    if rest:
        types = {one.type for one in asked if one.key in found}
        rest = errand_words.answer_in(rest, names="name" in types, contacts=bool(types & _CONTACTS)) or rest
    stories = {one.key: rest for one in asked if one.spoken and one.spoken.story and rest and one.key not in found}
    return {**found, **stories}


def _pressed(asked: Sequence[Field], said: Said) -> dict[str, Any]:
    """What the button that begins it stands for: the first field with such an option."""
    having = (one.key for one in asked if one.spoken and said.pressed in [option.value for option in one.options])
    first = next(having, None)
    return {first: said.pressed} if first else {}


def answered(
    asked: Sequence[Field], said: Said, *, question: Field | None, known: Mapping[str, Any], corrects: bool
) -> dict[str, Any]:
    """What a message says in the middle of it: the answer to the `question`, and what else is named.

    In the answer to an open question nothing is looked for that is known already, unless the customer `corrects`.
    """
    free = question is not None and question.type in FREE
    found: dict[str, Any] = {}
    for one in asked:
        if one.spoken is None or (free and one.key in known and not corrects):
            continue
        if one.type == "choice" and one.key in known and not corrects and one is not question:
            continue
        named = candidates(one, said, asked=one is question)
        if one.type == "name" and (one is question or (corrects and names(one, said.text))):
            named = _whole_name(said, named, asked=one is question)
        values = [value for value in named if value != known.get(one.key)]
        if values:
            found[one.key] = _value(one, values)
    if corrects and not found:
        found = _bettered(asked, said, question, known)
    if question is None or question.key in found or (corrects and found):
        return found
    whole = _whole(question, said, found, {one.type for one in asked if one.key in found})
    return {**found, question.key: whole} if whole else found


def _bettered(asked: Sequence[Field], said: Said, question: Field | None, known: Mapping[str, Any]) -> dict[str, Any]:
    """ "My bad, it's a blue scarf", after a grey scarf: the description that shares its thing with the one before."""
    one = next((one for one in asked if one.spoken and one.spoken.details and one is not question), None)
    better = errand_words.corrected(said.text)
    if one is None or not better or not errand_words.share_a_thing(better, str(known.get(one.key) or "")):
        return {}
    return {one.key: better}


def _whole_name(said: Said, named: list[Any], *, asked: bool) -> list[Any]:
    """With all of the name of which a part was found; "the name is wrong, it's Tim Baker"."""
    whole = names_said.name_in(said.besides or said.text)
    if whole is None or (asked and not any(str(value) in whole for value in named)):
        return named
    return [whole, *named] if asked else [*named, whole]


def _value(one: Field, values: Sequence[Any]) -> Any:
    """The surest of what was found; all of it, in the order in which it was found, for what is told in parts."""
    return ", ".join(map(str, values)) if one.spoken and one.spoken.joined else values[0]


def _described(asked: Sequence[Field], said: Said, found: Mapping[str, Any], around: Sequence[str]) -> dict[str, Any]:
    """The thing with what else is said of it: "phone (black iPhone)"."""
    one = next((one for one in asked if one.spoken and one.spoken.details), None)
    if one is None:
        return {}
    taken = [value for kind, value in said.entities if kind != "language"]
    taken += [part for key, value in found.items() if key != one.key for part in str(value).split(", ")]
    words, known = texts.load("errands"), one.key in found
    more = words["comma"][said.language].join(errand_words.details_in(said.text, taken, around, sentences=known))
    if known and more:
        more = words["with_details"][said.language].format(what=found[one.key], more=more)
    return {one.key: more} if more else {}


def candidates(one: Field, said: Said, *, asked: bool = False) -> list[Any]:
    """Everything in a message that could be this field's value, the surest first."""
    if one.spoken is None:
        return []
    if one.type == "choice":
        return [option.value for option in one.options if _is_meant(option, said.text, asked=asked)]
    if one.type == "slot":
        return _times(said, asked=asked)
    if one.type == "tel" and not said.named(one.spoken.entities):
        return [phonenumbers.format_number(found.number, _E164) for found in _numbers(said.text)]
    named = [*_read(one, said.text), *_called(one, said.text), *said.named(one.spoken.entities)]
    if one.type in _CONTACTS:
        # "The phone is better, +351 …"
        named = [*said.named(one.spoken.entities), *(value for value in named if re.search(r"[\d@]", value))]
    if one.type == "name":
        named = [*names_said.introduced(said.text), *filter(None, map(names_said.name_in, named))]
    if one.type == "date":
        named = [*_days(said), *(_last(day, one, said) for day in named)]
    if one.spoken.details:
        named = [value for value in named if not re.fullmatch(texts.load("errands")["some_thing"], value, re.I)]
    return list(dict.fromkeys(named))


def _numbers(text: str) -> Iterator[phonenumbers.PhoneNumberMatch]:
    return iter(phonenumbers.PhoneNumberMatcher(text, site().country))


def _times(said: Said, *, asked: bool) -> list[Any]:
    """What is said of a time, as JSON; a day that is over is only meant where it was asked for."""
    text, today = said.text, said.now.astimezone(site().zone).date()
    meant = when.read(text, today=today, bare=asked)
    if meant is None or (not asked and meant.day and meant.day < today):
        return []
    return [replace(meant, zone=zones.named(text)).kept()]


def _is_meant(option: Option, text: str, *, asked: bool) -> bool:
    patterns = (option.means, option.answers if asked else None)
    return any(pattern and re.search(pattern, text, re.I) for pattern in patterns)


def names(one: Field, text: str) -> bool:
    """Whether a message calls the field by one of its names."""
    called = one.spoken.called if one.spoken else None
    return bool(called and any(re.search(rf"(?<![a-z])(?:{names})(?![a-z])", text, re.I) for names in called.values()))


def story_in(text: str, around: Sequence[str]) -> str | None:
    """What is told in a message, without the words `around` it; None where they are all there is."""
    rest = text
    for pattern in around:
        rest = re.sub(pattern, " ", rest, flags=re.I)
    rest = rest.strip(_MARKS)
    weight = sum(2 if "\u3400" <= c <= "\u9fff" else 1 for c in _WORD.findall(re.sub(r"[A-Za-z]+", "ww", rest)))
    return re.sub(r"\s+", " ", rest) if weight >= 2 * _SHORTEST_STORY else None


def _whole(question: Field, said: Said, found: Mapping[str, Any], types: set[str]) -> Any:
    """The message as the answer: not where all that it says is the answer to something else, or only wants it done.

    `types`: of the fields that it answers besides.
    """
    if said.pressed is not None:
        return said.pressed
    text = said.text.strip()
    if found and not _WORD.search(_without_names(text, found.values())):
        return None
    if question.type == "name":
        return names_said.name_in(said.besides or text)
    if question.type in FREE:
        return errand_words.answer_in(text, names="name" in types, contacts=bool(types & _CONTACTS))
    if question.type == "choice":
        return text
    bare = re.sub(_lead(), "", text, flags=re.I).strip(_MARKS)
    return bare or text


def _without_names(text: str, values: Any) -> str:
    """What is left of a message once these values, and the words that only bring them, are taken away."""
    for value in values:
        text = text.replace(str(value), " ")
    return re.sub(texts.load("errands")["bringing"], " ", text, flags=re.I)


def _read(one: Field, text: str) -> Iterator[str]:
    for pattern in one.spoken.reads if one.spoken else ():
        for found in re.finditer(pattern, text, re.I):
            yield next(group for group in found.groups() if group).strip(_MARKS)


def _called(one: Field, text: str) -> Iterator[str]:
    """ "Heading: X Ltd", 抬头是某某公司, "the seat should be 3A"."""
    called = one.spoken.called if one.spoken else None
    if not called:
        return
    en = rf"(?<![a-z])(?:{called['en']})(?: number| address)?\s*(?:is|was|are|should be|:|=|to)\s*(?:to\s+)?([^,;\n]+)"
    zh = rf"(?:{called['zh']})(?:应该|要|请|都)?(?:改成|改为|换成|写成|写|填|是|为|叫|：|:)?\s*([^，,。；;！!？?\n]+)"
    for pattern in (en, zh):
        for found in re.finditer(pattern, text, re.I):
            if value := re.sub(texts.load("errands")["after_value"], "", found[1], flags=re.I).strip(_MARKS):
                yield value


def _last(day: str, one: Field, said: Said) -> str:
    """ "On Friday" is the last one, where nothing to come can be meant."""
    today = said.now.astimezone(site().zone).date()
    named = _WEEKDAY.search(said.text) and _ISO.fullmatch(day)
    ahead = date.fromisoformat(day) if named else today
    return (ahead - timedelta(days=7)).isoformat() if not one.future_days and ahead > today else day


def _days(said: Said) -> Iterator[str]:
    today = said.now.astimezone(site().zone).date()
    for found in _MEANT_DAY.finditer(said.text):
        yield (today - timedelta(days=1 if found["yesterday"] else 0)).isoformat()


@cache
def _lead() -> str:
    return str(texts.load("errands")["lead"])
