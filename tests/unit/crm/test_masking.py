"""Numbers of cards and papers are hidden; what the service needs is never taken for one."""

import itertools
import random
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crm.identity_numbers import HIDDEN
from crm.masking import masked

NLU = Path(__file__).parents[2] / "nlu"
BLANK = re.compile(r"\{(?P<kind>[dn]):(?P<low>\d+)(?:-(?P<high>\d+))?\}")
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


def resident(region: str, born: date, order: str) -> str:
    """A number with its check character, by ISO 7064 in its own words: the whole must be 1 modulo 11."""
    number = f"{region}{born:%Y%m%d}{order}"
    remainder = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(number))
    return number + "0123456789X"[(1 - remainder) % 11]


RESIDENTS = st.builds(
    resident,
    st.sampled_from(["110105", "310104", "440301", "654325", "810000", "830000"]),
    st.dates(date(1900, 1, 1), date(2026, 12, 31)),
    digits(3),
)
SENTENCES = st.sampled_from(["{}", "my id is {}, thanks", "我的身份证号{}", "身份证：{}，姓名王丽", "ID{} ok"])


@given(RESIDENTS, SENTENCES, st.sampled_from([(), (6, 14), (6, 10, 14)]), st.sampled_from([" ", "-"]))
def test_no_identity_number_is_left_however_it_is_grouped(number, sentence, cuts, gap):
    edges = [0, *cuts, 18]
    written = gap.join(number[start:end] for start, end in itertools.pairwise(edges))

    assert masked(sentence.format(written)) == (sentence.format(HIDDEN), ("identity",))


@given(RESIDENTS, st.integers(1, 9))
def test_a_number_with_another_check_character_is_none(number, off):
    wrong = number[:17] + "0123456789X"[("0123456789X".index(number[17]) + off) % 11]

    assert "identity" not in masked(wrong).kinds


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("１１０１０５１９４９１２３１００２Ｘ", HIDDEN),
        ("passport E12345678", f"passport {HIDDEN}"),
        ("My passport number is 533380006.", f"My passport number is {HIDDEN}."),
        ("passport no.: C01X00T47", f"passport no.: {HIDDEN}"),
        ("护照号码是EA1234567，谢谢", f"护照号码是{HIDDEN}，谢谢"),
        ("護照：K12345678", f"護照：{HIDDEN}"),
        ("E12345678是我的护照号", f"{HIDDEN}是我的护照号"),
        ("12AB34567 is my passport", f"{HIDDEN} is my passport"),
        (
            "sorry, pasted my passport in the wrong box: G12345678",
            f"sorry, pasted my passport in the wrong box: {HIDDEN}",
        ),
        ("护照不小心贴上来了，EB7654321", f"护照不小心贴上来了，{HIDDEN}"),
    ],
)
def test_a_number_that_is_called_a_passports_is_hidden(text, kept):
    assert masked(text).text == kept


@pytest.mark.parametrize(
    "text",
    [
        "my passport and bag 0784123456",
        "护照丢了，航班CA1234",
        "护照放在行李0784123456里了",
        "my passport was in the bag CA123456",
        "passport K7M2QX",
        "passport PD-7K3M9QRT",
        "护照13800138000",
        "税号110105194912310021",
    ],
)
def test_what_stands_near_the_word_passport_is_not_one(text):
    assert masked(text) == (text, ())


def unified_code(body: str) -> str:
    """A taxpayer's number as GB 32100 has it, with its check character."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(signs.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + signs[-total % 31]


NEEDED = st.one_of(
    digits(10),
    st.builds("{} {}".format, digits(4), digits(6)),
    st.builds("{} {}".format, digits(10), digits(10)),
    st.builds("{}{}".format, st.sampled_from(["CA", "MU", "BA", "U2"]), digits(6)),
    st.builds("{}{}".format, st.sampled_from(["CA", "MU", "BA", "U2"]), digits(4)),
    st.text(LETTERS + "23456789", min_size=6, max_size=6),
    st.builds(
        "{}-{}".format, st.sampled_from(["PD", "BR", "CL"]), st.text(LETTERS + "23456789", min_size=6, max_size=8)
    ),
    st.builds("1{}".format, digits(10)),
    st.builds("+86 1{} {} {}".format, digits(2), digits(4), digits(4)),
    st.builds("+44 20 {} {}".format, digits(4), digits(4)),
    st.builds("{} {} {}".format, digits(3), digits(3), digits(4)),
    st.builds("010-{}".format, digits(8)),
    st.builds("{}-{}".format, st.sampled_from(["999", "784", "781", "479", "220", "607"]), digits(10)),
    st.builds("{}{}".format, st.sampled_from(["999", "784", "781", "479", "220", "607"]), digits(10)),
    st.builds("91{}".format, digits(15)).map(unified_code),
    st.builds("{}{}".format, st.sampled_from(["DE", "FR", "PL", "NL", "IE"]), digits(11)),
    st.datetimes().map("{:%Y-%m-%d %H:%M}".format),
    st.dates(date(2000, 1, 1)).map("{:%Y%m%d}".format),
)
AROUND = st.sampled_from(
    ["{}", "tag {}", "my bag {} please", "行李牌{}", "票号{}", "电话{}，谢谢", "ref {}?", "订单{}"]
)


@given(NEEDED, AROUND)
def test_tags_flights_references_phones_tickets_and_tax_numbers_are_never_hidden(needed, around):
    assert masked(around.format(needed)) == (around.format(needed), ())


@given(digits(10), st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(0, 900))
def test_neither_are_several_of_them_in_one_message(tag, day, later):
    text = f"tags {tag} and {int(tag) + 1:010}, CA1234 on {day:%Y%m%d}, back {day + timedelta(later):%Y%m%d}"

    assert masked(text) == (text, ())


def heard() -> list[str]:
    """Every sentence of customers in tests/nlu, blanks filled in many ways, the same at every run."""
    dice = random.Random(7812)

    def fill(match: re.Match[str]) -> str:
        if match["kind"] == "d":
            return "".join(dice.choice("0123456789") for _ in range(int(match["low"])))
        return str(dice.randint(int(match["low"]), int(match["high"])))

    def words(found: object) -> list[str]:
        if isinstance(found, str):
            return [found]
        return [one for each in (found.values() if isinstance(found, dict) else found or ()) for one in words(each)]

    files = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(NLU.glob("*.yml"))}
    identifiers = files.pop("identifiers.yml").values()
    spelled = [
        sentence.replace("{}", str(written))
        for kind in identifiers
        for sentence in kind["sentences"]
        for written, _ in kind["spellings"]
    ]
    ordinary = [BLANK.sub(fill, one) for one in files.pop("ordinary.yml") for _ in range(200)]
    return spelled + ordinary + [one for each in files.values() if isinstance(each, dict | list) for one in words(each)]


def test_no_sentence_that_customers_say_is_changed_unless_it_names_such_a_number():
    said = [str(one) for one in heard()]

    named = re.compile("身份证|护照|银行卡|passport|card")
    assert len(said) > 5000
    assert [one for one in said if masked(one).kinds and not named.search(one)] == []
    assert any(masked(one).kinds for one in said)
