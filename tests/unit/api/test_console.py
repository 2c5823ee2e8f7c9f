"""The terminal of `make run`: what the processes write is kept in files, and only errors are shown."""

import io
from datetime import UTC, datetime

import pytest
from honcho.printer import Message

from api.console import LONGEST, Console


@pytest.fixture
def terminal():
    return io.StringIO()


@pytest.fixture
def console(tmp_path, terminal):
    return Console(tmp_path, terminal)


def say(console, text, name="rasa"):
    console.write(Message("line", text, datetime(2026, 11, 21, tzinfo=UTC), name, None))


@pytest.mark.parametrize(
    "line",
    [
        "/lib/rasa/core/tracker_store.py:1042: MovedIn20Warning: Deprecated API features detected!",
        "2026-11-21 10:00:00 WARNING  rasa.core.training  - no errors here",
        "2026-11-21T10:00:00Z [info     ] request   method=POST route=/v1/chat/messages status=200",
        "INFO:     Started server process [1]",
    ],
)
def test_what_nobody_can_act_on_goes_to_the_file_alone(console, terminal, tmp_path, line):
    say(console, f"{line}\n".encode())

    assert terminal.getvalue() == ""
    assert (tmp_path / "rasa.log").read_text() == f"{line}\n"


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-21T10:00:00Z [error    ] unexpected_error  kind=KeyError",
        '{"event": "unexpected_error", "level": "error"}',
        "2026-11-21 10:00:00 ERROR    rasa.core.agent  - Could not load the model",
        "ERROR:    [Errno 98] address already in use",
    ],
)
def test_an_error_is_shown_in_one_line_with_whose_it_is(console, terminal, line):
    say(console, f"\x1b[31m{line}\x1b[0m\n", "api")

    assert terminal.getvalue() == f"api: {line}\n"


def test_of_a_traceback_the_last_line_is_shown(console, terminal, tmp_path):
    traceback = (
        'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\n    run()\nsome.ModelNotFound: none\n'
    )
    for line in traceback.splitlines(keepends=True):
        say(console, line)

    assert terminal.getvalue() == "rasa: some.ModelNotFound: none\n"
    assert (tmp_path / "rasa.log").read_text() == traceback


def test_a_process_that_fails_is_named_and_one_that_was_stopped_is_not(console, terminal):
    for line in ("rasa started (pid=7)\n", "SIGINT received\n", "api stopped (rc=-15)\n", "rasa stopped (rc=1)\n"):
        say(console, line, "system")

    assert terminal.getvalue() == "rasa stopped (rc=1)\n"


def test_a_long_error_is_cut(console, terminal):
    say(console, f"ERROR {'x' * 9999}\n")

    assert len(terminal.getvalue()) < LONGEST + len("rasa: \n") + 1


def test_the_files_begin_anew_at_each_start(console, tmp_path):
    say(console, "before\n")

    say(Console(tmp_path), "after\n")

    assert (tmp_path / "rasa.log").read_text() == "after\n"
