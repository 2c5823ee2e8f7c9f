"""Plays scripted customers against the running product over its public HTTP surface, and says where one is let down.

A script is a file of `tests/dialogues/`: customers with a goal, what they write, and what they must and must not read.
    say: text                    the customer writes
    press: regex                 … presses the newest button with such a title
    bag: {…} | flight: {…}       something happens in the world (see `_Scene`), with what it takes
    move_bag: {…}                the bag is seen somewhere else
    hear: [regex, …]             each is found in what is said then (bodies, cards and buttons as one text)
    never: [regex, …]            none of them is                quiet: true     the assistant says nothing
    language: en                 what the answer is in, where it is not the customer's own
Placeholders in every text: {tag} {tag2} {flight} {surname}; the scene invents what a script does not name.
"""

import random
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import yaml

from airline.places.airports import local_time

SCRIPTS = Path(__file__).parents[1] / "tests" / "dialogues"
# What nobody should read who is not a programmer.
_HIDDEN = frozenset({"id", "payload", "bag_key", "type", "tone", "key", "kind", "icon", "activity", "form"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONG_ENOUGH = 20
# Flights that nobody else has: drawn, two of a hundred customers would share one in every other run.
_NUMBERS = iter(random.sample(range(5000, 10000), 5000))
_FLAGS = re.IGNORECASE | re.DOTALL | re.MULTILINE
_SPOKEN = ("zh", "en")


@dataclass(frozen=True)
class Customer:
    """One scripted customer."""

    name: str
    group: str
    language: str
    goal: str
    steps: list[dict[str, Any]]


@dataclass
class Played:
    """What was said, and every promise that was broken."""

    customer: Customer
    transcript: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def customers() -> Iterator[Customer]:
    """Every customer of every script, in the order of the files."""
    for path in sorted(SCRIPTS.glob("*.yml")):
        for name, script in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            yield Customer(name, path.stem, script["language"], script["goal"], script["steps"])


def play(customer: Customer, base: str, feed_key: str) -> Played:
    """The whole conversation of one customer, from an address of their own."""
    played = Played(customer)
    address = f"10.{random.randint(1, 250)}.{random.randint(0, 255)}.{random.randint(1, 250)}"
    with httpx2.Client(base_url=base, timeout=60, trust_env=False, headers={"X-Forwarded-For": address}) as client:
        visitor, scene = Visitor(client, customer.language), _Scene(client, feed_key)
        for written in customer.steps:
            step = scene.filled(written)
            texts = _do(step, visitor, scene)
            played.transcript += [*_narrated(step), *(f"    {text}" for text in texts)]
            played.broken += [
                f"{_named(step)}: {wrong}" for wrong in _wrong(step, texts, step.get("language", customer.language))
            ]
    return played


def _do(step: Mapping[str, Any], visitor: "Visitor", scene: "_Scene") -> list[str]:
    if "say" in step:
        return visitor.send(text=step["say"])
    if "press" in step:
        return visitor.press(step["press"])
    for name in ("bag", "flight", "move_bag"):
        if name in step:
            getattr(scene, name)(**(step[name] or {}))
    return visitor.news() if "hear" in step else []


def _wrong(step: Mapping[str, Any], texts: list[str], language: str) -> Iterator[str]:
    said = "\n".join(texts)
    speaks = "say" in step or "press" in step
    if step.get("quiet"):
        yield from ["should be silent"] if texts else []
    elif speaks and not texts:
        yield "no answer"
    for pattern in step.get("hear", ()):
        if not re.search(pattern, said, _FLAGS):
            yield f"does not hear /{pattern}/ in: {said[:300]}"
    for pattern in step.get("never", ()):
        if re.search(pattern, said, _FLAGS):
            yield f"hears /{pattern}/ in: {said[:300]}"
    if (
        language in ("zh", "en")
        and speaks
        and len(said) >= _LONG_ENOUGH
        and bool(_HAN.search(said)) != (language == "zh")
    ):
        yield f"is answered in the other language: {said[:100]}"


def _narrated(step: Mapping[str, Any]) -> list[str]:
    return [f"> {step[verb]}" for verb in ("say", "press", "bag", "flight", "move_bag") if verb in step]


def _named(step: Mapping[str, Any]) -> str:
    return (_narrated(step) or ["> …"])[0][2:80]


class Visitor:
    """A customer's browser, without the page."""

    def __init__(self, client: httpx2.Client, language: str) -> None:
        self._client = client
        shown = language if language in ("zh", "en") else "en"
        opened = self._sent("/v1/chat/sessions", {"site": "demo", "language": shown})
        self._headers = {"Authorization": f"Bearer {opened['visitor_token']}"}
        self._conversation, self._last = opened["conversation_id"], 0
        # The keys of the articles that the last answer was from.
        self.articles: list[str] = []
        self._buttons: list[dict[str, str]] = []
        self.news()

    def send(self, **said: str) -> list[str]:
        """Say `text`, or press a button by its `payload` and `title`; what is answered, each reply in words."""
        body = {"conversation_id": self._conversation, "client_id": str(uuid.uuid4()), **said}
        answer = self._sent("/v1/chat/messages?wait=true", body)
        self._conversation = answer["message"]["conversation_id"]
        return self._seen([answer["message"], *answer["replies"]])

    def press(self, title: str) -> list[str]:
        """Press the newest button whose title has this in it."""
        button = next(b for b in reversed(self._buttons) if re.search(title, b["title"], re.IGNORECASE))
        return self.send(payload=button["payload"], title=button["title"])

    def news(self) -> list[str]:
        """What was said since, without being asked for."""
        query = {"conversation_id": self._conversation, "after": self._last}
        got = self._client.get("/v1/chat/messages", params=query, headers=getattr(self, "_headers", {}))
        return self._seen(got.raise_for_status().json()["messages"])

    def _sent(self, path: str, body: dict[str, Any]) -> Any:
        headers = getattr(self, "_headers", {})
        return self._client.post(path, json=body, headers=headers).raise_for_status().json()

    def _seen(self, messages: list[dict[str, Any]]) -> list[str]:
        fresh = [message for message in messages if message["seq"] > self._last and message["author"] != "visitor"]
        self.articles = [one["data"]["article"]["key"] for one in fresh if one["data"].get("article")]
        self._last = max([self._last, *(message["seq"] for message in messages)])
        self._buttons += [choice for message in fresh for choice in message["data"].get("choices", [])]
        return [" · ".join([message["body"], *_words(message["data"])]) for message in fresh]


def _words(data: Any) -> Iterator[str]:
    """What a customer reads in a card or on buttons."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _words(value) if key not in _HIDDEN else ()
    elif isinstance(data, list):
        for value in data:
            yield from _words(value)
    elif isinstance(data, str | int | float) and not isinstance(data, bool):
        yield str(data)


class _Scene:
    """What happens around a customer: flights and bags that nobody else has."""

    def __init__(self, client: httpx2.Client, feed_key: str) -> None:
        self._client, self._key = client, feed_key
        number = next(_NUMBERS)
        self._names = {
            "tag": f"0784{random.randint(100000, 999999)}",
            "tag2": f"0999{random.randint(100000, 999999)}",
            "flight": f"CA{number}",
            "surname": "OKAFOR",
        }
        self._leaves, self._origin = datetime.now(UTC), "PEK"

    def filled(self, value: Any) -> Any:
        """The value with its placeholders replaced, through lists and mappings."""
        if isinstance(value, str):
            return re.sub(r"\{(\w+)\}", lambda name: self._names.get(name[1], name[0]), value)
        if isinstance(value, list):
            return [self.filled(one) for one in value]
        return {key: self.filled(one) for key, one in value.items()} if isinstance(value, dict) else value

    def flight(
        self, origin: str = "PEK", destination: str = "LHR", leaves_in: float = 3, takes: float = 11, **more: Any
    ) -> None:
        """A planned flight, hours from now; `delay` minutes with `code`, or `cancelled: true`."""
        self._leaves = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=leaves_in)
        self._origin = origin
        before = {"check_in_opens_at": 4, "check_in_closes_at": 1, "boarding_at": 0.75, "gate_closes_at": 0.25}
        leg: dict[str, Any] = {
            "flight": self._names["flight"],
            "origin": origin,
            "destination": destination,
            "departs_at": self._leaves.isoformat(),
            "arrives_at": (self._leaves + timedelta(hours=takes)).isoformat(),
            **{name: (self._leaves - timedelta(hours=hours)).isoformat() for name, hours in before.items()},
            **{key: more[key] for key in ("gate", "terminal", "arrival_terminal", "belt") if key in more},
        }
        if more.get("cancelled"):
            leg["cancelled"] = True
        self._feed("/v1/flights/schedule", json={"legs": [leg]})
        if "delay" in more:
            new = self._leaves + timedelta(minutes=more["delay"])
            self._feed("/v1/flights/messages", text=self._movement(origin, new, more))

    def bag(self, origin: str = "PEK", destination: str = "LHR", tag: str | None = None) -> None:
        """A bag of {surname} checked in for {flight}."""
        given = "ADA"
        lines = (
            f"BSM\n.V/1L{origin}\n.F/{self._names['flight']}/{self._day()}/{destination}/Y\n"
            f".N/{tag or self._names['tag']}001\n.S/Y/31K/C/101//N\n.W/K/1/18\n"
            f".P/1{self._names['surname']}/{given}\nENDBSM"
        )
        self._feed("/v1/baggage/messages", text=lines)

    def move_bag(
        self,
        to: str = "LHR",
        place: str = "T3ARR",
        destination: str = "LHR",
        tag: str | None = None,
        taken_off: bool = False,
    ) -> None:
        """The bag is scanned somewhere now, or `taken_off` its flight there."""
        now, number = datetime.now(UTC), f"{tag or self._names['tag']}001"
        seen = f".B/OFF/{number}" if taken_off else f".N/{number}"
        lines = (
            f"BPM\n.V/1L{to}\n.J/S///{now:%d%b}/{now:%H%M%S}Z/{place}\n".upper()
            + f".F/{self._names['flight']}/{self._day()}/{destination}/Y\n{seen}\nENDBPM"
        )
        self._feed("/v1/baggage/messages", text=lines)

    def _day(self) -> str:
        """The flight's date as bag messages have it: that of the airport it leaves from."""
        return f"{local_time(self._leaves, self._origin):%d%b}".upper()

    def _movement(self, origin: str, new: datetime, more: Mapping[str, Any]) -> str:
        late = timedelta(minutes=more["delay"])
        hours, minutes = divmod(int(late.total_seconds() // 60), 60)
        first = f"{self._names['flight']}/{self._leaves:%d}.B7487.{origin}"
        return f"MVT\n{first}\nED{new:%d%H%M}\nDL{more.get('code', 93)}/{hours:02d}{minutes:02d}"

    def _feed(self, path: str, **body: Any) -> None:
        sent = {"content": body["text"]} if "text" in body else {"json": body["json"]}
        kind = {"Content-Type": "text/plain"} if "text" in body else {}
        headers = {"Authorization": f"Bearer {self._key}", **kind}
        self._client.post(path, headers=headers, **sent).raise_for_status()
