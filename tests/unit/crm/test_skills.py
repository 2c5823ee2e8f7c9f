"""One list of skills: whatever the assistant's data names is in it, and whatever it names is in the data."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.forms import service
from crm import case_kinds, content, skills, survey_recovery
from crm.site import CORE, SiteInvalid, Words, folder, site, site_file

WORKFLOWS = {name: kind.workflow for name, kind in case_kinds.kinds().items()}

ROOT = Path(__file__).parents[3]
DATA = ROOT / "data"
HAN = re.compile(r"[\u4e00-\u9fff]")
# Set by Rasa itself; and what the gateway does without the assistant.
OF_RASA, OF_THE_GATEWAY = {"nlu_fallback"}, {"leave_queue"}


def on(pattern: str) -> list[Path]:
    """The files of the core and of the verticals that are on, by a pattern of their folder and name."""
    places = [place for name in content.verticals() if (place := folder(name, beside=site_file()))]
    return [path for place in places for path in sorted(place.glob(pattern))]


def read(pattern: str) -> Iterator[tuple[Path, Any]]:
    for path in on(pattern):
        yield path, yaml.safe_load(path.read_text(encoding="utf-8"))


def domain(part: str) -> dict[str, Any]:
    """Everything of one kind in all domain files, by name."""
    found: dict[str, Any] = {}
    for path in (ROOT / "domain.yml", *on("domain.yml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8")).get(part) or {}
        found |= (
            said
            if isinstance(said, dict)
            else dict.fromkeys(one if isinstance(one, str) else next(iter(one)) for one in said)
        )
    return found


def rules() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for _, said in read("rules/*.yml"):
        yield from ((rule["rule"], [*rule.get("condition", ()), *rule["steps"]]) for rule in said["rules"])


def same(named: Iterable[str], listed: Iterable[str], *, where: str) -> None:
    """The same names on both sides, or an error that says which are not."""
    named, listed = set(named), set(listed)
    assert not named - listed, f"{where} names what no skill does: {', '.join(sorted(named - listed))}"
    assert not listed - named, f"the skills name what {where} does not: {', '.join(sorted(listed - named))}"


def intents_where(**marks: object) -> set[str]:
    return {
        name
        for name, intent in skills.intents().items()
        if all(getattr(intent, mark) == value for mark, value in marks.items())
    }


def test_a_name_that_is_missing_on_either_side_is_said():
    with pytest.raises(AssertionError, match="the domain names what no skill does: parking"):
        same(["parking", "seat"], ["seat"], where="the domain")
    with pytest.raises(AssertionError, match="the skills name what the domain does not: parking"):
        same(["seat"], ["parking", "seat"], where="the domain")


def test_intents_of_the_domain():
    same(domain("intents").keys() | OF_RASA, skills.intents(), where="the domain")


def test_intents_that_are_taught():
    same((path.stem for path, _ in read("nlu/*.yml")), intents_where(button_only=False, by_rule=False), where="nlu")


def test_an_intent_belongs_to_one_skill_and_a_slot_to_one():
    for part in ("intents", "slots"):
        named = [name for skill in skills.skills().values() for name in getattr(skill, part)]
        assert sorted({name for name in named if named.count(name) > 1}) == []


def test_rules_lead_where_the_skills_say():
    begun = {
        steps[0]["intent"]: steps[1]["action"] for _, steps in rules() if "intent" in steps[0] and "action" in steps[1]
    }

    same(begun, skills.intents(), where="a rule")
    said = {name: intent.starts for name, intent in skills.intents().items()}
    assert {name: action for name, action in begun.items() if said[name] != action} == {}


def test_what_follows_a_form():
    ends = {
        (steps[0]["active_loop"], steps[-1]["action"])
        for _, steps in rules()
        if steps[0].get("active_loop") and "action" in steps[-1]
    }

    same(
        (f"{form} → {action}" for form, action in ends),
        (f"{intent.starts} → {intent.then}" for intent in skills.intents().values() if intent.then),
        where="a rule",
    )


def test_forms_of_the_domain_and_what_they_ask():
    forms = domain("forms")

    same(forms, {intent.asks_in for intent in skills.intents().values() if intent.asks_in}, where="the domain")
    for skill in skills.skills().values():
        for name, intent in skill.intents.items():
            if intent.asks_in:
                assert list(skill.asks) == forms[intent.asks_in]["required_slots"], f"{skill.name}: {name}"


def test_actions_of_the_domain():
    actions = {name for name in domain("actions") if not name.startswith(("action_ask_", "validate_"))}
    started = {action for intent in skills.intents().values() for action in (intent.starts, intent.then) if action}

    same(actions, {name for name in started if name.startswith("action_")}, where="the domain")
    validated = {name.removeprefix("validate_") for name in domain("actions") if name.startswith("validate_")}
    same(validated, domain("forms"), where="the domain")


def test_every_slot_that_is_asked_has_help_and_a_question():
    responses = {name for _, said in read("responses/*.yml") for name in said["responses"]}
    asked = {name for skill in skills.skills().values() for name in skill.asks}
    in_forms = {(form, slot) for form, said in domain("forms").items() for slot in said["required_slots"]}

    same(asked, skills.slots(), where="asks")
    for form, slot in in_forms:
        questions = {f"utter_ask_{slot}", f"action_ask_{slot}", f"action_ask_{form}_{slot}"}
        assert questions & (responses | domain("actions").keys()), f"nothing asks for {slot}"
    put = {name for name in domain("actions") if name.startswith("action_ask_")}
    assert sorted(name for name in put if not name.endswith(tuple(skills.slots()))) == []
    entities = domain("entities").keys()
    assert sorted({one for slot in skills.slots().values() for one in slot.entities} - entities) == []
    assert sorted({one for intent in skills.intents().values() for one in intent.alone} - entities - {"route"}) == []


def test_responses_that_skills_start_with_are_there():
    responses = {name for _, said in read("responses/*.yml") for name in said["responses"]}
    uttered = {intent.starts for intent in skills.intents().values() if intent.starts.startswith("utter_")}

    assert sorted(uttered - responses) == []


def test_buttons_lead_to_skills():
    pressed = {
        name: path.name
        for path in on("*/*.yml")
        for name in re.findall(r"payload: *['\"]/([a-z_]+)", path.read_text(encoding="utf-8"))
        if name not in OF_THE_GATEWAY
    }

    unknown = {name: where for name, where in pressed.items() if name not in skills.intents()}
    assert unknown == {}


def test_articles_answer_intents_of_skills():
    answered = {intent for _, article in read("knowledge/*.yml") for intent in article["intents"]}

    assert sorted(answered - skills.intents().keys()) == []
    assert sorted(intents_where(starts="action_answer_article") - answered) == []


def test_kinds_of_cases():
    # Nobody asks for that one: a low score in a survey opens it.
    opened = {skill.case for skill in skills.skills().values() if skill.case} | {survey_recovery.KIND}

    same(WORKFLOWS, opened, where="a workflow")
    same(case_kinds.kinds(), opened, where="cases/")


def test_forms_to_fill_in():
    opened = {intent.opens for intent in skills.intents().values() if intent.opens}

    same((path.stem for path in content.files("forms")), opened, where="forms/")
    same(service.handlers(), opened, where="a handler")


@pytest.mark.parametrize("name", sorted(skills.intents()))
def test_every_intent_has_a_label_in_both_languages(name):
    label = skills.label_of(name)

    assert HAN.search(label.zh) and not HAN.search(label.en)
    assert label.en != name.replace("_", " ")


@pytest.mark.parametrize("name", sorted(skills.skills()))
def test_every_skill_is_called_something_in_both_languages(name):
    skill = skills.skills()[name]
    said: list[Words] = [skill.topic, *(slot.what for slot in skill.slots.values())]
    said += [slot.where for slot in skill.slots.values()] + ([skill.title] if skill.title else [])

    for words in said:
        assert HAN.search(words.zh) and not HAN.search(words.en)
    assert (DATA / skill.vertical / "skills" / f"{name}.yml").is_file()
    assert skill.vertical in (CORE, *site().verticals)
    assert skill.title is None or name in skill.intents, "a button needs an intent of the skill's own name"
    assert set(skill.sounds_like) <= skills.intents().keys()


def test_what_a_conversation_is_about_is_a_skill():
    assert skills.topic_of("request_rebook") == "rebook"
    assert skills.topic_of("bag_status") == "bag_status"
    for silent in ("greet", "human", "inform", "nlu_fallback", "follow_bag", "look_up_booking", "never heard of"):
        assert skills.topic_of(silent) is None


def test_a_skill_that_is_off_is_not_offered(monkeypatch):
    quiet = site().model_copy(update={"skills_off": frozenset({"flight_status"})})
    monkeypatch.setattr(skills, "site", lambda: quiet)

    assert "flight_status" not in skills.titles()
    assert skills.suggested() == ["bag_status"]


def test_a_skill_that_is_off_must_exist(monkeypatch):
    wrong = site().model_copy(update={"skills_off": frozenset({"parking"})})
    monkeypatch.setattr(skills, "site", lambda: wrong)
    skills.skills.cache_clear()

    with pytest.raises(SiteInvalid, match="skills_off names what is no skill: parking"):
        skills.skills()


def test_a_skills_file_with_a_mistake_is_named(tmp_path, monkeypatch):
    path = tmp_path / "parking.yml"
    path.write_text(
        'topic: {zh: "休息室"}\nintents: {parking: {starts: action_parking, colour: red}}\n', encoding="utf-8"
    )
    monkeypatch.setattr(content, "files", lambda kind, pattern="*.yml": [path])
    skills.skills.cache_clear()

    with pytest.raises(SiteInvalid) as refused:
        skills.skills()

    assert "parking.yml" in str(refused.value)
    assert "topic.en: Field required" in str(refused.value)
    assert "intents.parking.colour: Extra inputs are not permitted" in str(refused.value)


@pytest.fixture(autouse=True)
def _read_anew():
    yield
    skills.skills.cache_clear()


SOURCES = [*(ROOT / "bot").glob("*.py"), *(ROOT / "bot" / "dialogue").glob("*.py"), *(ROOT / "actions").glob("*.py")]
# What a message does is named beside intents there, and is no intent.
OF_ACTS = {"_HEATED_ACTS"}


def sets_of_names(path: Path) -> Iterator[tuple[str, set[str]]]:
    """(name, strings) of each frozenset that a module gives a name."""
    for line in ast.parse(path.read_text(encoding="utf-8")).body:
        if (
            isinstance(line, ast.Assign)
            and isinstance(line.value, ast.Call)
            and ast.unparse(line.value.func) == "frozenset"
        ):
            said = {one.value for one in ast.walk(line.value) if isinstance(one, ast.Constant)}
            yield ast.unparse(line.targets[0]), {one for one in said if isinstance(one, str)}


def test_an_intent_that_code_names_in_a_list_is_one_of_a_skill():
    """A list that is mostly intents has no other name in it: one that was renamed or misspelt is found."""
    intents = {*skills.intents(), "nlu_fallback"}
    lists = [(path.name, name, said) for path in SOURCES for name, said in sets_of_names(path) if name not in OF_ACTS]
    of_intents = [(*one, said - intents) for *one, said in lists if said and 2 * len(said & intents) >= len(said)]

    assert len(of_intents) > 20
    assert [one for one in of_intents if one[-1]] == []
