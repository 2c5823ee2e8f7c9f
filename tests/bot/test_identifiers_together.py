"""What looks alike, stands side by side or is no identifier at all: exactly what is there is found."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

SENTENCES = yaml.safe_load((Path(__file__).parents[1] / "nlu" / "identifiers_together.yml").read_text(encoding="utf-8"))
ENOUGH = 120


def test_there_are_enough_of_them():
    assert len({sentence for sentence, _ in SENTENCES}) >= ENOUGH


@pytest.mark.parametrize(("sentence", "there"), SENTENCES)
def test_finds_what_is_there_and_nothing_else(find, sentence, there):
    found = Counter((one["entity"], one["value"]) for i in find(sentence) for one in i.as_entities(""))

    assert found == Counter((kind, value) for kind, values in there.items() for value in values)


@pytest.mark.parametrize(
    "text",
    ["0784123456 to 999999", "0784123456 到 2件", "0784123456 - 3 days", "0784123456/2 people", "0784123456到45"],
)
def test_takes_no_count_for_the_end_of_a_row_of_tags(find, text):
    assert [e["value"] for i in find(text) if i.entity == "bag_tag" for e in i.as_entities("")] == ["0784123456"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21.11.2026", "2026-11-21"),
        ("21/11/2026", "2026-11-21"),
        ("11/21/2026", "2026-11-21"),
        ("2026/11/21", "2026-11-21"),
    ],
)
def test_reads_a_day_before_its_year_where_it_can_be_only_one(find, text, day):
    assert [i.value for i in find(text) if i.entity == "date"] == [day]


def test_asks_rather_than_takes_the_third_of_april_for_the_fourth_of_march(find):
    assert [i for i in find("on 03/04/2026") if i.entity == "date"] == []
