"""The whole product as a customer meets it: every process for real, and a real browser in front."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import httpx2
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from honcho.environ import parse_procfile
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page, expect, sync_playwright

from api.settings import Settings
from api.start import process_environment
from bench.product import always_open

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "lantern-demo"
PATIENCE = 20_000  # milliseconds that a browser waits for what was promised

expect.set_options(timeout=PATIENCE)


class Product:
    """Every process of the Procfile on ports and a store of its own; each may be killed and started again."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port, rasa_port = _free_ports(2)
        self.url = f"http://127.0.0.1:{self.port}"
        self.api_key = "b" * 40
        settings = {
            "DATABASE_URL": f"sqlite:///{folder}/store.db",
            "PUBLIC_URL": self.url,
            "RASA_URL": f"http://127.0.0.1:{rasa_port}",
            "SECRET_KEY": "k" * 40,
            "RASA_SECRET": "r" * 40,
            "BAGGAGE_API_KEY": self.api_key,
            "SESSION_RATE": "10000/minute",
            "LOGIN_RATE": "10000/minute",
            "SITE": str(always_open(folder)),
            **environment,
        }
        self.environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
        named = {name.lower(): value for name, value in settings.items() if name != "SITES"}
        self.environment |= process_environment(Settings(_env_file=None, **named), port=str(self.port))
        self.environment |= settings
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.commands = parse_procfile((ROOT / "Procfile").read_text()).processes

    def prepare(self) -> None:
        """Schema, articles, team, demo bags."""
        code = "from api.settings import Settings; from api.start import prepare; prepare(Settings())"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=self.environment, check=True, capture_output=True)

    def start(self, *names: str) -> None:
        """Start these processes, or all of them, and wait until the product is ready."""
        for name in names or self.commands:
            log = (self.folder / f"{name}.log").open("ab")
            self.processes[name] = subprocess.Popen(
                f"exec {self.commands[name]}",
                shell=True,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            log.close()
        self.until(self.ready, seconds=120)

    def kill(self, *names: str) -> None:
        """Kill without a warning, as a power cut would."""
        for name in names or list(self.processes):
            process = self.processes.pop(name)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def ready(self) -> bool:
        try:
            return httpx2.get(f"{self.url}/readyz", timeout=5, trust_env=False).status_code == 200
        except httpx2.HTTPError:
            return False

    def until(self, condition: Callable[[], Any], *, seconds: float) -> Any:
        """Wait for something that happens by itself."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if found := condition():
                return found
            time.sleep(0.1)
        logs = "\n".join(f"{path.name}: {path.read_text()[-1500:]}" for path in self.folder.glob("*.log"))
        raise AssertionError(f"it did not happen in time\n{logs}")

    def post_baggage(self, *messages: str) -> Any:
        """What a baggage system does."""
        headers = {"Authorization": f"Bearer {self.api_key}", "Content-Type": "text/plain"}
        response = httpx2.post(
            f"{self.url}/v1/baggage/messages", content="\n".join(messages), headers=headers, trust_env=False
        )
        assert response.status_code == 200, response.text
        return response.json()


class Passenger:
    """A customer without a browser: for what must hold whatever the page does."""

    def __init__(self, product: Product, language: str = "en") -> None:
        self.product = product
        opened = self._post("/v1/chat/sessions", {"site": "demo", "language": language}).json()
        self.headers = {"Authorization": f"Bearer {opened['visitor_token']}"}
        self.conversation_id = opened["conversation_id"]

    def send(self, text: str, *, client_id: str | None = None, wait: bool = False) -> httpx2.Response:
        body = {"conversation_id": self.conversation_id, "client_id": client_id or str(uuid.uuid4()), "text": text}
        return self._post(f"/v1/chat/messages?wait={str(wait).lower()}", body)

    def messages(self) -> list[dict[str, Any]]:
        query = {"conversation_id": self.conversation_id}
        url = f"{self.product.url}/v1/chat/messages"
        found: list[dict[str, Any]] = httpx2.get(
            url, params=query, headers=self.headers, timeout=10, trust_env=False
        ).json()["messages"]
        return found

    def _post(self, path: str, body: dict[str, Any]) -> httpx2.Response:
        headers = getattr(self, "headers", {})
        return httpx2.post(f"{self.product.url}{path}", json=body, headers=headers, timeout=60, trust_env=False)


class Mailbox:
    """A mail server that keeps what it is sent."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.server = Controller(self, hostname="127.0.0.1", port=_free_ports(1)[0])
        self.url = f"smtp://127.0.0.1:{self.server.port}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        parser = BytesParser(_class=EmailMessage, policy=policy.default)
        self.letters.append(parser.parsebytes(envelope.original_content or b""))
        return "250 kept"

    def sent_to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    box.server.start()
    yield box
    box.server.stop()


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox) -> Iterator[Product]:
    """One product for all tests that only use it."""
    foreign_port = _free_ports(1)[0]
    sites = {"demo": [], "partner": [f"http://127.0.0.1:{foreign_port}"]}
    running = Product(tmp_path_factory.mktemp("product"), SITES=json.dumps(sites), SMTP_URL=mailbox.url)
    running.foreign_port = foreign_port
    running.prepare()
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window and without its background calls."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Browsers of separate people; closed at the end, and no script of ours may have failed in them."""
    opened: list[BrowserContext] = []
    failures: list[str] = []

    def open_one(*, language: str = "en", **options: Any) -> BrowserContext:
        context = browser.new_context(locale={"en": "en-GB", "zh": "zh-CN"}[language], **options)
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: failures.append(str(error.error)))
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    assert failures == []


