"""What is wrong on this machine, and what to do about it: `make doctor`, or `python -m api.doctor`.

Each check tells one sentence. It changes nothing but a row that it writes and takes back, and closes the store's file
to others as every start does; it may run beside the product. The exit code is 1 when something has to be put right.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from pydantic import ValidationError
from sqlalchemy import func, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from api.settings import Settings
from crm import backlog, live, verticals
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.events import ConversationEvent
from crm.site import SiteInvalid, explained, site
from crm.store import close_store, engine, open_store, reading, transact

ROOT = Path(__file__).parent.parent
BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
PAGES = ROOT / "web" / "dist" / "desk.html"
# Of the receipts: the package brings the font, which every machine needs for Chinese.
FONTS = "noto_cjk_sans_otc"
MEGABYTE = 1024 * 1024
LOW_DISK, FULL_DISK = 2048 * MEGABYTE, 256 * MEGABYTE
LONGEST_LAG = 60.0
# Before this day the code was not written: a clock that shows less is wrong.
WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)
ANSWERS_WITHIN = 3.0

State = Literal["well", "mind", "wrong"]
_MARKS: dict[State, str] = {"well": "ok   ", "mind": "mind ", "wrong": "WRONG"}


@dataclass(frozen=True)
class Finding:
    """What one check found: `mind` works, but not for long or not as one might think."""

    state: State
    sentence: str


def well(sentence: str) -> Finding:
    return Finding("well", sentence)


def mind(sentence: str) -> Finding:
    return Finding("mind", sentence)


def wrong(sentence: str) -> Finding:
    return Finding("wrong", sentence)


def examine() -> Iterator[Finding]:
    """Everything, one after the other. Without settings that can be used nothing else can be looked at."""
    yield check_clock(utc_now())
    try:
        settings = Settings()
    except ValidationError as error:
        yield wrong(f"The settings cannot be used; correct .env or the environment:\n{explained(error)}")
        return
    yield well(f"The settings can be used ({settings.environment}).")
    checks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        check_site,
        check_secrets,
        check_ports,
        check_store,
        check_disk,
        check_model,
        check_mail,
        check_files,
    )
    for check in checks:
        yield from check(settings)


def check_clock(now: datetime) -> Finding:
    """Leases, links and retention go by it."""
    if now < WRITTEN:
        return wrong(f"The clock says {now:%Y-%m-%d}, which is past: set it, and keep it by NTP.")
    return well(f"The clock says {now:%Y-%m-%d %H:%M} UTC.")


def check_site(settings: Settings) -> Iterator[Finding]:
    """Whose site it is, and which verticals are on."""
    try:
        names = ", ".join(one.name for one in verticals.enabled()) or "none"
        yield well(f"The site is {site().name['en']}, with the verticals: {names}.")
    except SiteInvalid as error:
        yield wrong(f"The site's file cannot be used; correct it: {error}")


def check_secrets(settings: Settings) -> Iterator[Finding]:
    """Nobody else on the machine may read them."""
    path = Path(".env")
    if not path.exists():
        yield mind("There is no .env: `make run` writes one with secrets of your own, or they are in the environment.")
    elif path.stat().st_mode & 0o077:
        yield wrong("Others on this machine can read the secrets: run `chmod 600 .env`.")
    else:
        yield well("Only its owner reads .env.")


def check_ports(settings: Settings) -> Iterator[Finding]:
    """Each port is free, or the product itself is behind it."""
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    near = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - asked about, not listened on
    rasa = urlsplit(settings.rasa_url)
    yield _port("The app", near, port, f"http://{near}:{port}/healthz", "PORT")
    where = rasa.hostname or "127.0.0.1"
    yield _port("The assistant", where, rasa.port or 5005, f"{settings.rasa_url}/webhooks/serviceloop/", "RASA_URL")


def _port(who: str, host: str, port: int, probe: str, setting: str) -> Finding:
    if not _listens(host, port):
        return well(f"{who} is not running; port {port} is free for it.")
    if _answers(probe):
        return well(f"{who} is running on port {port}.")
    return wrong(f"Something else has port {port}, which is for {who.lower()}: stop it, or set {setting} to another.")


def check_store(settings: Settings) -> Iterator[Finding]:
    """It is there, of today's schema, keeps what is written, and nothing waits in it for too long."""
    url = make_url(settings.database_url)
    kind = url.get_backend_name()
    if kind == "sqlite" and not Path(url.database or "").exists():
        yield mind("There is no store yet: `make run` makes it.")
        return
    if kind == "sqlite" and Path(url.database or "").stat().st_mode & 0o077:
        yield wrong("Others on this machine could read the store: it is closed to them now; set a umask of 077.")
    try:
        open_store(settings.database_url)
        yield from _opened(kind)
    except (SQLAlchemyError, StoreUnavailable, OSError) as error:
        yield wrong(
            f"The store ({kind}) cannot be used ({type(error).__name__}): see that DATABASE_URL is right, that the "
            "server runs, and that the file and its folder belong to whoever runs the product."
        )
    finally:
        close_store()


