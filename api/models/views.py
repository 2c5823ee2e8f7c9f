"""The JSON of the assistant's models, put together."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from api.models.schemas import (
    ComparedOut,
    CountOut,
    LearnedOut,
    ModelCardOut,
    ModelOut,
    ModelScoreOut,
    ModelsOut,
    RateOut,
    SwitchOut,
)
from crm import model_cards, model_switches, skills, texts
from crm.model_card_words import group_name, objections
from crm.model_cards import ModelCard
from crm.model_switches import ModelSwitch
from crm.site import Words

# So many of the newest are told of.
_MODELS, _SWITCHES = 50, 50

Row = Mapping[str, Any]


def listed(session: Session) -> ModelsOut:
    """Every model with a card, and every switch."""
    switches = model_switches.latest(session, limit=_SWITCHES)
    in_use = model_switches.in_use(session)
    cards = model_cards.latest(session, limit=_MODELS)
    return ModelsOut(models=[_model(one, in_use) for one in cards], switches=[_switch(one) for one in switches])


def one(session: Session, name: str) -> ModelCardOut:
    """The whole card of a model. Raises ModelNotFound."""
    card = model_cards.get(session, name)
    told = card.contents
    switch = model_switches.of_model(session, name)
    return ModelCardOut(
        **dict(_model(card, model_switches.in_use(session))),
        digest=told["digest"],
        compared_with=told["compared_with"],
        objections=[Words(zh=zh, en=en) for zh, en in zip(objections(told, "zh"), objections(told, "en"), strict=True)],
        table=[_compared(row) for row in told["table"]],
        counts=[_count(row) for row in told["counts"]],
        decisions=[_learned(row) for row in told["decisions"]],
        switch=_switch(switch) if switch else None,
    )


def _model(card: ModelCard, in_use: str | None) -> ModelOut:
    counts: Sequence[Row] = card.contents["counts"]
    return ModelOut(
        name=card.name,
        made_at=card.made_at,
        verdict=card.verdict,
        in_use=card.name == in_use,
        sentences=sum(row["written"] + row["learned"] for row in counts),
        learned=sum(row["learned"] for row in counts),
        scores=[_score(row) for row in card.contents["scores"]],
    )


def _switch(switch: ModelSwitch) -> SwitchOut:
    said = model_switches.said(switch)
    return SwitchOut(
        id=switch.id,
        model=switch.model,
        before=switch.before,
        at=switch.at,
        ended_at=switch.ended_at,
        state=switch.state,
        said=Words(zh=said["zh"], en=said["en"]),
        rates=[_rate(row) for row in switch.rates],
    )


def _rate(row: Row) -> RateOut:
    facts = {key: row[key] for key in ("name", "language", "n", "before", "after", "p")}
    label = _words("rates", row["name"])
    return RateOut(
        **facts, label=label, language_label=_language(row["language"]), worse=row["worse_after"] is not None
    )


def _score(row: Row) -> ModelScoreOut:
    return ModelScoreOut(**row, part_label=_part(row["part"]), language_label=_language(row["language"]))


def _compared(row: Row) -> ComparedOut:
    named = {language: group_name(row["by"], row["group"], language) for language in ("zh", "en")}
    return ComparedOut(**row, part_label=_part(row["part"]), group_label=Words(zh=named["zh"], en=named["en"]))


def _count(row: Row) -> CountOut:
    intent = row["intent"]
    label = skills.label_of(intent) if intent in skills.intents() else Words(zh=intent, en=intent)
    return CountOut(**row, label=label, language_label=_language(row["language"]))


def _learned(row: Row) -> LearnedOut:
    facts = {key: row[key] for key in ("kind", "learned", "kept_back", "proposed_by", "approved_by", "approved_at")}
    target = row["target"] or next(iter(row["title"].values()), "")
    return LearnedOut(**facts, target=target, kind_label=Words(**texts.load("models")["card"]["kinds"][row["kind"]]))


def _language(name: str) -> Words:
    return _words("languages", name)


def _part(name: str) -> Words:
    return Words(**texts.load("models")["card"]["parts"][name])


def _words(group: str, name: str) -> Words:
    return Words(**texts.load("models")[group][name])
