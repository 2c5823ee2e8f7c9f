"""Starts the whole product in one terminal: secrets, schema, first contents, then every process of the Procfile."""

import os
import secrets
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

from alembic import command
from alembic.config import Config
from honcho.environ import parse_procfile
from honcho.manager import Manager
from sqlalchemy import make_url

from api import seed
from api.console import Console
from api.settings import Settings
from crm import agents, verticals
from crm.store import close_store, open_store, reading, unit_of_work

ROOT = Path(__file__).parent.parent
ENV_FILE = ROOT / ".env"
LOGS = Path("var/log")
BANNER = """
  Serviceloop is ready.

    Website with the widget   {url}/
    Agents' desk              {url}/desk

    Sign in as mei@example.com, tom@example.com or ana@example.com, password {password}
{tries}    Mail to customers is written to var/mail/ while no SMTP_URL is set. Logs are in {logs}/.

  Press Ctrl-C to stop.
"""


def main() -> int:
    """Prepare, then run until Ctrl-C. Returns the exit code."""
    os.chdir(ROOT)
    # Store, mails, logs and the assistant's memory hold what customers said: nobody else on the machine reads them.
    os.umask(0o077)
    make_secrets(ENV_FILE)
    settings = Settings()
    prepare(settings)
    return run(settings)


def make_secrets(path: Path) -> None:
    """Write secrets of this installation's own, unless there are some already."""
    if path.exists():
        return
    names = ("SECRET_KEY", "RASA_SECRET", "BAGGAGE_API_KEY")
    path.touch(mode=0o600)
    path.write_text("".join(f"{name}={secrets.token_urlsafe(32)}\n" for name in names), encoding="utf-8")


def prepare(settings: Settings) -> None:
    """Bring the store to the newest schema and contents."""
    _say("Preparing the store …")
    open_store(settings.database_url)
    command.upgrade(Config(str(ROOT / "alembic.ini")), "head")
    with reading() as session:
        needs_team = settings.environment == "development" and seed.is_untouched(session)
    password_hash = agents.hashed(seed.DEMO_PASSWORD) if needs_team else None
    with unit_of_work() as session:
        seed.seed_articles(session)
        if settings.environment == "development":
            seed.seed_demo(session, password_hash=password_hash)
        else:
            seed.retire_demo(session)
    close_store()


def run(settings: Settings) -> int:
    """Run every process of the Procfile under one manager, which stops them all when one stops."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    url = f"http://{_reachable(host)}:{port}"
    # A service's log is its standard output; whoever tries the product out looks for the address.
    manager = Manager(None if settings.environment == "production" else Console(ROOT / LOGS))
    environment = process_environment(settings, host=host, port=port)
    for name, line in parse_procfile((ROOT / "Procfile").read_text()).processes.items():
        # exec: the manager's signal then reaches the process itself and not a shell before it.
        manager.add_process(name, f"exec {line}", env=environment, cwd=str(ROOT))
    _say("Starting; the assistant needs a moment to load …")
    threading.Thread(target=_announce, args=[url, settings], daemon=True).start()
    manager.loop()
    return 0 if manager.returncode in (130, 143) else manager.returncode or 0


def process_environment(settings: Settings, *, host: str = "127.0.0.1", port: str = "8000") -> dict[str, str]:
    """What every process of the product finds in its environment."""
    return {
        **os.environ,
        "HOST": host,
        "PORT": port,
        "PYTHONUNBUFFERED": "1",
        # What Rasa's libraries will not do in some later Python is nothing an operator can act on.
        "PYTHONWARNINGS": "ignore::DeprecationWarning",
        "DATABASE_URL": settings.database_url,
        "RASA_URL": settings.rasa_url,
        "RASA_PORT": str(urlsplit(settings.rasa_url).port or 5005),
        "RASA_SECRET": settings.rasa_secret.get_secret_value(),
        "RASA_TRACKER_URL": tracker_url(settings),
        "RASA_TELEMETRY_ENABLED": "false",
        "ACTION_ENDPOINT_URL": os.environ.get("ACTION_ENDPOINT_URL", f"http://{_reachable(host)}:{port}/rasa/actions"),
        # One thread: two on a busy machine make the slowest answers ten times slower.
        "OMP_NUM_THREADS": "1",
    }


def _reachable(host: str) -> str:
    """Where this machine itself finds a server that listens on `host`: "everywhere" is no address to call."""
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104


def tracker_url(settings: Settings) -> str:
    """Where Rasa keeps its own memory: beside our SQLite file, or in the same PostgreSQL."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        return settings.database_url
    return f"sqlite:///{Path(url.database or 'var/serviceloop.db').with_name('rasa.db')}"


def _announce(url: str, settings: Settings) -> None:
    while not _ready(url):
        time.sleep(0.5)
    if settings.environment == "development":
        tries = "".join(f"    Try: {one.tries}\n" for one in verticals.enabled() if one.tries)
        _say(BANNER.format(url=url, password=seed.DEMO_PASSWORD, logs=LOGS, tries=tries))
    else:
        _say(f"Serviceloop is ready at {settings.public_url}")


def _ready(url: str) -> bool:
    # This machine is never behind a proxy of its own.
    here = build_opener(ProxyHandler({}))
    try:
        with here.open(f"{url}/readyz", timeout=3) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
