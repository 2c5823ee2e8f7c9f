"""A case is told to whoever has its reference and what was given with it; nobody learns which of the two was wrong."""

from datetime import timedelta

import pytest

from airline.access.references import CaseReference, parse_case_reference
from airline.cases import case_lookup
from airline.errors import CaseNotProved, SecondFactorNeeded, TooManyAttempts
from crm import cases, content, forms, left_messages, privacy
from crm.errand_forms import handlers
from crm.fields import CHECKS
from crm.questions import definition, names
from tests.unit.airline.forms import NOW, open_form, talk


@pytest.fixture
def reference(session):
    """A complaint made in another conversation."""
    form = open_form(session, talk(session), "complaint")
    answers = {"happened": "My hat", "name": "Odette Quillfeather", "contact": "odette@example.org"}
    sent = forms.submit(session, form, answers, handler=handlers()["complaint"], checks=CHECKS, now=NOW)
    return CaseReference(sent.unwrap("en").result["reference"])


def look_up(session, reference, said, *, conversation=None, now=NOW):
    talked = conversation or talk(session)
    return case_lookup.find_case(session, conversation_id=talked.id, reference=reference, said=said, now=now)


@pytest.mark.parametrize(
    "said", ["Quillfeather", "quillfeather", "Odette Quillfeather", "ODETTE@example.org", "it's odette@example.org"]
)
def test_is_found_with_the_surname_or_the_address_given_then(session, reference, said):
    assert [one.reference for one in look_up(session, reference, said).found] == [reference.value]


@pytest.mark.parametrize("said", ["+44 20 7946 0018", "020 7946 0018", "+442079460018"])
def test_is_found_with_the_phone_number_however_it_is_written(session, said):
    form = open_form(session, talk(session), "complaint")
    answers = {"happened": "My hat", "name": "匿名", "contact": "+44 20 7946 0018"}
    sent = forms.submit(session, form, answers, handler=handlers()["complaint"], checks=CHECKS, now=NOW).unwrap("en")

    assert look_up(session, CaseReference(sent.result["reference"]), said).found


def test_what_is_wrong_and_what_is_unknown_get_the_same_answer(session, reference):
    wrong = look_up(session, reference, "Smith").error
    unknown = look_up(session, CaseReference("CP000000"), "Quillfeather").error
    elsewhere = look_up(session, reference, "smith@example.org").error

    assert type(wrong) is type(unknown) is type(elsewhere) is CaseNotProved
    assert str(wrong) == str(unknown) == str(elsewhere)


def test_wrong_tries_count_as_they_do_for_bookings(session, reference):
    guesser = talk(session)
    errors = [
        look_up(session, CaseReference(f"CP0000{n}0"), f"smith{n}@example.org", conversation=guesser).error
        for n in range(1, 7)
    ]

    assert isinstance(errors[-1], TooManyAttempts)
    assert isinstance(look_up(session, reference, "Quillfeather", conversation=guesser).error, TooManyAttempts)
    assert look_up(session, reference, "Quillfeather", conversation=guesser, now=NOW + timedelta(hours=1)).found


def test_a_case_that_is_guessed_at_is_closed_to_guesses(session, reference):
    for name in ("Smith", "Jones", "Wang", "Li", "Berg"):
        look_up(session, reference, name)

    assert isinstance(look_up(session, reference, "Quillfeather").error, SecondFactorNeeded)


@pytest.mark.parametrize(
    ("written", "read"),
    [("cp8q2m7a", "CP8Q2M7A"), (" CP 8Q2M7A", "CP8Q2M7A"), ("CPO1LQ2M", "CP011Q2M"), ("ＣＰ８Ｑ２Ｍ７Ａ", "CP8Q2M7A")],
)
def test_reads_a_reference_however_it_is_written(written, read):
    assert parse_case_reference(written) == CaseReference(read)


@pytest.mark.parametrize("written", ["LHRCA12345", "K7M2QX", "0784123456", "CPABCDEF", "Quillfeather", ""])
def test_reads_nothing_else_as_one(written):
    assert parse_case_reference(written) is None


def test_every_reference_that_is_given_out_is_read():
    prefixes = {definition(name).errand.prefix for name in names() if definition(name).errand}
    assert content.files("forms")
    for prefix in {*prefixes, "RQ", "CL", left_messages.PREFIX, privacy.PREFIX}:
        given = cases.new_reference(prefix)
        assert parse_case_reference(given) == CaseReference(given)
