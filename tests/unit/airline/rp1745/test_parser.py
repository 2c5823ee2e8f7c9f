"""Baggage messages: every public sample, what is read from it, and what is refused."""

import pytest

from airline.rp1745 import ParseError, parse, render, split_messages
from airline.rp1745.details import CheckIn, ExceptionType, LoadSequence, Passenger, UniqueIdentifier, Weight
from airline.rp1745.elements import Flight, Irregularity, Other, TagRange
from airline.rp1745.values import ClockTime, DayMonth
from tests.unit.airline import samples


def without_empty_ends(text: str) -> str:
    """`.U/AKE///` and `.U/AKE` say the same."""
    return "\n".join(line.rstrip("/") for line in text.split("\n"))


@pytest.mark.parametrize("name", samples.VALID)
def test_reads_and_writes_every_public_sample(name):
    text = samples.VALID[name]

    message = parse(text)

    assert render(message) == without_empty_ends(text)
    assert parse(render(message)) == message


def test_reads_the_avinor_source_message():
    message = parse(samples.AVINOR_BSM)
    (block,) = message.blocks()

    assert (message.type, message.change) == ("BSM", "")
    assert (message.version.source, message.version.airport) == ("L", "OSL")
    assert block.flight == Flight("SK4416", DayMonth(5, 2), "TOS", "C")
    assert block.lpns == ["0117814872"]
    reconciliation = block.reconciliation
    assert (reconciliation.authority_to_load, reconciliation.seat) == ("N", "05A")
    assert (reconciliation.passenger_status, reconciliation.tag_status) == ("C", "I")
    assert block.first(Weight).pieces == 1
    assert block.first(ExceptionType).value == "PRIO"


def test_reads_the_avinor_processed_message():
    (block,) = parse(samples.AVINOR_BPM).blocks()

    assert (block.processing.agent, block.processing.location) == ("BGFUSION", "LB9")
    assert (block.processing.date, block.processing.time) == (DayMonth(5, 2), ClockTime(10, 59, None, local=True))
    assert block.cleared


def test_reads_the_taipei_loading():
    (block,) = parse(samples.TPE_BPM_LOADED).blocks()

    assert block.loading.device == "AKE25219OZ"
    assert block.first(LoadSequence).value == "005"
    assert (block.first(Weight).pieces, block.first(Weight).kilograms) == (2, 20)
    assert block.reconciliation.seat == "25K"
    passenger = block.first(Passenger)
    assert (passenger.surname, passenger.given_name, passenger.title) == ("LU", "CHINMEI", "MS")
    assert passenger.given == "CHINMEIMS"


def test_reads_the_taipei_irregularity():
    (block,) = parse(samples.TPE_BPM_UNSEEN).blocks()

    assert block.irregularities == [Irregularity("UNS", "0695463055", 1)]
    assert (block.inbound.name, block.inbound.airport) == ("BR266", "PNH")


def test_title_is_never_cut_off_a_surname():
    assert Passenger("2ADAMS", "").surname == "ADAMS"


def test_reads_changes_and_deletions():
    assert parse(samples.BSM_CHG).change == "CHG"
    assert parse(samples.BTM_DEL).change == "DEL"
    assert parse(samples.BCM_BAM).change == "BAM"
    assert parse(samples.BCM_FOM).change == "FOM"


def test_request_names_ten_digits_and_keeps_the_chip():
    message = parse(samples.BRQ)
    (block,) = message.blocks()

    assert message.type == "BRQ"
    assert block.first(TagRange) == TagRange("4220168055", None)
    assert block.first(UniqueIdentifier).identifier == "E200341201324FC0A003760E18454254"


def test_two_passengers_make_two_blocks():
    first, second = parse(samples.TWO_PASSENGERS).blocks()

    assert first.lpns == ["0085123456", "0085123457", "0085123460"]
    assert (first.first(Passenger).surname, first.locator) == ("SMITH", "XY1C3P")
    assert second.lpns == ["0085123470"]
    assert [flight.name for flight in second.onward] == ["DL671", "DL281"]
    assert second.inbound is None


def test_manifest_containers_share_the_flight():
    text = "BMM\n.V/1LPEK\n.F/CA937/18APR/LHR\n.U/AKE1CA\n.N/0999000001001\n.U/AKE2CA\n.N/0999000002002\nENDBMM"

    first, second = parse(text).blocks()

    assert (first.flight.name, first.loading.device, first.lpns) == ("CA937", "AKE1CA", ["0999000001"])
    assert (second.flight.name, second.loading.device) == ("CA937", "AKE2CA")
    assert second.lpns == ["0999000002", "0999000003"]


