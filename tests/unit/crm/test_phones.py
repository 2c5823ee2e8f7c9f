"""Telephone numbers: taken as they were meant, asked for again where that is not certain, never changed."""

import phonenumbers
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from crm import phones
from crm.fields import FieldError
from crm.phones import PhoneUnclear

KINDS = [PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE]
countries = st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS))
kinds = st.sampled_from(KINDS)


def example(country, kind):
    number = phonenumbers.example_number_for_type(country, kind)
    assume(number is not None)
    return number


def e164(number):
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def reads(typed, country):
    """The number kept; None where the customer is asked."""
    try:
        return phones.read(typed, country=country)
    except PhoneUnclear:
        return None


@given(countries, kinds, st.none() | countries)
def test_a_number_with_its_countrys_code_is_that_number_wherever_it_is_typed(country, kind, place):
    number = example(country, kind)
    international = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)

    assert phones.read(international, country=place) == e164(number)
    assert phones.read(e164(number), country=place) == e164(number)


@given(countries, kinds)
def test_a_number_as_written_at_home_is_a_number_of_that_country(country, kind):
    number = example(country, kind)
    national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)

    assert phones.read(national, country=country) == e164(number)


@given(countries, kinds, countries)
def test_a_number_dialled_as_from_abroad_is_that_number_or_asked_for(country, kind, place):
    number = example(country, kind)
    digits = e164(number).removeprefix("+")

    assert reads(f"00{digits}", None) == e164(number)
    assert reads(f"00{digits}", place) in (e164(number), None)
    assert reads(f"011 {digits}", "US") == e164(number)


@given(countries, kinds, st.none() | countries)
def test_no_digit_is_ever_lost_or_changed(country, kind, place):
    number = example(country, kind)
    national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)

    kept = reads(national, place)

    # What precedes the area code changes with where one dials from; the subscriber's digits never do. A trunk zero is
    # none of them.
    if kept is not None:
        assert kept.endswith(str(number.national_number)[-7:])


# Tables are read at the first number: no deadline.
@settings(deadline=None)
@given(st.text(max_size=60), st.none() | countries)
def test_whatever_is_typed_is_a_number_or_a_sentence_in_both_languages(typed, country):
    try:
        kept = phones.read(typed, country=country)
    except PhoneUnclear as unclear:
        error = FieldError(unclear.key, **unclear.facts)
        assert error.sentence("zh") != error.sentence("en")
    else:
        assert phones.read(kept) == kept


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("020 7946 0018", "GB", "+442079460018"),
        ("07700 900123", "GB", "+447700900123"),
        ("7700 900123", "GB", "+447700900123"),
        ("020 7946 0018", "CN", "+862079460018"),
        ("010-12345678", "CN", "+861012345678"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("1 212 555 0123", "CA", "+12125550123"),
        ("011 44 20 7946 0018", None, "+442079460018"),
        ("011 44 20 7946 0018", "GB", "+442079460018"),
        ("011 4345 6789", "AR", "+541143456789"),
        ("＋44 (0)20 7946 0018", None, "+442079460018"),
        ("13800138000", None, "+8613800138000"),
        ("138-0013-8000", "GB", "+8613800138000"),
        ("13800138000", "DE", "+8613800138000"),
        ("86 138 0013 8000", "GB", "+8613800138000"),
        ("020 7946 0018 ext. 12", "GB", "+442079460018;ext=12"),
        ("010-12345678转805", "CN", "+861012345678;ext=805"),
    ],
)
def test_a_number_takes_its_country_from_what_was_typed_else_from_where(typed, country, kept):
    assert phones.read(typed, country=country) == kept


@pytest.mark.parametrize(
    ("typed", "country", "reason"),
    [
        ("020 7946 0018", None, "tel"),
        ("07700 900123", None, "tel"),
        ("+44 20 7946", "GB", "tel"),
        ("0044 20 7946", "GB", "tel"),
        ("+1 999 999 9999", None, "tel"),
        ("020 7946 0018 / 020 7946 0019", "GB", "tel_not_here"),
        ("12345", "GB", "tel_not_here"),
        ("1-800-FLOWERS", "US", "tel"),
        ("same as last time", None, "tel"),
        ("9" * 8000, None, "tel"),
        # A mobile of Zhejiang, or a number of California.
        ("15105551234", "US", "tel_several"),
        ("1-510-555-1234", None, "tel_several"),
    ],
)
def test_a_number_that_is_not_certain_is_asked_for(typed, country, reason):
    with pytest.raises(PhoneUnclear) as refused:
        phones.read(typed, country=country)

    assert refused.value.key == reason
    error = FieldError(refused.value.key, **refused.value.facts)
    assert error.sentence("zh") != error.sentence("en")


@pytest.mark.parametrize(
    ("kept", "en", "zh"),
    [
        ("+442079460018", "+44 20 7946 0018 (United Kingdom)", "+44 20 7946 0018（英国）"),
        ("+447700900123", "+44 7700 900123 (United Kingdom)", "+44 7700 900123（英国）"),
        ("+8613800138000", "+86 138 0013 8000 (China)", "+86 138 0013 8000（中国）"),
        ("+14165550123", "+1 416-555-0123 (Canada)", "+1 416-555-0123（加拿大）"),
        # Toll-free numbers belong to all of North America.
        ("+18005550123", "+1 800-555-0123", "+1 800-555-0123"),
        ("+442079460018;ext=12", "+44 20 7946 0018 ext. 12 (United Kingdom)", "+44 20 7946 0018转12（英国）"),
        ("none", "none", "none"),
    ],
)
def test_a_kept_number_is_read_with_its_country(kept, en, zh):
    assert phones.shown(kept) == {"en": en, "zh": zh}
