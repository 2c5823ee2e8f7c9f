"""A model is taken only where it is better at what was approved and worse at nothing; every other one is refused."""

import csv
import io

import pytest

from crm.proof import HELD_OUT, KEPT_BACK, LEARNED, Question, explained, prove, table

FILLER = "bag_status"


def exam(*parts: tuple[str, str, str, int, int, int, int]) -> tuple[list[Question], list[str], list[str]]:
    """(part, language, intent, both right, lost, gained, neither) as questions and what two models say to them."""
    questions, before, after = [], [], []
    for part, language, intent, *counts in parts:
        for (first, second), n in zip(((1, 1), (1, 0), (0, 1), (0, 0)), counts, strict=True):
            for number in range(n):
                questions.append(Question(part, language, intent, f"{language} {intent} {first}{second} {number}"))
                before.append(intent if first else FILLER)
                after.append(intent if second else FILLER)
    return questions, before, after


BETTER = (KEPT_BACK, "en", "bag_special", 0, 0, 5, 1)
STEADY = [(HELD_OUT, "en", "lounge", 480, 0, 1, 20), (HELD_OUT, "zh", "lounge", 480, 1, 1, 20)]


def reasons(*parts, stories=True) -> list[str]:
    return [one.reason for one in prove(*exam(*parts), stories=stories).objections]


def test_what_is_better_at_what_was_approved_and_worse_at_nothing_is_taken():
    assert reasons(BETTER, *STEADY) == []


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (STEADY, "nothing_to_prove_it"),
        ([(KEPT_BACK, "en", "bag_special", 3, 1, 1, 0), *STEADY], "not_better"),
        ([(KEPT_BACK, "en", "lounge", 3, 1, 0, 0), (LEARNED, "en", "lounge", 0, 0, 9, 0), *STEADY], "not_better"),
        ([(KEPT_BACK, "en", "bag_special", 0, 0, 2, 9), *STEADY], "not_understood"),
        ([BETTER, (HELD_OUT, "en", "lounge", 400, 20, 8, 20), (HELD_OUT, "zh", "lounge", 400, 20, 8, 20)], "worse"),
        ([BETTER, (HELD_OUT, "en", "lounge", 1990, 9, 0, 0), (HELD_OUT, "zh", "lounge", 1990, 9, 1, 0)], "worse"),
        ([BETTER, *STEADY, (HELD_OUT, "en", "loyalty", 10, 14, 0, 0)], "worse_in"),
        ([BETTER, (HELD_OUT, "en", "lounge", 460, 0, 30, 10), (HELD_OUT, "zh", "lounge", 460, 2, 0, 38)], "parity"),
    ],
)
def test_anything_else_is_refused_with_a_reason_in_words(parts, reason):
    found = prove(*exam(*parts), stories=True)

    assert reason in [one.reason for one in found.objections]
    assert not found.better
    assert all(explained(one, language) for one in found.objections for language in ("zh", "en"))


def test_a_test_conversation_that_goes_wrong_is_enough():
    assert reasons(BETTER, *STEADY, stories=False) == ["stories_fail"]


def test_what_was_learned_stands_in_where_nothing_was_kept_back():
    assert reasons((LEARNED, "en", "bag_special", 0, 0, 2, 0), *STEADY) == []
    assert (
        reasons((KEPT_BACK, "en", "bag_special", 1, 0, 0, 0), (LEARNED, "en", "bag_special", 0, 0, 2, 0), *STEADY) == []
    )
    assert "not_better" in reasons((LEARNED, "en", "bag_special", 0, 0, 0, 2), *STEADY)


def test_a_question_back_is_right_for_what_is_no_business_of_ours():
    question = Question(HELD_OUT, "en", "out_of_scope", "paint my house")

    assert [question.is_right(said) for said in ("out_of_scope", "nlu_fallback", "lounge")] == [True, True, False]


def test_the_table_is_by_language_and_by_skill_with_an_interval_and_an_exact_p():
    found = prove(*exam(BETTER, *STEADY), stories=True)

    rows = list(csv.DictReader(io.StringIO(table(found.lines))))
    by_group = {(row["part"], row["by"], row["group"]): row for row in rows}
    assert by_group["held_out", "language", "en"]["n"] == "501"
    assert by_group["kept_back", "all", "all"]["gained"] == "5"
    assert float(by_group["kept_back", "all", "all"]["p"]) == pytest.approx(0.0625)
    assert by_group["held_out", "skill", "lounge"]["lost"] == "1"
