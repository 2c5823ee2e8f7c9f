"""Emergencies: nearly all of them are recognised, in both languages, and hardly anything else is."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.aftermath import after_emergency
from bot.safety import KINDS, examples, found_by_rule, is_over

HELD_OUT = Path(__file__).parents[1] / "nlu"
# Lists of sentences that are neither emergencies nor ordinary messages of their own.
OTHER_FORMATS = (
    "acts.yml",
    "acts_blind.yml",
    "identifiers.yml",
    "identifiers_together.yml",
    "in_view_blind.yml",
    "languages.yml",
    "negation.yml",
    "ordinary.yml",
    "safety.yml",
)
# Of what is distressed some is an emergency.
MAY_BE_ONE = "distressed"


def rows(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((HELD_OUT / name).read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def recognise(agent: Agent) -> Callable[[list[str]], list[Any]]:
    """What the whole assistant makes of messages."""

    async def all_of(texts: list[str]) -> list[Any]:
        return [(await agent.parse_message(text)).get("emergency") for text in texts]

    return lambda texts: asyncio.run(all_of(texts))


@pytest.fixture(scope="module")
def judged(recognise) -> list[tuple[dict[str, Any], Any]]:
    held_out = rows("safety.yml")
    return list(zip(held_out, recognise([row["text"] for row in held_out]), strict=True))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_recognises_nearly_every_emergency(judged, language):
    told = [(row, found) for row, found in judged if row["kind"] != "none" and row["language"] == language]

    missed = [row["text"] for row, found in told if not found]

    assert 1 - len(missed) / len(told) >= 0.98, missed


def test_names_the_kind_in_nine_of_ten(judged):
    told = [(row["kind"], found["kind"]) for row, found in judged if row["kind"] != "none" and found]

    assert sum(truth == kind for truth, kind in told) / len(told) >= 0.9


@pytest.mark.parametrize("language", ["en", "zh"])
def test_takes_hardly_any_look_alike_for_an_emergency(judged, language):
    alike = [(row, found) for row, found in judged if row["kind"] == "none" and row["language"] == language]

    alarmed = [row["text"] for row, found in alike if found]

    assert len(alarmed) / len(alike) <= 0.03, alarmed


def test_is_not_alarmed_by_ordinary_messages(recognise):
    files = [path.name for path in sorted(HELD_OUT.glob("*.yml")) if path.name not in OTHER_FORMATS]
    texts = [row["text"] for name in files for row in rows(name) if row.get("tone") != MAY_BE_ONE]

    alarmed = [text for text, found in zip(texts, recognise(texts), strict=True) if found]

    assert len(alarmed) / len(texts) <= 0.01, alarmed


def test_says_by_what_it_was_recognised(recognise):
    by_rule, by_likeness = recognise(["help, my husband has chest pain", "the baby is floppy and blue please"])

    assert by_rule["by"] == {"words": "chest pain"}
    assert by_likeness["by"].get("words") or by_likeness["by"]["like"]


def test_holds_out_enough_in_both_languages():
    held_out = rows("safety.yml")
    count = {(row["kind"], row["language"]) for row in held_out}

    assert len(held_out) >= 240
    assert count == {(kind, language) for kind in (*KINDS, "none") for language in ("en", "zh")}
    assert set(examples()) == {*KINDS, "none"}


@pytest.mark.parametrize(
    "text", ["this delay is killing me", "my phone died", "笑死我了", "气死我了", "炸鸡能带吗", "can I bring a lighter"]
)
def test_no_rule_is_sure_of_an_idiom_or_a_question(text):
    found = found_by_rule(text)

    assert found is None or not found.sure


@pytest.mark.parametrize("text", ["please help", "HELP!!", "救命啊", "sos"])
def test_a_cry_is_an_emergency_when_it_is_all_that_is_said(text):
    assert found_by_rule(text).sure


@pytest.mark.parametrize(
    "text", ["left my glasses on board! please help", "my code does not work. help", "我的码不对。求救"]
)
def test_a_cry_beside_an_ordinary_matter_is_good_manners(text):
    found = found_by_rule(text)

    assert found is None or not found.sure


def test_a_child_that_flies_alone_or_must_sit_near_is_no_lost_child(recognise):
    asked = [
        "our twins are six and sit ten rows behind us, that cannot be",
        "may a boy of nine fly to his father by himself",
        "who takes my granny through security, she is on her own",
        "我家娃六岁，座位离我们十排，没人管怎么行",
        "九岁男孩能独自坐飞机去找爸爸吗",
        "外婆一个人走，谁带她过安检",
    ]

    assert recognise(asked) == [None] * len(asked)


def test_a_doubtful_alarm_is_not_held_on_to():
    doubtful = {**MEDICAL, "certainty": 0.6}

    ((_, parse),) = after_emergency(tracker_after(("she cannot sit alone", doubtful)), [(None, parsed("row 12"))])

    assert parse["intent"]["name"] == "complaint"


def tracker_after(*said: tuple[str, Any]) -> DialogueStateTracker:
    tracker = DialogueStateTracker.from_dict("someone", [], [])
    for text, emergency in said:
        tracker.events.append(UserUttered(text, parse_data={"text": text, "emergency": emergency}))
    return tracker


MEDICAL = {"kind": "medical", "certainty": 0.95, "by": {"words": "collapsed"}}


def parsed(text: str, intent: str = "complaint", confidence: float = 0.9) -> dict[str, Any]:
    return {"text": text, "intent": {"name": intent, "confidence": confidence}, "emergency": None}


@pytest.mark.parametrize("text", ["gate 23", "hurry", "快点", "在T3", "nobody cares anyway"])
def test_what_follows_an_emergency_is_still_about_it(text):
    ((_, parse),) = after_emergency(tracker_after(("he collapsed", MEDICAL)), [(None, parsed(text))])

    assert parse["intent"]["name"] == "emergency"
    assert parse["emergency"]["kind"] == "medical"
    assert parse["emergency"]["again"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [("thanks", "thank"), ("where is my bag?", "bag_status")],
)
def test_an_emergency_ends_when_it_is_called_off_or_something_else_is_asked(text, intent):
    ((_, parse),) = after_emergency(tracker_after(("he collapsed", MEDICAL)), [(None, parsed(text, intent))])

    assert parse["intent"]["name"] == intent


@pytest.mark.parametrize("text", ["寻着了！在书店呢", "she's breathing normally again", "the medics have got him now"])
def test_an_emergency_ends_when_somebody_is_found_better_or_in_good_hands(text):
    ((_, parse),) = after_emergency(tracker_after(("he collapsed", MEDICAL)), [(None, parsed(text))])

    assert parse["intent"]["name"] != "emergency"


def test_a_flight_that_is_asked_about_by_its_number_is_something_else():
    asked = {**parsed("is CA981 still on time?", "flight_status", 0.4), "entities": [{"entity": "flight_number"}]}
    ((_, parse),) = after_emergency(tracker_after(("he collapsed", MEDICAL)), [(None, asked)])

    assert parse["intent"]["name"] == "flight_status"


@pytest.mark.parametrize(
    "text", ["should I lift him up?", "do we give her water", "要不要给他喝点糖水", "能扶他坐起来吗"]
)
def test_what_to_do_for_whoever_is_in_danger_is_still_about_it(text):
    sure = parsed(text, "bag_restricted", 0.95)
    ((_, parse),) = after_emergency(tracker_after(("he collapsed", MEDICAL)), [(None, sure)])

    assert parse["intent"]["name"] == "emergency"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("looked away for one second and my toddler is gone", "lost_person"),
        ("my mum has dementia, I went to pay and she's vanished", "lost_person"),
        ("我妈记性不好，我一转身她人就不见了", "lost_person"),
        ("两岁的娃，我扭头买个水的功夫回来人没了", "lost_person"),
        ("her blood pressure is a bit high, she takes pills for it", None),
        ("血糖偏高，平时一直吃药控制", None),
        ("我爸的箱子一转身就没了", None),
    ],
)
def test_who_is_gone_all_at_once_is_lost_and_who_takes_pills_is_not_in_danger(text, kind):
    found = found_by_rule(text)

    assert (found.kind if found and found.sure else None) == kind


@pytest.mark.parametrize(
    "text",
    [
        "found her!! oh thank god",
        "找到了找到了！！",
        "ok told the crew. police are here now",
        "救护车来了，好多了",
        "没事了",
        "the fire is out",
        "已经熄了",
        "不冒烟了，吓死了",
    ],
)
def test_hears_that_it_is_over_or_in_good_hands(text):
    ((_, parse),) = after_emergency(tracker_after(("he collapsed", MEDICAL)), [(None, parsed(text, "nlu_fallback"))])

    assert parse["intent"]["name"] == "alarm_off"
    assert {"entity": "relief", "value": "yes"} in parse["entities"]


@pytest.mark.parametrize(
    "text", ["told the staff but nobody came", "叫了保安没人理", "i called security, they don't help"]
)
def test_help_that_does_not_come_is_no_relief(text):
    ((_, parse),) = after_emergency(tracker_after(("he collapsed", MEDICAL)), [(None, parsed(text, "nlu_fallback"))])

    assert parse["intent"]["name"] == "emergency"


def test_what_is_heard_as_an_emergency_stands_whatever_else_it_says():
    cry = {**parsed("police here, he is bleeding", "emergency", 1.0), "emergency": MEDICAL}

    ((_, parse),) = after_emergency(
        tracker_after(("is that a bomb, haha", {**MEDICAL, "certainty": 0.3})), [(None, cry)]
    )

    assert parse["intent"]["name"] == "emergency"


def test_somebody_who_hesitates_is_told_again_what_to_do():
    said = [(None, parsed("i don't want to get him in trouble", "wish_denied", 1.0))]

    ((_, parse),) = after_emergency(tracker_after(("he collapsed", MEDICAL)), said)

    assert parse["intent"]["name"] == "emergency"


def test_an_emergency_does_not_last_for_ever():
    calm = [(f"message {number}", None) for number in range(4)]

    ((_, parse),) = after_emergency(tracker_after(("he collapsed", MEDICAL), *calm), [(None, parsed("gate 23"))])

    assert parse["intent"]["name"] == "complaint"


@pytest.mark.parametrize(
    "text",
    ["there was a burning smell on yesterday's plane", "昨晚飞机上冒烟，已经扑灭了", "the crew put the fire out"],
)
def test_smoke_that_is_over_is_an_incident_and_no_alarm(text):
    assert is_over(text)


@pytest.mark.parametrize(
    "text",
    ["the fire they put out is burning again now, still smoke", "昨晚就冒烟，现在还在冒烟", "smoke in the cabin"],
)
def test_smoke_that_goes_on_is_not_over(text):
    assert not is_over(text)


LOST = {"kind": "lost_person", "certainty": 0.95, "by": {"words": "儿子呢"}}


def test_an_alarm_that_is_denied_is_taken_back_and_the_question_answered():
    said = [(None, parsed("我问座位", "seat"))]

    taken = after_emergency(tracker_after(("那我儿子呢", LOST)), said, "孩子没丢，我问座位")

    assert [parse["intent"]["name"] for _, parse in taken] == ["alarm_off", "seat"]


def test_a_medical_alarm_is_not_taken_back_on_one_word():
    said = [(None, parsed("nobody is hurt", "nlu_fallback", 0.1))]

    ((_, parse),) = after_emergency(tracker_after(("he collapsed", MEDICAL)), said, "nobody is hurt")

    assert parse["intent"]["name"] == "emergency"
