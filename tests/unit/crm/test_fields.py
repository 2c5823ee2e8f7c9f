"""Fields of a form: what is taken, what is refused and with which sentence, whatever is sent."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import BadInput
from crm.fields import CHECKS, EARLIEST_ZONE, Field, FieldError, Option, as_typed, file_ids, is_empty

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WORDS = {"zh": "甲", "en": "A"}
OPTIONS = (Option("a", WORDS), Option("b", WORDS), Option("c", WORDS))
FILE = "0198c0de-0000-7000-8000-000000000001"
RECEIPT = {"what": "Shirt", "amount": "45.5", "currency": "gbp", "date": "2026-11-20", "file_id": FILE}

anything_typed = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def check(kind: str, value: Any, **more: Any) -> Any:
    field = Field("asked", kind, WORDS, options=OPTIONS, **more)
    return CHECKS[kind](value, field, NOON, EARLIEST_ZONE)


@pytest.mark.parametrize(
    ("kind", "typed", "clean"),
    [
        ("text", "  two \n words ", "two words"),
        ("textarea", " a\nb ", "a\nb"),
        ("name", "欧阳 修", "欧阳 修"),
        ("name", "O’Brien-Núñez", "O’Brien-Núñez"),
        ("email", " Li.Wei@Example.COM ", "Li.Wei@example.com"),
        ("tel", "138 0013 8000", "+8613800138000"),
        ("tel", "＋44 20 7946 0018", "+442079460018"),
        ("tel", "0044 20 7946 0018", "+442079460018"),
        ("date", "2026-11-22", "2026-11-22"),
        ("date", "2026-05-26", "2026-05-26"),
        ("choice", "b", "b"),
        ("choices", ["b", "a", "b"], ["b", "a"]),
        ("check", True, True),
        ("photos", [FILE, FILE.upper()], [FILE]),
        ("code", " １２3 456 ", "123456"),
        ("money_items", [RECEIPT], [{**RECEIPT, "amount": "45.50", "currency": "GBP"}]),
        *(
            ("money_items", [{**RECEIPT, "amount": typed}], [{**RECEIPT, "amount": clean, "currency": "GBP"}])
            for typed, clean in (
                ("45,5", "45.50"),
                ("12,50", "12.50"),
                ("1.234,50", "1234.50"),
                ("1 234,50", "1234.50"),
                ("1,234", "1234.00"),
                ("1,234.5", "1234.50"),
            )
        ),
    ],
)
def test_a_good_answer_is_tidied(kind, typed, clean):
    assert check(kind, typed) == clean


@pytest.mark.parametrize(
    ("kind", "typed", "reason"),
    [
        ("text", "x" * 201, "too_long"),
        ("text", ["no words"], "text"),
        ("textarea", "x" * 2001, "too_long"),
        ("name", "R2D2", "name"),
        ("name", "——", "name"),
        ("email", "li.wei@example", "email"),
        ("email", "a@b.com, c@d.com", "email"),
        ("email", "a..b@example.com", "email"),
        ("email", 'wei@exam"ple.com', "email"),
        ("email", "wei@exam|ple.com", "email"),
        ("tel", "12345", "tel"),
        # A number of London, and of Guangzhou; one of a British mobile.
        ("tel", "020 7946 0018", "tel"),
        ("tel", "07700 900123", "tel"),
        ("tel", "+1 999 999 9999", "tel"),
        ("date", "22/11/2026", "date"),
        ("date", "2026-02-30", "date"),
        ("date", "2026-11-25", "future_date"),
        ("date", "2026-05-20", "past_date"),
        ("choice", "d", "choice"),
        ("choices", ["a", "d"], "choice"),
        ("choices", "a", "choice"),
        ("check", "yes", "choice"),
        ("photos", ["not an id"], "file_gone"),
        ("photos", [FILE] * 11, "too_many"),
        ("code", "12345", "code"),
        ("money_items", [{**RECEIPT, "what": " "}], "money_what"),
        ("money_items", [{**RECEIPT, "amount": "NaN"}], "amount"),
        ("money_items", [{**RECEIPT, "amount": "0"}], "amount"),
        ("money_items", [{**RECEIPT, "amount": "1.005"}], "amount"),
        ("money_items", [{**RECEIPT, "currency": "£"}], "currency"),
        ("money_items", [{**RECEIPT, "date": ""}], "date"),
        ("money_items", [{**RECEIPT, "file_id": "x"}], "file_gone"),
    ],
)
def test_a_wrong_answer_is_refused_with_its_reason(kind, typed, reason):
    with pytest.raises(FieldError) as refused:
        check(kind, typed)

    assert refused.value.key == reason
    assert refused.value.sentence("zh") != refused.value.sentence("en")


def test_today_is_never_in_the_future_anywhere():
    # In Kiritimati it is already tomorrow; on Baker Island it is still yesterday.
    assert check("date", "2026-11-23")
    assert check("date", "2026-11-22", past_days=0)
    with pytest.raises(FieldError, match="future_date"):
        check("date", "2026-11-24")


def test_a_day_to_come_may_be_asked_for():
    assert check("date", "2026-12-20", past_days=0, future_days=30) == "2026-12-20"
    with pytest.raises(FieldError, match="far_date"):
        check("date", "2026-12-30", past_days=0, future_days=30)
    with pytest.raises(FieldError, match="date_passed"):
        check("date", "2026-11-20", past_days=0, future_days=30)


def test_the_most_that_a_field_says_it_takes_counts():
    assert check("text", "abc", max=3) == "abc"
    assert check("choices", ["a", "b"], max=2) == ["a", "b"]
    with pytest.raises(FieldError, match="too_long"):
        check("text", "abcd", max=3)
    with pytest.raises(FieldError, match="too_many"):
        check("choices", ["a", "b", "c"], max=2)


@given(kind=st.sampled_from(sorted(CHECKS)), typed=anything_typed)
def test_whatever_is_typed_is_taken_or_refused_with_a_sentence(kind, typed):
    try:
        kept = as_typed(typed)
    except BadInput:
        return
    try:
        clean = check(kind, kept) if not is_empty(kept) else None
    except FieldError as error:
        assert error.sentence("zh")
        assert error.sentence("en")
    else:
        assert clean is None or as_typed(clean) == clean


@given(st.text())
def test_what_is_kept_can_be_stored(typed):
    kept = as_typed(typed)

    assert "\x00" not in kept
    assert kept.encode().decode() == kept


@pytest.mark.parametrize("typed", ["x" * 8001, [["", [["too deep"]]]], ["x"] * 51, {str(n): n for n in range(51)}])
def test_what_no_page_could_have_sent_is_refused(typed):
    with pytest.raises(BadInput):
        as_typed(typed)


@pytest.mark.parametrize(
    ("kind", "value", "named"),
    [
        ("photos", [FILE], [FILE]),
        ("money_items", [RECEIPT, {**RECEIPT, "file_id": None}, "nonsense"], [FILE]),
        ("text", FILE, []),
        ("photos", None, []),
    ],
)
def test_files_named_in_an_answer_are_found(kind, value, named):
    assert file_ids(Field("asked", kind, WORDS), value) == named


def test_every_reason_has_a_sentence_that_can_be_filled():
    facts = {"max": 3, "days": 30}

    for key in ("required", "text", "too_long", "too_many", "name", "email", "tel", "future_date", "past_date"):
        assert "{" not in FieldError(key, **facts).sentence("zh") + FieldError(key, **facts).sentence("en")


def test_a_fact_may_be_said_in_both_languages():
    error = FieldError("too_long", max={"zh": "三", "en": "three"})

    assert "三" in error.sentence("zh")
    assert "three" in error.sentence("en")
