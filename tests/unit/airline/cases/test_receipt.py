"""The receipt: one page whose text a machine can read again, and on which nothing that was typed is markup."""

import pypdfium2
import pytest

from airline.cases import receipt
from tests.unit.airline.forms import put_bag, report, talk


def read(pdf):
    """(number of pages, their text without line breaks)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
        return len(document), " ".join(" ".join(pages).split())
    finally:
        document.close()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Receipt", "Blue · Hard suitcase · Rimowa", "a violin bow", "12 December 2026", "Montreal Convention",
                "it does not decide liability", "Reported", "Lantern Air"]),
        ("zh", ["回执", "蓝色 · 硬壳箱 · Rimowa", "2026年12月12日", "蒙特利尔公约", "不认定责任",
                "已登记", "灯笼航空"]),
    ],
)  # fmt: skip
def test_says_what_was_reported_on_one_page(session, language, expected):
    case = report(session, talk(session, language))

    pages, text = read(receipt.render(case, language))

    assert pages == 1
    # Between digits and Chinese characters the page has a narrow gap, which reads as a blank.
    for words in [case.reference, "CZ673", "0784123456", *expected]:
        assert words.replace(" ", "") in text.replace(" ", "")


@pytest.mark.parametrize(
    "typed",
    ['#panic("no")', "$x^2$ *bold* _it_ `raw`", "= Heading", '"quoted" \\ back', "<label> @ref [x](y)", "<b>&amp;"],
)
def test_shows_what_was_typed_as_it_was_typed(session, typed):
    case = report(session, talk(session), marks=typed)

    _, text = read(receipt.render(case, "en"))

    assert typed in text


def test_a_long_list_still_fits_the_page(session):
    long = "两件衬衫、一双鞋、充电器、书；" * 60

    case = report(
        session, talk(session, "zh"), contents=long[:990], marks=long[:490], tags=[f"078412345{n}" for n in range(10)]
    )

    assert read(receipt.render(case, "zh"))[0] == 1


def test_counts_the_photos(session):
    case = report(session, talk(session))
    case.details = [*case.details, {"label": {"zh": "照片", "en": "Photos"}, "value": {"zh": "3张", "en": "3"}}]

    assert "Photos 3" in read(receipt.render(case, "en"))[1]


def test_keeps_the_teams_own_remarks_off_the_page(session):
    put_bag(session)
    case = report(session, talk(session))

    assert "Matched with baggage data" in str(case.details)
    assert "Matched" not in read(receipt.render(case, "en"))[1]
