"""Taxpayer numbers: their shape is insisted on, their check character only doubted."""

import pytest

from crm import tax_numbers


@pytest.mark.parametrize("number", ["9144030071526726XG", "91330100799655058B", "9111 0000 8016 5537 2Q"])
def test_a_unified_code_with_a_fitting_check_character_is_beyond_doubt(number):
    assert tax_numbers.read(number) is not None


@pytest.mark.parametrize(("number", "fits"), [("9144030071526726XG", True), ("9144030071526726XA", False)])
def test_the_check_character_tells_a_slip(number, fits):
    assert tax_numbers.checks_out(number) is fits


@pytest.mark.parametrize("number", ["91440300715267", "9144030071526726XG1", "ABCDEFGHJKLMNPQRTU", "税号没有"])
def test_what_has_another_shape_is_no_taxpayer_number(number):
    assert tax_numbers.read(number) is None


def test_a_number_from_before_the_unified_code_has_no_check_character():
    assert tax_numbers.read("440300715267269") == "440300715267269"
    assert tax_numbers.checks_out("440300715267269")
