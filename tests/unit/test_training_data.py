"""Training sentences: enough of them, in both languages, without padding, and nothing of what we test with."""

import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml

from crm import content

ROOT = Path(__file__).parent.parent.parent
HAN = re.compile(r"[\u4e00-\u9fff]")
ENOUGH = 40
TOO_ALIKE = 0.7
# What was learned at the desk stands in files of its own, which nobody writes.
NLU = {path.stem: path for path in sorted((ROOT / "data").glob("*/nlu/*.yml")) if path.parts[-3] != "learned"}
INTENTS = sorted(NLU)
# What we test with is for the site that ships; what another one is taught has its own (tests/verticals/).
TESTED = sorted(path.stem for path in content.files("nlu"))


def examples(intent: str) -> list[str]:
    (block,) = yaml.safe_load(NLU[intent].read_text(encoding="utf-8"))["nlu"]
    assert block["intent"] == intent
    return [line.removeprefix("- ").strip() for line in block["examples"].splitlines() if line.strip()]


def held_out() -> list[dict[str, str]]:
    files = sorted((ROOT / "tests" / "nlu").glob("heldout_*.yml"))
    return [row for path in files for row in yaml.safe_load(path.read_text(encoding="utf-8"))]


def trigrams(text: str) -> frozenset[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())
    padded = f"##{plain}##"
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2)) if plain else frozenset({text})


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def leaks(trained: list[str], tested: list[dict[str, str]]) -> list[str]:
    """What we test with that is nearly the same as something that is trained on."""
    grams = [trigrams(text) for text in trained]
    holders: dict[str, set[int]] = defaultdict(set)
    for index, mine in enumerate(grams):
        for gram in mine:
            holders[gram].add(index)
    found = []
    for text in [row["text"] for row in tested]:
        theirs = trigrams(text)
        shared = Counter(index for gram in theirs for index in holders.get(gram, ()))
        if any(likeness(theirs, grams[index]) > TOO_ALIKE for index in shared):
            found.append(text)
    return found


@pytest.mark.parametrize("intent", INTENTS)
def test_an_intent_has_enough_examples_in_each_language(intent):
    lines = examples(intent)

    assert sum(not HAN.search(line) for line in lines) >= ENOUGH
    assert sum(bool(HAN.search(line)) for line in lines) >= ENOUGH


@pytest.mark.parametrize("intent", INTENTS)
def test_no_two_examples_of_an_intent_are_nearly_the_same(intent):
    grams = [(line, trigrams(line)) for line in examples(intent)]

    alike = [
        (one, other)
        for index, (one, mine) in enumerate(grams)
        for other, theirs in grams[index + 1 :]
        if likeness(mine, theirs) > TOO_ALIKE
    ]
    assert alike == []


def test_no_example_teaches_two_intents():
    owners = Counter(line for intent in INTENTS for line in set(examples(intent)))

    assert [line for line, count in owners.items() if count > 1] == []


def test_nothing_that_we_test_with_is_trained_on():
    assert leaks([line for intent in INTENTS for line in examples(intent)], held_out()) == []


def test_the_held_out_set_covers_every_intent_in_both_languages():
    covered = {(row["intent"], row["language"]) for row in held_out()}

    assert covered >= {(intent, language) for intent in TESTED for language in ("en", "zh", "mixed")}


def tone_examples() -> list[str]:
    files = sorted((ROOT / "data").glob("*/tone/*.yml"))
    return [
        text for path in files for texts in yaml.safe_load(path.read_text(encoding="utf-8")).values() for text in texts
    ]


def test_no_two_examples_of_tone_are_nearly_the_same():
    grams = [(text, trigrams(text)) for text in tone_examples()]

    alike = [
        (one, other)
        for index, (one, mine) in enumerate(grams)
        for other, theirs in grams[index + 1 :]
        if likeness(mine, theirs) > TOO_ALIKE
    ]
    assert alike == []


def test_no_tone_that_we_test_with_is_trained_on():
    tested = yaml.safe_load((ROOT / "tests" / "nlu" / "tone.yml").read_text(encoding="utf-8")) + held_out()

    assert leaks(tone_examples(), tested) == []


def test_no_emergency_that_we_test_with_is_trained_on():
    files = [path for path in sorted((ROOT / "data").glob("*/safety/*.yml")) if path.stem != "numbers"]
    told = [yaml.safe_load(path.read_text(encoding="utf-8"))["examples"].values() for path in files]
    trained = [text for by_language in told for texts in by_language for text in texts]
    tested = yaml.safe_load((ROOT / "tests" / "nlu" / "safety.yml").read_text(encoding="utf-8"))

    assert leaks(trained, tested) == []
