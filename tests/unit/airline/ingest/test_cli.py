"""`python -m airline.ingest`: files in, a count out, safe to run again."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from airline.bags.bags import Bag, BaggageMessage
from airline.ingest.__main__ import main
from airline.ingest.files import ingest_file
from airline.rp1745 import cut_messages, split_messages
from crm.store import open_store, reading, transact
from tests.unit.airline import samples

ROOT = Path(__file__).parents[4]
URL = "sqlite:///{}"
FEED = "\r\n".join(samples.VALID.values())


@pytest.fixture(autouse=True)
def named_store(store, committed, monkeypatch):
    """The command opens the store that the environment names, as it does from a shell."""
    monkeypatch.setenv("DATABASE_URL", URL.format(store))
    yield
    open_store(URL.format(store))


@pytest.fixture
def feed(tmp_path):
    file = tmp_path / "feed.txt"
    file.write_text(FEED)
    return file


def stored(store, status: str = "parsed") -> int:
    open_store(URL.format(store))
    with reading() as session:
        return session.scalar(select(func.count()).where(BaggageMessage.status == status))


def test_reads_files_and_says_how_many(feed, store, capsys):
    assert main([str(feed)]) == 0
    assert f"{len(samples.VALID)} received, {len(samples.VALID)} parsed" in capsys.readouterr().out
    assert stored(store) == len(samples.VALID)


def test_running_it_again_adds_nothing(feed, store, capsys):
    main([str(feed)])

    assert main([str(feed)]) == 0
    assert f"0 parsed, 0 quarantined, {len(samples.VALID)} duplicates" in capsys.readouterr().out
    assert stored(store) == len(samples.VALID)


def test_goes_on_after_an_interruption(feed, store, capsys, monkeypatch):
    monkeypatch.setattr("airline.ingest.files.BATCH", 5)
    batches = iter([False, True])

    def interrupt(_session, *, bags, now):
        if next(batches):
            raise KeyboardInterrupt

    monkeypatch.setattr("airline.ingest.doors.subscriptions.announce_changes", interrupt)
    assert main([str(feed)]) == 130
    assert "Interrupted after 5 received, 5 parsed" in capsys.readouterr().err

    monkeypatch.undo()
    monkeypatch.setenv("DATABASE_URL", URL.format(store))
    assert main([str(feed)]) == 0
    assert f"{len(samples.VALID) - 5} parsed, 0 quarantined, 5 duplicates" in capsys.readouterr().out


def test_takes_a_batch_that_names_too_many_bags_in_pieces(feed, store, monkeypatch):
    monkeypatch.setattr("airline.ingest.intake.MAX_BAGS", 5)

    assert main([str(feed)]) == 0
    assert stored(store) == len(samples.VALID)


def test_tells_whom_it_concerns(feed, monkeypatch):
    told = set()
    monkeypatch.setattr(
        "airline.ingest.doors.subscriptions.announce_changes", lambda _session, *, bags, now: told.update(bags)
    )

    main([str(feed)])

    assert len(told) > len(samples.VALID) / 2


def test_says_what_is_in_quarantine(tmp_path, capsys):
    file = tmp_path / "feed.txt"
    file.write_bytes(samples.ADDIS_BSM.encode() + b"\n\xff\xfe\x00garbage\n" + samples.BUM.encode())

    assert main([str(file)]) == 1
    printed = capsys.readouterr()
    assert "a tag here has 13 digits, not 14" in printed.err
    assert "3 received, 1 parsed, 2 quarantined" in printed.out


def test_reads_the_quarantine_again_on_demand(tmp_path, store, capsys):
    file = tmp_path / "feed.txt"
    file.write_text(samples.ADDIS_BSM)
    main([str(file)])
    assert main(["--replay"]) == 1

    # As after an update of the parser: what was unreadable is readable now.
    open_store(URL.format(store))
    transact(lambda session: session.execute(update(BaggageMessage).values(raw=samples.BUM)))
    capsys.readouterr()

    assert main(["--replay"]) == 0
    assert "1 received, 1 parsed, 0 quarantined, 0 duplicates" in capsys.readouterr().out
    assert (stored(store), stored(store, "quarantined")) == (1, 0)


def test_unreadable_file_is_named_and_nothing_is_taken_in(feed, tmp_path, store, capsys):
    assert main([str(feed), str(tmp_path / "missing.txt")]) == 2
    assert "missing.txt" in capsys.readouterr().err
    assert main([str(tmp_path)]) == 2
    assert stored(store) == 0


def test_empty_file_is_fine(tmp_path):
    file = tmp_path / "empty.txt"
    file.write_bytes(b"")

    assert main([str(file)]) == 0


@pytest.mark.parametrize("arguments", [[], ["--replay", "feed.txt"]])
def test_wants_files_or_the_quarantine(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2


def test_says_that_there_is_no_store(feed, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/nothing.db")

    assert main([str(feed)]) == 3
    assert "Is it set up?" in capsys.readouterr().err


def test_finds_the_store_as_the_app_does(feed, store, tmp_path):
    (tmp_path / ".env").write_text(f"DATABASE_URL={URL.format(store)}\nSECRET_KEY=of-no-interest-here\n")
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    command = [sys.executable, "-m", "airline.ingest", str(feed)]
    run = subprocess.run(
        command, cwd=tmp_path, env={**environment, "PYTHONPATH": str(ROOT)}, text=True, capture_output=True, check=False
    )

    assert (run.returncode, stored(store)) == (0, len(samples.VALID)), run.stderr


def test_a_file_is_cut_as_a_body_is_wherever_its_blocks_end(store, monkeypatch):
    body = (samples.ADDIS_BSM + "\r\n\x01QD MUCBPLH\r\n.MUCDPLH 281602\r\n行李\r\n" + FEED).encode() + b"\xe8\xa1"
    expected = split_messages(body.decode("utf-8", "replace"))

    for size in (1, 7, 64, 100_000):
        monkeypatch.setattr("airline.ingest.files._BLOCK", size)
        told = []
        (report,) = ingest_file(BytesIO(body), progress=told.append)
        assert (report.received, sum(told)) == (len(expected), len(body))

    with reading() as session:
        assert session.scalar(select(func.count()).select_from(BaggageMessage)) == len(expected)
        assert session.scalar(select(func.count()).select_from(Bag)) > 0


def test_text_without_an_end_cannot_fill_the_memory():
    pieces = list(cut_messages("A" * 1000 for _ in range(2500)))

    assert max(map(len, pieces)) < 1.1 * 2**20
    assert sum(piece.count("A") for piece in pieces) == 2_500_000