def _opened(kind: str) -> Iterator[Finding]:
    newest = ScriptDirectory.from_config(Config(str(ROOT / "alembic.ini"))).get_current_head()
    with engine().connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != newest:
        yield wrong(f"The store's schema is {found}, the code's {newest}: start with `make run`, which upgrades it.")
        return
    transact(live.write_and_forget)
    yield well(f"The store ({kind}, schema {found}) keeps what is written.")
    now = utc_now()
    with reading() as session:
        latest = session.scalar(select(func.max(ConversationEvent.at)))
        waiting = backlog.count(session, now).work
    if latest is not None and latest > now + timedelta(minutes=5):
        yield wrong(
            f"The store knows of {latest:%Y-%m-%d %H:%M} UTC, which is to come: the clock was set back; correct it."
        )
    late = [f"{work} for {seconds:.0f} s" for work, (_, seconds) in waiting.items() if seconds > LONGEST_LAG]
    if late:
        yield wrong(f"Work is past its time ({', '.join(late)}): see that the jobs process runs, and its log.")


def check_disk(settings: Settings) -> Iterator[Finding]:
    """Where the store is, or where we are."""
    url = make_url(settings.database_url)
    folder = Path(url.database or ".").parent if url.get_backend_name() == "sqlite" else Path()
    free = shutil.disk_usage(folder if folder.exists() else Path()).free
    said = f"{free // MEGABYTE:,} MB are free on the disk of {folder.resolve()}"
    if free < FULL_DISK:
        yield wrong(f"Only {said}: make room, or messages will be refused.")
    elif free < LOW_DISK:
        yield mind(f"Only {said}: make room before long.")
    else:
        yield well(f"{said}.")
    if not os.access(folder if folder.exists() else Path(), os.W_OK):
        yield wrong(f"Nothing can be written in {folder.resolve()}: give it to whoever runs the product.")


def check_model(settings: Settings) -> Iterator[Finding]:
    """There is an assistant, trained from the files that are here."""
    if not BOT_PYTHON.exists():
        yield wrong("The assistant's environment is missing: run `make setup`.")
        return
    ask = "from bot.model import fitting_model; print(fitting_model())"
    done = subprocess.run(  # noqa: S603 - our own command
        [str(BOT_PYTHON), "-c", ask], cwd=ROOT, capture_output=True, text=True, check=False
    )
    path = Path(done.stdout.strip() or "?")
    if done.returncode:
        yield wrong("The assistant's environment does not work: remove bot/.venv and run `make setup`.")
    elif not path.exists():
        yield wrong("No trained assistant fits the files in data/: run `make model`, which takes some minutes.")
    else:
        yield well(f"A trained assistant fits the files in data/ ({path.name}).")


def check_mail(settings: Settings) -> Iterator[Finding]:
    """The server is there. Whether it takes our mail shows with the first one."""
    url = urlsplit(settings.smtp_url.get_secret_value())
    if not url.hostname:
        into = "written to var/mail/" if settings.can_send_mail else "not sent, and what needs it says so"
        yield mind(f"Mail is {into}: set SMTP_URL to send it.")
        return
    port = url.port or (465 if url.scheme == "smtps" else 587)
    if _listens(url.hostname, port):
        yield well(f"The mail server {url.hostname} listens on port {port}.")
    else:
        yield wrong(
            f"The mail server {url.hostname} cannot be reached on port {port}: correct SMTP_URL, or let us through."
        )


def check_files(settings: Settings) -> Iterator[Finding]:
    """What is built or installed beside the code."""
    yield well("The pages are built.") if PAGES.exists() else wrong("The pages are not built: run `make web`.")
    if find_spec(FONTS) is None:
        yield wrong("The font of receipts is missing: run `make setup`.")
    else:
        yield well("The font of receipts is there.")


def _listens(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=ANSWERS_WITHIN):
            return True
    except OSError:
        return False


def _answers(url: str) -> bool:
    try:
        # This machine is never behind a proxy of its own.
        with build_opener(ProxyHandler({})).open(url, timeout=ANSWERS_WITHIN) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def main() -> int:
    """Tell everything; 1 when something is wrong."""
    worst = 0
    for finding in examine():
        print(f"{_MARKS[finding.state]}  {finding.sentence}")
        worst = max(worst, int(finding.state == "wrong"))
    print("Something has to be put right." if worst else "Nothing is wrong.")
    return worst


if __name__ == "__main__":
    sys.exit(main())
