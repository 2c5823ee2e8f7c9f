"""What reports call things, in both languages."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.desk.catalogue import catalogue
from crm import counters, questionnaires, texts
from crm.agents import Agent
from crm.insights.counting import Group, GroupBy
from crm.insights.periods import Period
from crm.insights.plans import Plan
from crm.questionnaires import ChoiceQuestion, MatrixQuestion, ScaleQuestion, WeightsQuestion
from crm.site import Words

Said = Mapping[str, Words]


def called(part: str) -> Said:
    """A part of the file of names."""
    return {name: Words(**words) for name, words in texts.load("insights")[part].items()}


def word(name: str) -> Words:
    """A word of the file that stands alone."""
    return Words(**texts.load("insights")[name])


def plain(name: str) -> Words:
    """Something that no file names: as it is written there."""
    return Words(zh=name, en=name)


def questionnaire(plan: Plan) -> Words:
    return questionnaires.get(plan.name).name


def figure(plan: Plan, name: str) -> Words:
    """A figure; a coefficient names its feature too."""
    feature, _, kind = name.rpartition(".")
    if plan.formula == "kano" and feature:
        of, said = part(plan, feature), called("figures")[kind]
        return Words(zh=said.zh.format(feature=of.zh), en=said.en.format(feature=of.en))
    figures = called("figures")
    if plan.formula == "gaps" and f"{name}_gap" in figures:
        return figures[f"{name}_gap"]
    # The mean of a questionnaire that has a name of its own, such as CES.
    return figures.get(plan.name, figures["score"]) if name == "score" else figures.get(name) or part(plan, name)


def part(plan: Plan, name: str) -> Words:
    """A dimension or a feature, as the questionnaire calls it."""
    return _named_in(plan, name) or called("dimensions").get(name) or plain(name)


def item(plan: Plan, key: str) -> Words:
    """A question, or a line of one."""
    asked = questionnaires.get(plan.name)
    name, _, line = key.partition(".")
    question = asked.questions[name]
    if line and isinstance(question, MatrixQuestion | WeightsQuestion):
        return Words(**question.lines[line].model_dump(include={"zh", "en"}))
    return question.text


def groups(session: Session, period: Period, group_by: GroupBy | None, found: Sequence[Group]) -> dict[Group, Words]:
    """The name of every group."""
    if group_by == "week":
        return {number: plain(day.isoformat()) for number, (day, _, _) in enumerate(period.weeks())}
    if group_by == "agent":
        query = select(Agent.id, Agent.name).where(Agent.id.in_([one for one in found if one]))
        known: dict[Group, Words] = {agent_id: plain(name) for agent_id, name in session.execute(query)}
    elif group_by == "counter":
        known = {one.id: Words(**one.name) for one in counters.listed(session)}
    else:
        known = {name: words for name, words in _catalogued(group_by).items()}  # noqa: C416 (keys of a wider type)
    nothing = called("nothing")[group_by] if group_by else word("everything")
    return {one: known.get(one) or _unknown(one, nothing) for one in found}


def section(plan: Plan, key: str) -> Words | None:
    """The question that a line belongs to."""
    name, _, line = key.partition(".")
    return questionnaires.get(plan.name).questions[name].text if line else None


def answer(plan: Plan, key: str, value: int) -> Words | None:
    """What an answer stands for, where it is a choice or a step with a name."""
    question = questionnaires.get(plan.name).questions[key.partition(".")[0]]
    if isinstance(question, ChoiceQuestion):
        return list(question.options.values())[value - 1] if 0 < value <= len(question.options) else None
    return question.labels.get(value) if isinstance(question, ScaleQuestion | MatrixQuestion) else None


def outcome(plan: Plan) -> Words:
    """What the drivers move."""
    assert plan.outcome is not None
    if plan.outcome.questionnaire == plan.name:
        return item(plan, plan.outcome.item)
    return questionnaires.get(plan.outcome.questionnaire).name


def _named_in(plan: Plan, name: str) -> Words | None:
    """The name of a dimension or a feature, if a question is called by it."""
    asked = questionnaires.get(plan.name)
    if plan.formula == "kano" and name in asked.questions:
        words = asked.questions[name].text
        # "Pictures in the chat: how would you feel?" is named by what comes first.
        return Words(zh=words.zh.partition("：")[0], en=words.en.partition(":")[0])
    for question in asked.questions.values():
        if isinstance(question, WeightsQuestion) and name in question.lines:
            words = question.lines[name]
            return Words(zh=words.zh.partition("：")[0], en=words.en.partition(":")[0])
    return None


def _unknown(group: Group, nothing: Words) -> Words:
    """What is in no list any more, such as a skill of last year."""
    return nothing if group is None else plain(str(group) if not isinstance(group, uuid.UUID) else "–")


def _catalogued(group_by: GroupBy | None) -> Said:
    names = catalogue()
    match group_by:
        case "stage":
            return {one.name: one.label for one in names.stages}
        case "channel":
            return {**{one.name: one.label for one in names.channels}, **called("ways")}
        case "skill":
            return {one.name: one.topic for one in names.skills}
        case "language":
            return {name: Words(**words) for name, words in texts.load("insights")["languages"].items()}
        case _:
            return {}
