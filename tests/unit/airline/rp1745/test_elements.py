"""Every element of the standard, field by field in its order, and back to the same line."""

import pytest

from airline.access.issuers import by_number
from airline.rp1745 import ParseError, parse, render
from airline.rp1745.details import (
    DETAILS,
    Acknowledgement,
    AirlineData,
    CheckIn,
    ExceptionType,
    FrequentTraveller,
    GroundTransport,
    Group,
    Handling,
    Loading,
    LoadSequence,
    Locator,
    MessagePrinter,
    Passenger,
    Reconciliation,
    Screening,
    TagPrinter,
    UniqueIdentifier,
    Weight,
)
from airline.rp1745.elements import Flight, Irregularity, Processing, TagRange, Version
from airline.rp1745.message import CONTROLS, PARTITIONED, TYPES
from airline.rp1745.values import ClockTime, DayMonth
from tests.unit.airline import samples

APRIL = DayMonth(18, 4)
ELEMENTS = {
    ".V/1TJFK/PART2/123ABC4567/A/E": Version("1", "T", "JFK", 2, "123ABC4567", "A", "E"),
    ".A/BA2190164/BSM DEL/NAK/UNKNOWN FLIGHT": Acknowledgement("BA2190164", "BSM DEL", "NAK", "UNKNOWN FLIGHT"),
    ".K/PRT01": MessagePrinter("PRT01"),
    ".J/S/BGFUSION/CI621/18APR/1059L/LB9/LB8": Processing(
        "S", "BGFUSION", "CI621", APRIL, ClockTime(10, 59, None, local=True), "LB9", "LB8"
    ),
    ".J/R///18APR/105210Z/TIAT2": Processing("R", "", "", APRIL, ClockTime(10, 52, 10, local=False), "TIAT2"),
    ".F/SK4416/18APR/TOS/C": Flight("SK4416", APRIL, "TOS", "C"),
    ".I/AZ318/18APR/FCO/J": Flight("AZ318", APRIL, "FCO", "J", letter="I"),
    ".O/DL671/18APR/ATL/C": Flight("DL671", APRIL, "ATL", "C", letter="O"),
    ".U/AKE25219OZ/42/X/Y/ICN/S/KE901/18APR/CDG": Loading(
        "AKE25219OZ", "42", "X", "Y", "ICN", "S", "KE901", "18APR", "CDG"
    ),
    ".N/0117814872003": TagRange("0117814872", 3),
    ".B/UNS/0695463055001": Irregularity("UNS", "0695463055", 1),
    ".D/A01/DESK 7/18APR/1030L/BELT/T7": CheckIn("A01", "DESK 7", "18APR", "1030L", "BELT", "T7"),
    ".Q/005": LoadSequence("005"),
    ".S/Y/25K/C/158/159/P/N/A": Reconciliation("Y", "25K", "C", "158", "159", "P", "N", "A"),
    ".H/T4/GREEN/K150": Handling("T4", "GREEN", "K150"),
    ".W/K/2/20/5/CM/70/45/30/22": Weight("K", "2", "20", "5", "CM", "70", "45", "30", "22"),
    ".P/2LU/CHINMEIMS/ANNMS": Passenger("2LU", "CHINMEIMS", extra=("ANNMS",)),
    ".G/18APR1400/18APR1800/1 HIGH STREET": GroundTransport("18APR1400", "18APR1800", "1 HIGH STREET"),
    ".Y/SK123456789/GOLD": FrequentTraveller("SK123456789", "GOLD"),
    ".C/SUN TOURS": Group("SUN TOURS"),
    ".L/BBVBEU": Locator("BBVBEU"),
    ".T/321A4C": TagPrinter("321A4C"),
    ".E/RUSH": ExceptionType("RUSH"),
    ".R/DIVERTEDOK": AirlineData("DIVERTEDOK"),
    ".X/SEL/CLR/D/ETD/HBS302/HBSLEVEL1": Screening("SEL", "CLR", "D", "ETD", "HBS302", "HBSLEVEL1"),
    ".M/4220168055/X/E200341201324FC0A003760E18454254/LINK": UniqueIdentifier(
        "4220168055", "X", "E200341201324FC0A003760E18454254", "LINK"
    ),
}


