"""The quarantine: what could not be read is read again, corrected or laid aside, and never counted twice."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from airline.bags.bags import Bag, BaggageMessage
from airline.bags.timeline import timeline
from airline.errors import StillUnreadable
from airline.ingest import ingest
from airline.ingest.intake import QUARANTINE
from crm.errors import MessageNotFound
from tests.unit.airline import samples
from tests.unit.airline.conftest import SPRING

CORRECTED = samples.ADDIS_BSM.replace("/PART1", "").replace("02207501805003", "0220750180003")


@pytest.fixture
def waiting(session) -> uuid.UUID:
    """The message from Addis Ababa in quarantine: its tag has 14 digits."""
    return ingest(session, text=samples.ADDIS_BSM, received_at=SPRING).results[0].id


def statuses(session) -> dict[str, int]:
    counted = select(BaggageMessage.status, func.count()).group_by(BaggageMessage.status)
    return dict(session.execute(counted).all())


def test_a_corrected_message_is_taken_in_as_if_it_had_come_then(session, waiting):
    report = QUARANTINE.replay(session, message_id=waiting, raw=CORRECTED)

    bags = session.scalars(select(Bag).order_by(Bag.lpn)).all()
    assert [bag.lpn for bag in bags] == ["0220750180", "0220750181", "0220750182"]
    assert report.bags == {bag.id for bag in bags}
    assert timeline(session, bag=bags[0]).steps[0].at == SPRING
    assert QUARANTINE.waiting(session).items == []
    assert statuses(session) == {"corrected": 1, "parsed": 1}


def test_what_came_is_kept_beside_its_correction(session, waiting):
    QUARANTINE.replay(session, message_id=waiting, raw=CORRECTED)

    assert session.get_one(BaggageMessage, waiting).raw == samples.ADDIS_BSM
    again = ingest(session, text=samples.ADDIS_BSM + "\n" + CORRECTED, received_at=SPRING + timedelta(days=1))
    assert again.duplicates == 2


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (samples.ADDIS_BSM, "line 5 .N field 1: a tag here has 13 digits, not 14"),
        (CORRECTED + "\n" + samples.ADDIS_BSM, "line 5 .N field 1: a tag here has 13 digits, not 14"),
        ("", "there is no message in this text"),
        ("never mind", "line 1: the first line is not BSM, BTM, BPM, BUM, BNS, BMM, BCM or BRQ"),
    ],
)
def test_what_still_cannot_be_read_says_why_and_stays(session, waiting, raw, reason):
    with pytest.raises(StillUnreadable) as refused:
        QUARANTINE.replay(session, message_id=waiting, raw=raw)

    assert refused.value.details["reason"] == reason
    assert [row.raw for row in QUARANTINE.waiting(session).items] == [samples.ADDIS_BSM]
    assert session.scalars(select(Bag)).all() == []


def test_a_correction_may_fall_into_several_messages(session, waiting):
    report = QUARANTINE.replay(session, message_id=waiting, raw=CORRECTED + "\n" + samples.BUM)

    assert (report.received, report.parsed, len(report.bags)) == (2, 2, 4)


def test_a_correction_that_came_meanwhile_is_a_duplicate(session, waiting):
    known = ingest(session, text=CORRECTED, received_at=SPRING + timedelta(minutes=5)).results[0].id

    report = QUARANTINE.replay(session, message_id=waiting, raw=CORRECTED)

    assert [(result.status, result.id) for result in report.results] == [("duplicate", known)]
    assert statuses(session) == {"corrected": 1, "parsed": 1}


def test_only_what_is_in_quarantine_can_be_replayed_or_laid_aside(session, waiting):
    parsed = ingest(session, text=samples.BUM, received_at=SPRING).results[0].id

    for message_id in (uuid.uuid4(), parsed):
        with pytest.raises(MessageNotFound):
            QUARANTINE.replay(session, message_id=message_id, raw=samples.BUM)
        with pytest.raises(MessageNotFound):
            QUARANTINE.discard(session, message_id=message_id)


def test_what_is_laid_aside_waits_no_longer_and_does_not_come_back(session, waiting):
    QUARANTINE.discard(session, message_id=waiting)

    assert QUARANTINE.waiting(session).items == []
    assert ingest(session, text=samples.ADDIS_BSM, received_at=SPRING).duplicates == 1
    with pytest.raises(MessageNotFound):
        QUARANTINE.replay(session, message_id=waiting, raw=CORRECTED)


def test_after_an_update_the_whole_quarantine_is_read_again(session, waiting):
    ingest(session, text="still nonsense", received_at=SPRING)
    # As if the parser of yesterday had not known BUM.
    session.execute(update(BaggageMessage).where(BaggageMessage.id == waiting).values(raw=samples.BUM))
    session.expire_all()

    report = QUARANTINE.replay_waiting(session).report

    assert (report.received, report.parsed, report.quarantined, report.duplicates) == (2, 1, 1, 0)
    assert [row.raw for row in QUARANTINE.waiting(session).items] == ["still nonsense"]
    assert statuses(session) == {"parsed": 1, "quarantined": 1}
    assert ingest(session, text=samples.BUM, received_at=SPRING).duplicates == 1


def test_the_quarantine_is_read_page_by_page(session):
    ingest(session, text="\nBSM\nENDBSM\n".join(f"nonsense {number}" for number in range(3)), received_at=SPRING)
    waiting = len(QUARANTINE.waiting(session).items)

    tried, after = 0, None
    while True:
        page = QUARANTINE.replay_waiting(session, after=after, limit=2)
        tried += page.report.received
        after = page.after
        if after is None:
            break

    assert tried == waiting == 4
