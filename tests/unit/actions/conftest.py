"""Actions run by rasa-sdk's own executor, as Rasa calls them, on a store of their own."""

import asyncio
import sqlite3
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import ActionExecutor
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

import airline.access.identity
import airline.bags.bags
import airline.bookings.bookings
import airline.cases.booking_requests
import airline.cases.reports
import airline.cases.subscriptions  # noqa: F401
import crm.agents
import crm.handovers
import crm.surveys  # noqa: F401  (the tables of all of them are needed)
from airline.ingest import ingest
from crm import article_files, content, conversations, customers, hours, interactions, knowledge, messages
from crm.base import Base, utc_now
from crm.site import site
from crm.store import close_store, engine, open_store, unit_of_work


@pytest.fixture
def store(tmp_path: Path) -> Iterator[None]:
    """An empty store in a file."""
    open_store(f"sqlite:///{tmp_path / 'actions.db'}")
    Base.metadata.create_all(engine())
    yield
    close_store()


@pytest.fixture(autouse=True)
def always_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """People answer, whatever the clock of the tests shows."""
    answers_in(monkeypatch, {})


def answers_in(monkeypatch: pytest.MonkeyPatch, opening_hours: dict[str, Any]) -> None:
    """Have people answer in these hours; at any hour if there are none."""
    fixed = site().model_copy(update={"opening_hours": opening_hours})
    monkeypatch.setattr(hours, "site", lambda: fixed)


@pytest.fixture(scope="session")
def executor() -> ActionExecutor:
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor


class Turn:
    """What came of one action."""

    def __init__(self, result: dict[str, Any]) -> None:
        self.events = result["events"]
        self.responses = [said["response"] for said in result["responses"] if said.get("response")]
        self.said = result["responses"]
        self.slots = {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}
        self.followup = next((event["name"] for event in self.events if event["event"] == "followup"), None)

    @property
    def commands(self) -> list[dict[str, Any]]:
        return [said["custom"]["command"] for said in self.said if "command" in (said.get("custom") or {})]

    @property
    def attachments(self) -> list[dict[str, Any]]:
        return [said["custom"]["attach"] for said in self.said if "attach" in (said.get("custom") or {})]

    @property
    def buttons(self) -> list[str]:
        """The payloads offered last."""
        return [button["payload"] for button in self.said[-1].get("buttons") or []]

    @property
    def attached(self) -> dict[str, Any]:
        return next(said["custom"]["attach"]["data"] for said in self.said if "attach" in (said.get("custom") or {}))


@pytest.fixture
def act(executor: ActionExecutor, store: None) -> Callable[..., Turn]:
    """Run an action: act("action_affirm", text="yes", intent="affirm", slots={...}, before=[events])."""

    def run(action: str, **turn: Any) -> Turn:
        return Turn(asyncio.run(executor.run(_call(action, **turn))).model_dump())

    return run


def _call(
    action: str,
    *,
    text: str = "",
    intent: str = "bag_status",
    slots: dict[str, Any] | None = None,
    entities: list[dict[str, Any]] | None = None,
    ranking: list[str] | None = None,
    before: list[dict[str, Any]] | None = None,
    after: list[dict[str, Any]] | None = None,
    sender: str | None = None,
    message: uuid.UUID | None = None,
    loop: str | None = None,
    confidence: float = 0.9,
    emergency: dict[str, Any] | None = None,
    **heard: Any,
) -> dict[str, Any]:
    """`heard` is what else the assistant's components found in the message."""
    names = ranking or [intent]
    said = {
        "event": "user",
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": entities or [],
        "intent_ranking": [{"name": name, "confidence": 0.5} for name in names],
        "metadata": {"message_id": str(message)} if message else {},
        "parse_data": {"intent": {"name": intent}},
        **({"emergency": emergency} if emergency else {}),
        **heard,
    }
    return {
        "next_action": action,
        "sender_id": sender or str(uuid.uuid4()),
        "domain": {},
        "tracker": {
            "sender_id": sender or str(uuid.uuid4()),
            "slots": {"language": "en", **(slots or {})},
            "latest_message": said,
            "events": [*(before or []), said, *(after or [])],
            "active_loop": {"name": loop} if loop else {},
            "latest_action_name": "action_listen",
            "paused": False,
            "followup_action": None,
        },
    }


def put_bag(lpn: str = "0784123456", *, surname: str = "ZHANG", day: Any = None, locator: str = "K7M2QX") -> None:
    """A bag checked in for a flight from Beijing to London."""
    now = day or utc_now()
    flown = f"{now:%d%b}".upper()
    with unit_of_work() as session:
        ingest(
            session,
            text=f"BSM\n.V/1LPEK\n.F/CZ673/{flown}/LHR\n.N/{lpn}001\n.P/{surname}/WEIMR\n.L/{locator}\nENDBSM",
            received_at=now,
        )


@lru_cache(maxsize=1)
def library() -> str:
    """A store with nothing but the articles of the product, which are read once for all tests."""
    path = Path(tempfile.mkdtemp()) / "library.db"
    of_articles = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(of_articles)
    with Session(of_articles) as session, session.begin():
        article_files.import_articles(session, content.files("knowledge"))
    of_articles.dispose()
    return str(path)


def put_articles() -> None:
    """The articles of the product."""
    with closing(sqlite3.connect(str(engine().url.database))) as store:
        store.execute("ATTACH ? AS library", [library()])
        for table in (knowledge.Article.__tablename__, knowledge.ArticleIntent.__tablename__):
            store.execute(f"INSERT INTO {table} SELECT * FROM library.{table}")
        store.commit()


def recorded(conversation_id: uuid.UUID) -> list[str]:
    """The kinds of what was recorded for a conversation."""
    with Session(engine()) as session:
        return [item.kind for item in interactions.of(session, conversation_id)]


def put_message() -> tuple[uuid.UUID, uuid.UUID]:
    """(conversation, message): a customer has written in a conversation of ours."""
    with unit_of_work() as session:
        customer = customers.create_customer(session, language="en")
        conversation = conversations.start_conversation(session, customer=customer, site="demo", language="en")
        said = messages.append(session, conversation, author=messages.Author.VISITOR, body="where is my bag")
        return conversation.id, said.id
