"""The tone of a message: heard where it is there, in both languages, and not where it is not."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent

from bot.tone import examples, signs

HELD_OUT = Path(__file__).parents[1] / "nlu"
# What customers say of ordinary things, and these few say it in anger or in need: hearing that is right.
HEATED = {
    "Being spoken to like that is intolerable, who takes formal complaints",
    "report your employee for foul language",
    "they mocked my accent, I demand action",
    "这种态度必须投诉",
    "告你们,等着收律师函",
    "投诉了为什么没有回音",
    "他推搡我，我要举报",
    "给个说法，不然我去民航局",
    "你们柜台的人当着后面排队的一群人学我说话的口音，还笑，我活了五十年没受过这种气，给我记一个正式投诉",
    "我要投诉check-in的lady,so rude",
    "they lost my bags again, unbelievable!",
    "拖着只有三个轮的箱子走回家，气死我了",
    "it's been 40 days since you promised to pay back the fare",
    "Who's paying me for fourteen hours lost",
    "全机人被丢在候机厅，请派人来安排",
    "has my mum's wheelie case cleared screening, she's worried sick at the gate",
    "包里被翻得一团糟，结婚戒指找不着了",
    "They scrapped our evening flight and I have nowhere to spend the night",
    "You people have handed me back a suitcase with a hole you could put a fist through",
    "箱子没到，我妈的降压药都在里面，她那个血压一天不吃都不行，我半夜打车跑了三个药店才配齐，花了六百多，你们给出吗",
    "半夜被滞留在机场，老人小孩都在地上坐着，接下来有没有人管我们",
    "First it was the broken seat in February, then the rudeness at Easter, now your steward has laughed at my "
    "husband's stammer. I am putting this in writing and I expect an answer from management",
    "投诉！值机那个女的当众骂我",
    "你们地服推了我爸一把，这事儿我要正式反映上去，给个书面答复",
    "空服員態度極差，我要提出正式客訴",
    "椅背坏了一路没人理，十个钟头啊，投诉走什么流程",
    "别跟我说抱歉，我要告到你们领导那儿，给我立案",
    "This is going round in circles, is there anyone with a pulse I can speak to?",
    "Honestly I'm just so lonely tonight, nobody texts me back",
}


def rows(pattern: str) -> list[dict[str, Any]]:
    files = sorted(HELD_OUT.glob(pattern))
    return [row for path in files for row in yaml.safe_load(path.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def hear(agent: Agent) -> Callable[[list[dict[str, Any]]], list[str]]:
    """The tones of messages, as the whole assistant hears them."""

    async def tones(messages: list[dict[str, Any]]) -> list[str]:
        return [(await agent.parse_message(row["text"]))["tone"] for row in messages]

    return lambda messages: asyncio.run(tones(messages))


@pytest.fixture(scope="module")
def heard(hear) -> list[tuple[str, str, str]]:
    """(tone, what was heard, language) of each held-out message."""
    messages = rows("tone.yml")
    return [(row["tone"], tone, row["language"]) for row, tone in zip(messages, hear(messages), strict=True)]


def recall(heard: list[tuple[str, str, str]], tone: str, language: str = "") -> float:
    found = [got == tone for truth, got, written in heard if truth == tone and language in ("", written)]
    return sum(found) / len(found)


@pytest.mark.parametrize(("tone", "precision", "found"), [("angry", 0.95, 0.64), ("distressed", 0.95, 0.75)])
def test_hears_most_of_anger_and_distress_and_is_nearly_always_right(heard, tone, precision, found):
    right = [truth == tone for truth, got, _ in heard if got == tone]

    assert sum(right) / len(right) >= precision
    assert recall(heard, tone) >= found


@pytest.mark.parametrize("tone", ["angry", "distressed", "calm"])
def test_hears_both_languages_about_equally_well(heard, tone):
    assert abs(recall(heard, tone, "zh") - recall(heard, tone, "en")) <= 0.12


def test_takes_a_problem_told_quietly_and_joy_for_calm(heard):
    assert recall(heard, "calm") >= 0.95


def test_finds_hardly_any_heat_in_ordinary_messages(hear):
    messages = [row for row in rows("heldout_*.yml") if row["text"] not in HEATED]

    heated = [tone for tone in hear(messages) if tone != "calm"]

    assert len(heated) / len(messages) <= 0.02


@pytest.mark.parametrize("text", ["OK", "你好", "请问几点值机", "Is LX 188 on time?", "謝謝"])
def test_sees_no_signs_in_a_quiet_message(text):
    assert not signs(text).any()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        *[("你们太过分了", 0), ("你們太過分了", 0), ("This is RIDICULOUS", 0)],
        *[("救命", 1), ("I am stranded", 1)],
        *[("再说一遍！", 2), ("啊？？", 3), ("GIVE ME my BAG", 4), ("noooo", 5)],
    ],
)
def test_sees_each_sign(text, place):
    assert signs(text)[place] > 0


def test_finds_strong_words_only_where_they_stand_alone():
    assert not signs("May I take my shampoo to Hellevoetsluis, and sunscreen to Sierra Leone").any()


def test_has_enough_examples_of_each_tone_in_both_languages():
    counts = {
        (path.stem, language): len(texts)
        for path in (HELD_OUT.parents[1] / "data").glob("*/tone/*.yml")
        for language, texts in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    }

    assert len(counts) == 6
    assert min(counts.values()) >= 220
    assert set(examples()) == {"angry", "calm", "distressed"}