def test_tags_after_a_name_belong_to_somebody_else():
    text = "BUM\n.V/1LPEK\n.F/CA937/18APR/LHR\n.N/0999000001001\n.P/LI\n.N/0999000002001\n.P/WANG\nENDBUM"

    blocks = parse(text).blocks()

    assert [(block.lpns, block.passengers[0].surname) for block in blocks] == [
        (["0999000001"], "LI"),
        (["0999000002"], "WANG"),
    ]


def test_a_flight_named_for_several_containers_needs_no_tag_in_each():
    text = "BPM\n.V/1LPEK\n.F/CA1\n.N/0999000001001\n.F/CA2\n.N/0999000002001\n.U/AKE1CA\n.U/AKE2CA\nENDBPM"

    blocks = parse(text).blocks()

    assert [block.lpns for block in blocks] == [["0999000001"], ["0999000002"], []]


def test_part_knows_its_number_and_that_more_follows():
    message = parse(samples.ISTANBUL_PART)

    assert (message.part, message.final) == (1, False)
    assert message.blocks()[0].lpns == ["0220415965", "0220415964"]


def test_version_without_source_is_read_with_a_warning():
    message = parse(samples.BUM)

    assert (message.version.source, message.version.airport) == ("", "LHR")
    assert message.warnings == (".V names LHR without a source",)


def test_three_letter_airline_is_mapped_and_kept():
    flight = parse("BSM\n.V/1LFRA\n.F/DLH0505\n.N/0220415965001\nENDBSM").blocks()[0].flight

    assert (flight.airline, flight.name, flight.designator) == ("LH", "LH505", "DLH0505")


def test_unknown_element_is_kept_as_it_came():
    message = parse("BSM\n.V/1LFRA\n.N/0220415965001\n.Z/NEW/THING\nENDBSM")

    assert message.elements[-1] == Other("Z", ("NEW", "THING"))


def test_remarks_stay_text():
    message = parse("BSM\n.V/1LFRA\n.N/0220415965001\n.R/<script>alert(1)<\nENDBSM")

    assert message.elements[-1].value == "<script>alert(1)<"


def test_fields_beyond_the_known_ones_are_kept():
    text = "BSM\n.V/1LFRA/////X\n.F/LH1/18APR/JFK/Y/E\n.N/0220415965001\n.D/A1/DESK/18APR/1200L/B/C/MORE\nENDBSM"

    assert render(parse(text)) == text
    assert parse(text).blocks()[0].first(CheckIn).extra == ("MORE",)