class Widget:
    """The chat window as a person uses it."""

    def __init__(self, page: Page, url: str, *, open_it: bool = True) -> None:
        self.page = page
        page.goto(url)
        if open_it:
            self.open()

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("iframe")

    def at(self, test_id: str) -> Locator:
        return self.frame.get_by_test_id(test_id)

    def open(self) -> None:
        self.page.get_by_test_id("launcher").click()
        expect(self.at("composer")).to_be_visible()
        expect(self.bubbles("bot").first).to_be_visible()

    def bubbles(self, author: str) -> Locator:
        return self.frame.locator(f"[data-author={author}]")

    def say(self, text: str) -> None:
        self.at("composer").fill(text)
        self.at("composer").press("Enter")

    def ask(self, text: str) -> str:
        """Say something and read the last bubble of the answer."""
        before = self.bubbles("bot").count()
        self.say(text)
        expect(self.bubbles("bot")).not_to_have_count(before)
        self.page.wait_for_timeout(300)
        return self.bubbles("bot").last.inner_text()

    def expect_said(self, text: str) -> None:
        expect(self.at("chat-log")).to_contain_text(text)


class Desk:
    """The desk as an agent uses it."""

    def __init__(self, page: Page, product: Product, email: str = "mei@example.com") -> None:
        self.page = page
        page.goto(f"{product.url}/desk")
        page.get_by_test_id("login-email").fill(email)
        page.get_by_test_id("login-password").fill(PASSWORD)
        page.get_by_test_id("login-submit").click()
        expect(self.at("tab-unassigned")).to_be_visible()

    def at(self, test_id: str) -> Locator:
        return self.page.get_by_test_id(test_id)

    def row(self, conversation_id: str) -> Locator:
        return self.page.locator(f"[data-testid=conversation-row][data-id='{conversation_id}']")

    def open(self, conversation_id: str, *, tab: str = "tab-unassigned") -> None:
        self.at(tab).click()
        self.row(conversation_id).click()
        expect(self.at("composer")).to_be_visible()

    def reply(self, text: str) -> None:
        # Until the conversation is taken, what is written is a note.
        expect(self.at("composer")).to_have_attribute("data-mode", "reply")
        self.at("composer").fill(text)
        self.at("composer").press("Enter")

    def open_case(self, reference: str) -> None:
        self.at("section-cases").click()
        self.page.locator(f"[data-testid=case-row][data-id='{reference}']").click()
        expect(self.at("case")).to_contain_text(reference)

    def move_case(self, to: str, note: str = "") -> None:
        self.at("move").click()
        self.at(f"move-{to}").click()
        self.at("move-note").fill(note)
        self.at("move-confirm").click()
        expect(self.at("move-confirm")).to_have_count(0)


@pytest.fixture
def widget(product: Product, open_context: Callable[..., BrowserContext]) -> Callable[..., Widget]:
    def visit(language: str = "en", **options: Any) -> Widget:
        return Widget(open_context(language=language, **options).new_page(), product.url)

    return visit


@pytest.fixture
def desk(product: Product, open_context: Callable[..., BrowserContext]) -> Callable[..., Desk]:
    def sign_in(language: str = "en", email: str = "mei@example.com", **options: Any) -> Desk:
        return Desk(open_context(language=language, **options).new_page(), product, email)

    return sign_in


def conversation_of(widget: Widget) -> str:
    """The id of the conversation in the widget, as its own storage has it."""
    frame = next(frame for frame in widget.page.frames if "/chat" in frame.url)
    found: str = frame.evaluate("JSON.parse(localStorage.getItem('serviceloop.session.demo')).conversation_id")
    return found


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
