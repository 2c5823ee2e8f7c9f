"""What is asked below a thing on the screen: in an article that nothing else leads to."""

import datetime

import numpy as np
import pytest
import yaml

from crm import content
from crm.knowledge import Article
from crm.retrieval import BELOW, Index

PLAIN, OF_BAGS = "bag_transfer", f"{BELOW}bag"


def article(key: str, asked: str) -> Article:
    words = {"zh": asked, "en": asked}
    follow_up = {"asked": {"zh": [asked], "en": [asked]}, "answer": words}
    return Article(
        key=key, titles=words, bodies={"zh": "正文。", "en": "A body."}, keywords={"zh": [], "en": []},
        follow_ups=[follow_up], valid_from=datetime.date(2026, 1, 1),
    )  # fmt: skip


@pytest.fixture
def index() -> Index:
    return Index((article(PLAIN, "do I collect it on the way"), article(OF_BAGS, "will it be kept for me")), "en")


def test_it_is_found_only_by_who_asks_for_it(index):
    like_it = np.array([[0.0, 0.1, 0.0, 9.0]] * 2)

    found = index.rank("will it be kept for me", like_it)

    assert found.best(within=OF_BAGS).passage.text == "will it be kept for me"
    assert found.best().passage.key == PLAIN
    assert [one.key for one in found.nearest(3)] == [PLAIN]


def test_every_kind_of_thing_has_one_with_ways_to_ask_in_both_languages():
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in content.files("knowledge", f"{BELOW}*.yml")]

    assert {one["key"].removeprefix(BELOW) for one in read} == {"bag", "booking", "case", "flight", "form", "right"}
    for one in read:
        assert one["intents"] == []
        assert all(len(part["asked"][language]) >= 4 for part in one["follow_ups"] for language in ("zh", "en"))