@pytest.mark.parametrize(
    ("text", "element", "reason"),
    [
        (samples.ADDIS_BSM, "N", "a tag here has 13 digits, not 14"),
        (samples.ADDIS_BSM.replace("02207501805003", "0220750180003"), "V", "a BSM cannot come in parts"),
        (samples.TWO_PASSENGERS_BLANKED, "F", "'###' is not a flight"),
        ("", "", "the first line is not BSM"),
        ("BXX\n.V/1LFRA\nENDBXX", "", "the first line is not BSM"),
        ("BSM", "", "the message was cut off"),
        ("BSM\n.V/1LFRA\n.N/0220415965001", "", "the message was cut off"),
        ("BSM\n.V/1LFRA\n.N/0220415965001\nENDBTM", "", "the message was cut off"),
        ("BSM\nENDBSM", "V", "does not start with .V"),
        ("BSM\n.N/0220415965001\n.V/1LFRA\nENDBSM", "V", "does not start with .V"),
        ("BSM\n.V/1LFRA\n.F/LH1/18APR/JFK\nENDBSM", "N", "must name a tag"),
        ("BSM\n.V/1LFRA\n.F/LH1\n.N/0220415965001\n.F/LH2\nENDBSM", "N", "must name a tag for every flight"),
        ("BSM\n.V/1LFRA\n.N/0000000000001\nENDBSM", "N", "no tag was read"),
        ("BSM\n.V/1LFRA\n.N/0220415965000\nENDBSM", "N", "000 tags"),
        ("BSM\n.V/1LFRA\n.N/0220999999002\nENDBSM", "N", "002 tags"),
        ("BSM\n.V/1LFRA\n.N/0220415965\nENDBSM", "N", "a tag here has 13 digits, not 10"),
        ("BSM\n.V/1LFRA\n.N/0220415965001/0220415966001\nENDBSM", "N", "one field too many"),
        ("BSM\n.V/1LFRA\n.N/022O415965001\nENDBSM", "N", "a tag here has 13 digits"),
        ("BSM\n.V/1LFRA\n.N/０２２０４１５９６５００１\nENDBSM", "N", "a tag here has 13 digits"),
        ("BRQ\n.V/1LFRA\n.N/0220415965001\nENDBRQ", "N", "a tag here has 10 digits, not 13"),
        ("BSM\n.V/1LFRA\n.F/LH1/31FEB\n.N/0220415965001\nENDBSM", "F", "'31FEB' is not a date"),
        ("BSM\n.V/1LFRA\n.F/LH1/31 Feb\n.N/0220415965001\nENDBSM", "F", "'31 Feb' is not a date"),
        ("BSM\n.V/1LFRA\n.F/LH1/5FEB\n.N/0220415965001\nENDBSM", "F", "is not a date"),
        ("BSM\n.V/1LFRA\n.F/LH12345/05FEB\n.N/0220415965001\nENDBSM", "F", "is not a flight"),
        ("BSM\n.V/1LFRA\n.F/LH1/05FEB/LONDON\n.N/0220415965001\nENDBSM", "F", "is not a three-letter airport"),
        ("BSM\n.V/FRANKFURT\n.N/0220415965001\nENDBSM", "V", "is not a version, source and airport"),
        ("BPM\n.V/1LFRA/TEIL1\n.N/0220415965001\nENDBPM", "V", "is not a part number"),
        ("BPM\n.V/1LFRA/PART1\n.N/0220415965001\nENDPART2", "", "part 1 ends as part 2"),
        ("BPM\n.V/1LFRA\n.J/S///18APR/2460L\n.N/0220415965001\nENDBPM", "J", "is not a time of day"),
        ("BPM\n.V/1LFRA\n.J/S///18APR/1200\n.N/0220415965001\nENDBPM", "J", "is not a time like"),
        ("BPM\n.V/1LFRA\n.B/XXX/0220415965001\nENDBPM", "B", "'XXX' is none of"),
        ("BPM\nDEL\n.V/1LFRA\n.N/0220415965001\nENDBPM", "", "'DEL' cannot follow BPM"),
        ("BSM\nNEW\n.V/1LFRA\n.N/0220415965001\nENDBSM", "", "'NEW' cannot follow BSM"),
        ("BSM\n.V/1LFRA\nN/0220415965001\nENDBSM", "", "is not an element"),
        ("BSM\n.V/1LFRA\n.N0220415965001\nENDBSM", "N", "is not an element"),
        ("BSM\n.V/1LFRA\n.N/0220415965001\n.R/" + "X" * 3000 + "\nENDBSM", "R", "characters long"),
    ],
)
def test_refuses_what_would_be_a_guess_and_says_why(text, element, reason):
    with pytest.raises(ParseError) as refused:
        parse(text)

    assert reason in refused.value.reason
    assert element in ("", refused.value.element)


def test_error_names_line_element_and_field():
    with pytest.raises(ParseError) as refused:
        parse("BSM\nCHG\n.V/1LFRA\n.F/LH1/18XXX\n.N/0220415965001\nENDBSM")

    error = refused.value
    assert (error.line, error.element, error.field) == (4, "F", 2)
    assert str(error) == "line 4 .F field 2: '18XXX' is not a date like 05FEB"


def test_splits_a_body_with_any_line_ends_and_envelopes():
    body = (
        "\x01QD MUCBPLH LHRBMBA\r\r\n.MUCDPLH 281602\r\r\n\x02"
        + samples.AVINOR_BSM.replace("\n", "\r\n")
        + "\r\n\x03\r\n\r\n=PRIORITY\nQU\n=DESTINATION TYPE B\nSTX,MUCBPLH\n=TEXT\n"
        + samples.AVINOR_BPM
        + samples.BUM.replace("BUM\n", "\nBUM\n", 1)
    )

    assert split_messages(body) == [samples.AVINOR_BSM, samples.AVINOR_BPM, samples.BUM]


def test_a_message_cut_off_does_not_swallow_the_next():
    cut = "\n".join(samples.AVINOR_BSM.split("\n")[:4])

    assert split_messages(cut + "\n" + samples.BUM) == [cut, samples.BUM]


def test_text_that_is_no_message_comes_back_for_somebody_to_see():
    assert split_messages("HELLO WORLD\nnot a message\n" + samples.BUM) == ["HELLO WORLD\nnot a message", samples.BUM]


@pytest.mark.parametrize("text", ["", " \r\n\t", "\x00\x01\x02\x03", "QD MUCBPLH\n.MUCDPLH 281602\n"])
def test_nothing_is_nothing(text):
    assert split_messages(text) == []


@pytest.mark.parametrize("written", ["14Feb", "14 FEB", "14 Feb", "14feb"])
def test_dates_as_some_senders_write_them(written):
    message = parse(f"BSM\n.V/1LFRA\n.F/LH1/{written}/MUC\n.N/0220415965001\nENDBSM")

    assert str(message.blocks()[0].flight.date) == "14FEB"