def around(line: str) -> str:
    """A whole message with this line in it, of a type that may come in parts."""
    if line[1] == "V":
        return f"BPM\n{line}\n.N/0117814872001\nENDPART2"
    return f"BPM\n.V/1LOSL\n.N/0117814872001\n{line}\nENDBPM"


@pytest.mark.parametrize(("line", "element"), ELEMENTS.items(), ids=lambda value: str(value)[:4])
def test_reads_and_writes_every_element_field_by_field(line, element):
    message = parse(around(line))

    assert element in message.elements
    assert line in render(message).split("\n")


def test_no_element_is_left_out_here():
    assert {line[1] for line in ELEMENTS} == set("VAKJFIOUNBDQSHWPGYCLTERXM")
    assert {type(element) for element in ELEMENTS.values()} >= set(DETAILS)


def test_every_element_may_be_empty_but_those_that_make_an_event():
    for line in ELEMENTS:
        if line[1] in "VFION" or line[1] == "B":
            with pytest.raises(ParseError):
                parse(around(line[:3]))
        else:
            assert parse(around(line[:3])).elements[-1].letter == line[1]


@pytest.mark.parametrize("kind", TYPES)
def test_only_four_types_may_come_in_parts(kind):
    text = f"{kind}\n.V/1LIST/PART1\n.N/0220415965{'' if kind == 'BRQ' else '001'}\nENDPART1"

    if kind in PARTITIONED:
        assert (parse(text).part, parse(text).final) == (1, False)
    else:
        with pytest.raises(ParseError, match=f"a {kind} cannot come in parts"):
            parse(text)


@pytest.mark.parametrize("control", sorted(CONTROLS))
def test_reads_every_control(control):
    assert parse(f"BCM\n{control}\n.V/1LMUC\n.F/LH2860/29JAN/BUD\nENDBCM").change == control


@pytest.mark.parametrize("status", ["NAL", "OFF", "UNS", "OND", "ONA"])
def test_an_irregularity_stands_for_the_tag(status):
    (block,) = parse(f"BPM\n.V/1LTPE\n.B/{status}/0695463055002\nENDBPM").blocks()

    assert block.lpns == ["0695463055", "0695463056"]


def test_an_acknowledgement_keeps_what_it_answers():
    message = parse(samples.BCM_BAM)

    assert message.elements[1] == Acknowledgement("BA2190164", "BSM DEL", "ACK")
    assert message.blocks() == []


def test_the_issuer_of_a_tag_is_known_by_its_number():
    assert by_number()[parse(samples.AVINOR_BSM).blocks()[0].lpns[0][1:4]].iata == "SK"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (".V/1LLONDON", (2, "V", 1)),
        (".V/1LLHR/PARTX", (2, "V", 2)),
        (".F/BA/18APR", (4, "F", 1)),
        (".F/BA1/18AP", (4, "F", 2)),
        (".I/BA1/18APR/HEATHROW", (4, "I", 3)),
        (".O/BA1/30FEB/LHR", (4, "O", 2)),
        (".J/S///18XXX", (4, "J", 4)),
        (".J/S///18APR/9999L", (4, "J", 5)),
        (".N/123", (4, "N", 1)),
        (".N/0117814872001/X", (4, "N", 2)),
        (".B/LOST/0695463055001", (4, "B", 1)),
        (".B/OFF", (4, "B", 2)),
        (".B/OFF/0695463055001/X", (4, "B", 3)),
    ],
)
def test_a_refusal_names_line_element_and_field(line, place):
    with pytest.raises(ParseError) as refused:
        parse(around(line))

    assert (refused.value.line, refused.value.element, refused.value.field) == place
    assert str(refused.value).startswith(f"line {place[0]} .{place[1]} field {place[2]}: ")


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("2PAGE/L/B", ["L", "B"]),
        ("1SMITH/TOM", ["TOM"]),
        ("SMITH/TOM", ["TOM"]),
        ("2LU/CHINMEIMS/ANNMS", ["CHINMEI", "ANN"]),
        ("1PAGE/L/B", ["L"]),
    ],
)
def test_the_number_before_a_surname_counts_those_who_share_it(line, given):
    passenger = Passenger.read(line.split("/"))

    assert [one.given_name for one in passenger.everybody] == given
    assert len({one.surname for one in passenger.everybody}) == 1
