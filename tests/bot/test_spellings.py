"""Identifiers in every spelling that customers use, and none where there is none."""

import random
import re
from datetime import date
from pathlib import Path

import yaml

from bot.places import places

NLU = Path(__file__).parents[1] / "nlu"
TODAY = date(2026, 11, 21)
SPELLINGS, ORDINARY = 500, 2000
# The share of spellings that must come out exactly.
EXACT = 0.99
BLANK = re.compile(r"\{(?P<kind>[dn]):(?P<low>\d+)(?:-(?P<high>\d+))?\}")


def spelled() -> list[tuple[str, str, str]]:
    """(sentence, entity, value): each spelling in the sentences of its kind."""
    kinds = yaml.safe_load((NLU / "identifiers.yml").read_text(encoding="utf-8"))
    return [
        (sentence.format(written), entity, value)
        for entity, kind in kinds.items()
        for sentence in kind["sentences"]
        for written, value in kind["spellings"]
    ]


def ordinary() -> list[str]:
    """Sentences with numbers that are no tags, the same at every run."""
    dice = random.Random(1745)

    def fill(match: re.Match[str]) -> str:
        if match["kind"] == "d":
            return "".join(dice.choice("0123456789") for _ in range(int(match["low"])))
        return str(dice.randint(int(match["low"]), int(match["high"])))

    templates = yaml.safe_load((NLU / "ordinary.yml").read_text(encoding="utf-8"))
    return [BLANK.sub(fill, templates[index % len(templates)]) for index in range(ORDINARY)]


def test_reads_the_spellings_of_customers(finder):
    rows = spelled()

    wrong = [
        f"{sentence!r}: {value} expected, {found}"
        for sentence, entity, value in rows
        if (found := [(i.entity, i.value) for i in finder.find(sentence, TODAY)]) != [(entity, value)]
    ]

    assert len(rows) >= SPELLINGS
    assert len(wrong) <= (1 - EXACT) * len(rows), "\n".join(wrong)


def test_takes_no_ordinary_number_for_a_bag_tag(finder):
    false = [
        f"{sentence!r}: {i.value}"
        for sentence in ordinary()
        for i in finder.find(sentence, TODAY)
        if i.entity == "bag_tag"
    ]

    assert not false, "\n".join(false)


def test_names_no_place_in_ordinary_sentences():
    assert [sentence for sentence in ordinary() if places(sentence)] == []
