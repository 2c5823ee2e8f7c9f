"""What the journey map calls things, in both languages."""

from collections.abc import Mapping

from api.desk.catalogue import catalogue
from crm import texts
from crm.insights.journey_side import Dimension
from crm.insights.steps import Step
from crm.insights.visits import Kind
from crm.site import Words


def called(part: str) -> Mapping[str, Words]:
    """A part of the file of names."""
    return {name: Words(**words) for name, words in texts.load("journeys")[part].items()}


def place(kind: Kind, name: str | None) -> Words:
    """A touchpoint; what no list names any more is called as it is written."""
    if kind in ("queue", "person"):
        return called("places")[kind]
    return _known(kind, name) if name else nothing()


def step(one: Step) -> Words:
    """What takes time."""
    topic = _known("case" if one.kind == "case" else "skill", one.topic) if one.topic else nothing()
    said = called("steps")[f"{one.kind}_{one.part}"]
    return Words(zh=said.zh.format(topic=topic.zh), en=said.en.format(topic=topic.en))


def group(dimension: Dimension, value: str | None) -> Words:
    """A language, a channel or a topic."""
    if value is None:
        return nothing()
    if dimension == "skill":
        return _known("skill", value)
    languages = texts.load("insights")["languages"]
    known = {one.name: one.label for one in catalogue().channels} | {k: Words(**v) for k, v in languages.items()}
    return known.get(value) or Words(zh=value, en=value)


def nothing() -> Words:
    return Words(**texts.load("journeys")["none"])


def _known(kind: Kind, name: str) -> Words:
    names = catalogue()
    known = {
        "skill": {one.name: one.topic for one in names.skills},
        "case": {one.name: one.title for one in names.case_kinds},
        "survey": {one.name: one.label for one in names.surveys},
    }[kind]
    return known.get(name) or Words(zh=name, en=name)
