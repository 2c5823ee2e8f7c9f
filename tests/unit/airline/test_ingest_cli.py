"""`python -m airline.ingest`: files in, a count out, safe to run again."""

import pytest
from sqlalchemy import func, select

from airline.bags import BaggageMessage
from airline.ingest import main
from crm.store import reading
from tests.unit.airline import samples

pytestmark = pytest.mark.usefixtures("committed")


def stored() -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(BaggageMessage))


def test_reads_files_and_says_how_many(tmp_path, capsys):
    file = tmp_path / "feed.txt"
    file.write_text("\r\n".join(samples.VALID.values()))

    assert main([str(file)]) == 0
    assert f"{len(samples.VALID)} received, {len(samples.VALID)} parsed" in capsys.readouterr().out
    assert stored() == len(samples.VALID)


def test_running_it_again_adds_nothing(tmp_path, capsys):
    file = tmp_path / "feed.txt"
    file.write_text(samples.BUM)
    main([str(file)])

    assert main([str(file)]) == 0
    assert "0 parsed, 0 quarantined, 1 duplicates" in capsys.readouterr().out
    assert stored() == 1


def test_says_what_is_in_quarantine(tmp_path, capsys):
    file = tmp_path / "feed.txt"
    file.write_bytes(samples.ADDIS_BSM.encode() + b"\n\xff\xfe\x00garbage\n" + samples.BUM.encode())

    assert main([str(file)]) == 1
    printed = capsys.readouterr()
    assert "a tag here has 13 digits, not 14" in printed.err
    assert "3 received, 1 parsed, 2 quarantined" in printed.out


def test_unreadable_file_is_named_and_nothing_is_taken_in(tmp_path, capsys):
    good = tmp_path / "feed.txt"
    good.write_text(samples.BUM)

    assert main([str(good), str(tmp_path / "missing.txt")]) == 2
    assert "missing.txt" in capsys.readouterr().err
    assert stored() == 0


def test_empty_file_is_fine(tmp_path):
    file = tmp_path / "empty.txt"
    file.write_bytes(b"")

    assert main([str(file)]) == 0
