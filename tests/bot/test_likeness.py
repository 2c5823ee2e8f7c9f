"""The articles that the assistant was given: which passage a question is like, and whether it is about one of them."""

import asyncio

import pytest

from bot.likeness import Article, Corpora

POWER_BANK = Article(
    "power_bank",
    ["power bank", "充电宝"],
    [
        ["Power banks travel in the cabin only, never in checked bags."],
        ["Up to two, with our approval.", "how many can I bring", "is two ok"],
        ["Put it into the tray.", "do I take it out at security"],
    ],
)
ALLOWANCE = Article(
    "allowance",
    ["allowance", "suitcase"],
    [["In Economy 2 checked bags of 23 kg each are free."], ["158 cm for the three sides.", "how large may it be"]],
)
PET = Article("pet", ["cat", "dog", "wheelchair + dog"], [["Cats and dogs travel in the hold.", "can she sit with me"]])


@pytest.fixture(scope="module")
def known():
    corpora = Corpora(None)
    asyncio.run(corpora.take("first", "en", [POWER_BANK, ALLOWANCE, PET]))
    return corpora


def test_a_passage_is_as_like_as_the_sentence_of_it_that_is_most_like(known):
    for likeness in known.alike("first", "do i have to take it out at security?"):
        assert len(likeness) == 6
        assert max(likeness) == likeness[2]


def test_a_question_is_nearest_to_the_article_that_answers_it(known):
    near = known.nearness("en", "power_bank", "and how many can i bring")

    assert near.leads > 0 and not near.names_another
    assert known.nearness("en", "allowance", "can my cat sit with me").leads < 0


def test_an_article_is_named_by_a_word_of_its_own_and_not_by_a_part_of_one(known):
    assert known.nearness("en", "power_bank", "and my dogs?").names_another
    assert not known.nearness("en", "power_bank", "in what category").names_another
    assert not known.nearness("en", "power_bank", "one power bank or two").names_another


def test_nothing_is_near_to_what_was_not_given(known):
    assert known.nearness("zh", "power_bank", "能带几个") is None
    assert known.nearness("en", "lounge", "can I come in") is None


def test_the_newest_articles_of_a_language_are_the_ones_that_count():
    corpora = Corpora(None)
    asyncio.run(corpora.take("old", "en", [PET]))
    asyncio.run(corpora.take("new", "en", [ALLOWANCE]))

    assert corpora.nearness("en", "pet", "can she sit with me") is None
    assert corpora.nearness("en", "allowance", "how large").leads == float("inf")
