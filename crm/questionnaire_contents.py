"""Questionnaires as they are written at the desk: lists with keys, where a file has mappings, and what is wrong."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from crm.questionnaires import Questionnaire

Reason = Literal["missing", "duplicate", "not_a_key", "nowhere", "too_long", "invalid"]
Contents = dict[str, Any]
# Parts of a question that a file has as mappings, and what names an entry of each.
_PARTS = {"options": "key", "lines": "key", "labels": "step"}
_OF_A_QUESTION = re.compile(r"(?:Value error, )?question (?P<key>[a-z0-9_.]+): (?P<why>.*)", re.DOTALL)
_REASONS: Mapping[str, Reason] = {
    "missing": "missing",
    "string_too_short": "missing",
    "too_short": "missing",
    "string_pattern_mismatch": "not_a_key",
    "string_too_long": "too_long",
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field, named by its place: `questions.1.text.zh`. `message` is for programs' logs."""

    field: str
    reason: Reason
    message: str


def of(form: Questionnaire) -> Contents:
    """A questionnaire as the desk edits it."""
    told = form.as_json()
    told["questions"] = [{"key": key, **_listed(question)} for key, question in told["questions"].items()]
    return told


def problems(contents: Contents) -> list[Problem]:
    """Everything that keeps it from being asked."""
    found = list(_duplicates(contents))
    if found:
        return found
    try:
        _model(contents)
    except ValidationError as error:
        keys = [str(one.get("key", "")) for one in _questions(contents)]
        return [_problem(one["loc"], one["type"], one["msg"], contents, keys) for one in error.errors()]
    return []


def form_of(contents: Contents) -> Questionnaire:
    """What is asked. To be called where there are no problems."""
    return _model(contents)


def _model(contents: Contents) -> Questionnaire:
    told = {name: value for name, value in contents.items() if value not in (None, "")}
    told["questions"] = {str(one.get("key", "")): _mapped(one) for one in _questions(contents)}
    return Questionnaire.model_validate(told)


def _questions(contents: Contents) -> list[dict[str, Any]]:
    listed = contents.get("questions")
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _listed(question: Mapping[str, Any]) -> dict[str, Any]:
    told = dict(question)
    for part, name in _PARTS.items():
        if part in told:
            told[part] = [{name: key, **words} for key, words in told[part].items()]
    return told


def _mapped(question: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in question.items() if name != "key" and value not in (None, "")}
    for part, name in _PARTS.items():
        if isinstance(told.get(part), list):
            told[part] = {
                str(one.get(name, "")): {word: said for word, said in one.items() if word != name and said is not None}
                for one in told[part]
                if isinstance(one, dict)
            }
    return told


def _duplicates(contents: Contents) -> Iterator[Problem]:
    """Keys that are there twice: a mapping would keep the last one alone and say nothing."""
    questions = _questions(contents)
    yield from _twice([str(one.get("key", "")) for one in questions], "questions", "key")
    for place, question in enumerate(questions):
        for part, name in _PARTS.items():
            if isinstance(listed := question.get(part), list):
                keys = [str(one.get(name, "")) for one in listed if isinstance(one, dict)]
                yield from _twice(keys, f"questions.{place}.{part}", name)


def _twice(keys: list[str], where: str, name: str) -> Iterator[Problem]:
    counted, seen = Counter(keys), set()
    for place, key in enumerate(keys):
        if counted[key] > 1 and key in seen:
            yield Problem(f"{where}.{place}.{name}", "duplicate", f"{key} is there twice")
        seen.add(key)


def _problem(loc: tuple[int | str, ...], kind: str, message: str, contents: Contents, keys: list[str]) -> Problem:
    said = message.removeprefix("Value error, ")
    if not loc and (of_one := _OF_A_QUESTION.match(message)):
        return _of_reference(of_one["key"], of_one["why"], keys)
    field, reason = _field(loc, contents, keys), _REASONS.get(kind, "invalid")
    if kind == "value_error" and "labels" in said:
        return Problem(f"{field}.labels", "missing" if "no end" in said else "invalid", said)
    return Problem(field, reason, said)


def _of_reference(key: str, why: str, keys: list[str]) -> Problem:
    """A branch, or a score or comment, that leads nowhere."""
    if "`when`" in why and key in keys:
        return Problem(f"questions.{keys.index(key)}.when", "nowhere", why)
    return Problem("score" if why.startswith("no number") else "comment", "nowhere", why)


def _field(loc: tuple[int | str, ...], contents: Contents, keys: list[str]) -> str:
    """A place as the desk has it: by numbers, without the name of a type that pydantic puts after a question's."""
    if len(loc) < 2 or loc[0] != "questions":
        return ".".join(map(str, loc)) or "questions"
    place = keys.index(str(loc[1])) if str(loc[1]) in keys else 0
    if "[key]" in loc[:3]:
        return f"questions.{place}.key"
    rest = list(loc[3:])
    if rest and rest[0] in _PARTS and len(rest) > 1:
        name = _PARTS[str(rest[0])]
        listed = _questions(contents)[place].get(str(rest[0])) or []
        entries = [str(one.get(name, "")) for one in listed if isinstance(one, dict)]
        number = entries.index(str(rest[1])) if str(rest[1]) in entries else 0
        rest = [rest[0], number, name if "[key]" in rest else ".".join(map(str, rest[2:]))]
    return ".".join(str(part) for part in ["questions", place, *rest] if part != "")
