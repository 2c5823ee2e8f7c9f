"""The whole cycle: not understood, labelled by two, learned, proven better, served; a poisoned batch is not; and back.

The models here are small and real: each takes a message for the intent of the training sentence that it is most like,
and learns from the very files that the assistant learns from. What the assistant itself does is in tests/bot.
"""

import hashlib
import random
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy.sparse import csr_matrix

from api import proving
from crm import learned, lessons
from crm.proof import Question
from crm.store import reading
from tests.edge.test_learned import teach
from tests.edge.test_reviews import ana, ben

__all__ = ["ana", "ben", "teach"]
ROOT = Path(__file__).parents[2]
SAID = [
    f"may my old theremin come into the cabin {when}"
    for when in ("today", "tonight", "tomorrow", "on friday", "in may", "next week", "at noon", "then", "soon")
]


@cache
def by_hand() -> list[tuple[str, str]]:
    """(sentence, intent) of the files that people write."""
    return [row for path in sorted(ROOT.glob("data/*/nlu/*.yml")) for row in taught(path)]


def taught(path: Path) -> list[tuple[str, str]]:
    blocks = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    return [(line[2:].strip(), block["intent"]) for block in blocks for line in block["examples"].splitlines()]


def vectors(texts: Sequence[str]) -> csr_matrix:
    """Unit vectors of character trigrams, hashed."""
    values, columns, rows = [], [], []
    for row, text in enumerate(texts):
        padded = f"  {text.lower()}  "
        grams = Counter(padded[at : at + 3] for at in range(len(padded) - 2))
        length = sum(n * n for n in grams.values()) ** 0.5
        for gram, n in grams.items():
            values.append(n / length)
            columns.append(int.from_bytes(hashlib.blake2b(gram.encode(), digest_size=3).digest(), "big"))
            rows.append(row)
    return csr_matrix((values, (rows, columns)), shape=(len(texts), 2**24))


class Nearest:
    """A workshop whose models are nearest neighbours; `served` are those that the assistant was given."""

    def __init__(self, *, passes: bool = True) -> None:
        self.served: list[str] = []
        self.passes = passes

    def name(self, folder: Path | None) -> str:
        files = sorted(folder.rglob("*.yml")) if folder and folder.is_dir() else []
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
        return f"serviceloop-{digest[:16]}.tar.gz"

    def ask(self, folder: Path | None, questions: Sequence[Question]) -> list[str]:
        sentences = list(by_hand())
        if folder:
            sentences += [row for path in sorted((folder / "nlu").glob("*.yml")) for row in taught(path)]
        alike = vectors([one.text for one in questions]) @ vectors([text for text, _ in sentences]).T
        return [sentences[place][1] for place in np.asarray(alike.argmax(axis=1)).ravel()]

    def passes_stories(self, folder: Path | None) -> bool:
        return self.passes

    def serve(self, name: str) -> bool:
        self.served.append(name)
        return True


def export() -> None:
    with reading() as session:
        learned.write(learned.files(lessons.collect(session)), learned.FOLDER)


def card_of(name: str) -> str:
    return (proving.PROOFS / name.removesuffix(".tar.gz") / "card.md").read_text()


def poison(sentences: int) -> None:
    """A candidate whose labels were shuffled."""
    drawn = random.Random(7).sample(by_hand(), sentences)
    labels = [intent for _, intent in drawn[37:] + drawn[:37]]
    rows = [
        {"intent": intent, "language": "en", "text": f"{text} please"}
        for (text, _), intent in zip(drawn, labels, strict=True)
    ]
    kept = [row for place, row in enumerate(rows) if place % 5]
    blocks = [{"intent": row["intent"], "examples": f"- {row['text']}\n"} for row in kept]
    files = {
        "nlu/poison.yml": yaml.safe_dump({"nlu": blocks}, allow_unicode=True),
        "reviewed.yml": yaml.safe_dump(rows[::5], allow_unicode=True),
        "decisions.json": "[]",
    }
    learned.write(files, learned.FOLDER)


def test_what_was_not_understood_is_learned_proven_served_and_can_be_taken_back(teach, capsys):
    workshop = Nearest()
    teach(*SAID)
    export()

    assert proving.prove(workshop) == proving.DONE

    [name] = workshop.served
    assert (proving.IN_USE / "nlu" / "bag_special.yml").is_file()
    card = card_of(name)
    assert "Better: taken." in card
    assert "| intent | bag_special |" in card
    assert "| Ana | Tom |" in card
    assert "| held out | Chinese |" in card
    assert "| held out | English |" in capsys.readouterr().out
    assert proving.prove(workshop) == proving.NOTHING_NEW

    assert proving.roll_back(workshop) == proving.DONE
    assert not (proving.IN_USE / "nlu").exists()
    assert workshop.served[-1] == workshop.name(None)
    assert proving.roll_back(workshop) == proving.DONE
    assert workshop.served[-1] == name
    assert (proving.IN_USE / "nlu" / "bag_special.yml").is_file()


@pytest.mark.parametrize("sentences", [4000, 40])
def test_a_poisoned_batch_is_refused_and_the_model_in_use_goes_on(teach, sentences):
    workshop = Nearest()
    teach(*SAID)
    export()
    proving.prove(workshop)
    served, in_use = list(workshop.served), (proving.IN_USE / "decisions.json").read_text()

    poison(sentences)
    assert proving.prove(workshop) == proving.REFUSED

    assert (workshop.served, (proving.IN_USE / "decisions.json").read_text()) == (served, in_use)
    card = card_of(workshop.name(learned.FOLDER))
    assert "its labels may contradict each other" in card
    assert ("understood worse by more than chance" in card) is (sentences == 4000)


def test_a_candidate_that_fails_a_test_conversation_is_refused(teach):
    workshop = Nearest(passes=False)
    teach(*SAID)
    export()

    assert proving.prove(workshop) == proving.REFUSED
    assert workshop.served == []
    assert not proving.IN_USE.exists()


def test_a_model_that_was_trained_by_hand_gets_a_card_once(store, capsys):
    workshop = Nearest()

    assert proving.describe(workshop) == proving.DONE

    card = card_of(workshop.name(None))
    assert "Trained by hand." in card
    assert "| held out | Chinese |" in card
    assert "| bag_special | Chinese |" in card
    assert "Learned from" not in card
    assert proving.describe(workshop) == proving.NOTHING_NEW
    assert "has a card" in capsys.readouterr().out


def test_there_is_nothing_to_go_back_to_at_first(environment):
    assert proving.roll_back(Nearest()) == proving.NOTHING_NEW


def test_no_message_that_is_learned_is_among_those_it_is_tested_with(teach):
    row = next(
        row
        for path in sorted((ROOT / "tests/nlu").glob("heldout_*.yml"))
        for row in yaml.safe_load(path.read_text())
        if row["intent"] == "bag_special" and row["language"] == "en" and not re.search(r"\d|[A-Z].*[A-Z]", row["text"])
    )
    teach(row["text"])
    export()

    held_out = [one.text for one in proving.exam(learned.FOLDER) if one.part == "held_out"]

    assert len(held_out) > 1000
    assert row["text"] not in held_out


@pytest.mark.parametrize("present", [True, False])
def test_a_disk_that_fills_loses_neither_what_is_in_use_nor_the_way_back(teach, monkeypatch, present):
    teach(*SAID)
    export()
    if present:
        proving.install(learned.FOLDER)

    def full(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(proving.shutil, "copytree", full)
    with pytest.raises(OSError, match="No space"):
        proving.install(learned.FOLDER)

    assert proving.IN_USE.is_dir() is present
