"""Whatever is wrong on a machine is told in a sentence that says what to do, and the exit code tells it to programs."""

import shutil
import socket
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from api import doctor
from api.settings import get_settings
from crm import outbox
from crm.base import utc_now
from crm.store import close_store, engine, open_store, unit_of_work
from tests.edge.conftest import ROOT


@pytest.fixture
def machine(environment, tmp_path, monkeypatch):
    """A machine on which all is well: a store of today's schema, secrets, pages, a model, free ports."""
    url = f"sqlite:///{tmp_path}/store.db"
    get_settings.cache_clear()
    open_store(url)
    command.upgrade(Config(str(ROOT / "alembic.ini")), "head")
    close_store()
    (tmp_path / ".env").touch(mode=0o600)
    model, pages = tmp_path / "serviceloop.tar.gz", tmp_path / "desk.html"
    model.touch()
    pages.touch()
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\necho {model}\n")
    python.chmod(0o700)
    monkeypatch.setattr(doctor, "BOT_PYTHON", python)
    monkeypatch.setattr(doctor, "PAGES", pages)
    monkeypatch.setattr(doctor, "LOW_DISK", 1)
    monkeypatch.setattr(doctor, "FULL_DISK", 0)
    environment.setenv("PORT", str(free_port()))
    environment.setenv("RASA_URL", f"http://127.0.0.1:{free_port()}")
    return tmp_path


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def told(state="wrong") -> list[str]:
    return [finding.sentence for finding in doctor.examine() if finding.state == state]


def test_a_machine_on_which_all_is_well_is_called_so(machine, capsys):
    assert told() == []
    assert doctor.main() == 0
    assert "Nothing is wrong." in capsys.readouterr().out


def planted(machine, environment, monkeypatch):
    """Each fault, what is told of it, and how it is planted."""
    usage = namedtuple("usage", "total used free")
    return {
        "settings": ("correct .env", lambda: environment.setenv("CHAT_RATE", "lots")),
        "production": ("PUBLIC_URL must start", lambda: environment.setenv("ENVIRONMENT", "production")),
        "secrets": ("chmod 600 .env", lambda: (machine / ".env").chmod(0o644)),
        "store_mode": ("umask of 077", lambda: (machine / "store.db").chmod(0o644)),
        "store": ("cannot be used", lambda: (machine / "store.db").write_bytes(b"no store at all" * 100)),
        "model": ("make model", (machine / "serviceloop.tar.gz").unlink),
        "environment": ("make setup", lambda: monkeypatch.setattr(doctor, "BOT_PYTHON", machine / "none")),
        "broken": ("remove bot/.venv", lambda: (machine / "python").write_text("#!/bin/sh\nexit 3\n")),
        "pages": ("make web", (machine / "desk.html").unlink),
        "font": ("make setup", lambda: monkeypatch.setattr(doctor, "FONTS", "no_such_font")),
        "mail": ("correct SMTP_URL", lambda: environment.setenv("SMTP_URL", f"smtp://127.0.0.1:{free_port()}")),
        "site": ("site's file", lambda: monkeypatch.setattr(doctor, "site", bad_site)),
        "disk": (
            "make room",
            lambda: (
                monkeypatch.setattr(doctor, "FULL_DISK", 2),
                monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(9, 8, 1)),
            ),
        ),
        "clock": ("keep it by NTP", lambda: monkeypatch.setattr(doctor, "WRITTEN", utc_now() + timedelta(days=1))),
    }


def bad_site():
    raise doctor.SiteInvalid("opening_hours overlap")


FAULTS = ["settings", "production", "secrets", "store_mode", "store", "model", "environment", "broken", "pages", "font"]


@pytest.mark.parametrize("fault", [*FAULTS, "mail", "site", "disk", "clock"])
def test_each_fault_is_told_with_what_to_do(machine, environment, monkeypatch, fault, capsys):
    words, plant = planted(machine, environment, monkeypatch)[fault]
    plant()

    assert doctor.main() == 1
    said = capsys.readouterr().out
    assert words in said
    assert "has to be put right" in said


def test_a_wrong_setting_is_told_without_its_value(machine, environment):
    environment.setenv("RASA_NETWORKS", '["a secret value"]')

    assert "a secret value" not in " ".join(told())


def test_a_store_of_an_older_version_is_told(machine):
    open_store(f"sqlite:///{machine}/store.db")
    with engine().begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0011'"))
    close_store()

    assert any("schema is 0011" in sentence for sentence in told())


def test_work_that_nobody_does_is_told(machine):
    open_store(f"sqlite:///{machine}/store.db")
    with unit_of_work() as session:
        mail = outbox.send(session, to="li@example.com", subject="A", body="B", language="en")
        mail.next_at = utc_now() - timedelta(minutes=5)
    close_store()

    assert any("jobs process runs" in sentence for sentence in told())


def test_a_port_that_somebody_else_has_is_told_and_one_of_ours_is_not(machine, environment):
    class Other(BaseHTTPRequestHandler):
        status = 404

        def do_GET(self):
            self.send_response(self.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            return

    with HTTPServer(("127.0.0.1", 0), Other) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        environment.setenv("PORT", str(server.server_port))
        assert any("Something else has port" in sentence for sentence in told())
        Other.status = 200
        assert told() == []
        server.shutdown()


def test_what_is_not_there_yet_is_no_fault(machine):
    (machine / "store.db").unlink()
    (machine / ".env").unlink()

    assert told() == []
    assert any("`make run` makes it" in sentence for sentence in told("mind"))


def test_the_clock_is_compared_with_a_day_that_is_past():
    assert doctor.check_clock(datetime(2001, 1, 1, tzinfo=UTC)).state == "wrong"
