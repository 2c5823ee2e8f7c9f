"""What the desk shows by name, in both languages: skills, cases, forms, reasons, deadlines, deeds, channels, feeds."""

from functools import cache

from pydantic import BaseModel

from crm import case_kinds, questionnaires, questions, skills, texts, verticals
from crm.case_kinds import CaseKind, DeskTone, State, Tone
from crm.site import Language, Words, site
from crm.skills import Skill, Stage


class IntentOut(BaseModel):
    """What a customer may have meant, as agents call it."""

    name: str
    skill: str
    label: Words


class SkillOut(BaseModel):
    """Something the assistant can do. `topic` is the agents' word for it, `title` the customers', if it is offered."""

    name: str
    vertical: str
    stage: Stage | None
    topic: Words
    title: Words | None
    case_kind: str | None
    enabled: bool


class StateOut(BaseModel):
    """A state of a case, as agents and as customers read it; `final`: the case is closed there."""

    name: str
    label: Words
    customer_label: Words
    tone: DeskTone
    customer_tone: Tone
    final: bool
    moves: list[str]


class CaseKindOut(BaseModel):
    """A kind of case. `icon` is the name of a picture that the desk has."""

    name: str
    title: Words
    icon: str
    initial: str
    states: list[StateOut]


class TermOut(BaseModel):
    """Something that has only a name and a word."""

    name: str
    label: Words


class PicturedOut(TermOut):
    """Something that has a picture too: a channel, a feed, a deed of the assistant. The desk has a picture of the name
    `icon`."""

    icon: str


class DeadlineOut(TermOut):
    """A kind of last day; `customers`: it is the customer who has to keep it."""

    customers: bool


class CatalogueOut(BaseModel):
    """Everything that the desk names; it changes only when the processes start anew."""

    site: Words
    time_zone: str
    languages: list[Language]
    skills: list[SkillOut]
    intents: list[IntentOut]
    case_kinds: list[CaseKindOut]
    deadlines: list[DeadlineOut]
    forms: list[TermOut]
    surveys: list[TermOut]
    reasons: list[TermOut]
    outcomes: list[TermOut]
    interactions: list[PicturedOut]
    stages: list[TermOut]
    channels: list[PicturedOut]
    feeds: list[PicturedOut]
    labels: list[TermOut]


@cache
def catalogue() -> CatalogueOut:
    """The catalogue of this site."""
    return CatalogueOut(
        site=site().name,
        time_zone=site().time_zone,
        languages=list(site().languages),
        skills=[_skill(skill) for skill in skills.skills().values()],
        intents=[_intent(name) for name in skills.intents()],
        case_kinds=[_kind(kind) for kind in case_kinds.kinds().values()],
        deadlines=_deadlines(),
        forms=[TermOut(name=name, label=_form(name)) for name in questions.names()],
        surveys=[TermOut(name=name, label=one.name) for name, one in questionnaires.questionnaires().items()],
        outcomes=_terms("outcomes"),
        reasons=[
            TermOut(name=name, label=Words(**why["title"])) for name, why in texts.load("handover")["reasons"].items()
        ],
        interactions=[_pictured(name, **called) for name, called in _called("interactions").items()],
        stages=_terms("stages"),
        channels=[_pictured(name, **called) for name, called in _called("channels").items()],
        feeds=[
            _pictured(feed.name, **_called("feeds")[feed.name]) for one in verticals.enabled() for feed in one.feeds
        ],
        labels=_terms("labels"),
    )


def _skill(skill: Skill) -> SkillOut:
    return SkillOut(
        name=skill.name,
        vertical=skill.vertical,
        stage=skill.stage,
        topic=skill.topic,
        title=skill.title,
        case_kind=skill.case,
        enabled=skill.name not in site().skills_off,
    )


def _intent(name: str) -> IntentOut:
    skill = skills.of_intent(name)
    assert skill
    return IntentOut(name=name, skill=skill.name, label=skills.label_of(name))


def _kind(kind: CaseKind) -> CaseKindOut:
    states = [_state(kind, name, state) for name, state in kind.states.items()]
    return CaseKindOut(name=kind.name, title=kind.title, icon=kind.icon, initial=kind.initial, states=states)


def _state(kind: CaseKind, name: str, state: State) -> StateOut:
    return StateOut(
        name=name,
        label=state.desk_label,
        customer_label=state.label,
        tone=state.desk_tone or state.tone,
        customer_tone=state.tone,
        final=state.final,
        moves=sorted(kind.workflow.moves[name]),
    )


def _form(name: str) -> Words:
    """What agents call a form: as the case that comes of it, unless its file says otherwise."""
    asked, kind = questions.definition(name), case_kinds.kinds().get(name)
    return kind.title if kind and not asked.desk else Words(**(asked.desk or asked.title))


def _deadlines() -> list[DeadlineOut]:
    said, desk = texts.load("cases").get("deadlines", {}), _called("deadlines")
    return [_deadline(name, **(words | desk.get(name, {}))) for name, words in said.items()]


def _deadline(name: str, *, customers: bool = False, **label: str) -> DeadlineOut:
    return DeadlineOut(name=name, label=Words(**label), customers=customers)


def _pictured(name: str, *, icon: str, **label: str) -> PicturedOut:
    return PicturedOut(name=name, icon=icon, label=Words(**label))


def _terms(part: str) -> list[TermOut]:
    return [TermOut(name=name, label=Words(**words)) for name, words in _called(part).items()]


def _called(part: str) -> dict[str, dict[str, str]]:
    called: dict[str, dict[str, str]] = texts.load("desk")[part]
    return called
