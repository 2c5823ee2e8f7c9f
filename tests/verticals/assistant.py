"""An assistant that knows the words and rules of the verticals that are on, and nothing of its own.

It plays Rasa's part at its address: the intent is that of the example that is said word for word, the rule for it names
the action, the app runs that and what follows from it, a form is asked until it is full, and responses are taken from
the files.
"""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import yaml

from crm import content

Run = Callable[[dict[str, Any]], dict[str, Any]]
_FORM, _SLOT = "_form", "requested_slot"
# What the next message is for.
_LISTEN = "action_listen"


def serve(run: Run) -> str:
    """Start to answer, running actions by `run`; returns the address."""
    conversations: dict[str, _Conversation] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            talk = conversations.setdefault(question["conversation_id"], _Conversation(run))
            raw = json.dumps(talk.answer(question)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


class _Conversation:
    """One conversation: its slots, the form that asks, what happened, and the replies to the present message."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._slots: dict[str, Any] = {}
        self._events: list[dict[str, Any]] = []
        self._loop: str | None = None
        self._replies: list[dict[str, Any]] = []
        self._question: dict[str, Any] = {}
        self._intent = ""

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """What is said to one message."""
        self._question, self._replies = question, []
        said = question.get("text") or question["payload"]
        self._intent = _intent(said)
        self._slots["language"] = question["language"]
        self._events.append({"event": "user", "text": said, "parse_data": {"intent": {"name": self._intent}}})
        if self._loop is None or not self._ask(self._loop):
            self._play(_action(self._intent))
        return {"replies": self._replies, "commands": [], "intent": self._intent}

    def _play(self, action: str) -> None:
        """Do it, and what follows from it."""
        if action.endswith(_FORM):
            self._loop = action
            self._events.append({"event": "active_loop", "name": action})
            self._ask(action)
            return
        follows = self._do(action)
        if follows and follows != _LISTEN:
            self._play(follows)

    def _ask(self, form: str) -> bool:
        """Let the form read the message, and put its next question, or end it; False where it leads elsewhere."""
        told = self._call(f"validate_{form}")
        if told is None:
            return False
        self._take(told)
        slot = self._slots.get(_SLOT)
        if slot:
            self._do(f"action_ask_{slot}")
            return True
        self._loop = None
        self._events.append({"event": "active_loop", "name": None})
        self._play(_ending(form))
        return True

    def _do(self, action: str) -> str | None:
        """Run an action; the one that it has follow."""
        told = self._call(action)
        return self._take(told) if told else None

    def _take(self, told: dict[str, Any]) -> str | None:
        for reply in _replies(told["responses"], self._question["language"], self._replies):
            self._replies.append(reply)
            self._events.append({"event": "bot", "text": reply["text"], "metadata": {"utter_action": reply["from"]}})
        follows = None
        for event in told["events"]:
            if event["event"] == "slot":
                self._slots[event["name"]] = event["value"]
            if event["event"] == "active_loop":
                self._loop = event["name"]
                self._events.append(event)
            if event["event"] == "followup":
                follows = str(event["name"])
        return follows

    def _call(self, action: str) -> dict[str, Any] | None:
        """What Rasa asks of the action server; None where the action says that it is not its turn."""
        sender, said = self._question["conversation_id"], self._question.get("text") or self._question["payload"]
        tracker = {
            "sender_id": sender,
            "slots": self._slots,
            "latest_message": {
                "text": said,
                "intent": {"name": self._intent, "confidence": 1.0},
                "intent_ranking": [{"name": self._intent, "confidence": 1.0}],
                "entities": _named_in(said),
                "metadata": {"message_id": self._question["message_id"]},
            },
            "events": self._events,
            "active_loop": {"name": self._loop} if self._loop else {},
        }
        told = self._run({"next_action": action, "sender_id": sender, "tracker": tracker, "domain": {}})
        return None if "error" in told else told


def _intent(text: str) -> str:
    if text.startswith("/"):
        return text[1:].partition("{")[0]
    for path in content.files("nlu"):
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            examples = [line.strip().removeprefix("- ") for line in one.get("examples", "").splitlines()]
            if any(text.startswith(example) for example in examples if example):
                return str(one["intent"])
    return "inform"


def _named_in(said: str) -> list[dict[str, Any]]:
    """What a button names."""
    named = json.loads("{" + said.partition("{")[2]) if said.startswith("/") and "{" in said else {}
    return [{"entity": name, "value": value} for name, value in named.items()]


def _action(intent: str) -> str:
    """The action of the rule for an intent."""
    return next(
        (_played(steps) for steps in _rules() if steps[0].get("intent") == intent and _played(steps)), "action_inform"
    )


def _ending(form: str) -> str:
    """What the rule for a full form plays."""
    done = [{"action": form}, {"active_loop": None}]
    return next(str(steps[-1]["action"]) for steps in _rules() if steps[:2] == done and "action" in steps[-1])


def _rules() -> list[list[dict[str, Any]]]:
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in content.files("rules")]
    # A vertical's file takes the place of the core's of the same name.
    core = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in content.folders("rules")[0].glob("*.yml")]
    return [rule["steps"] for said in (*files, *core) for rule in said["rules"]]


def _played(steps: list[dict[str, Any]]) -> str:
    return next((str(step["action"]) for step in steps if "action" in step), "")


def _replies(said: list[dict[str, Any]], language: str, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    replies: list[dict[str, Any]] = []
    for one in said:
        if attached := (one.get("custom") or {}).get("attach"):
            (replies or before)[-1].update(attached)
        elif one.get("response"):
            text, buttons = _words(one["response"], language, one)
            replies.append({"text": text, "from": one["response"], "kind": "text", "data": {}, "buttons": buttons})
    return replies


def _words(response: str, language: str, facts: dict[str, Any]) -> tuple[str, list[dict[str, str]]]:
    """The text of a response with its facts, and the buttons below it."""
    for folder in reversed(content.folders("responses")):
        for path in folder.glob("*.yml"):
            for text in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].get(response, ()):
                if any(one["value"] == language for one in text.get("condition", ())):
                    return str(text["text"]).format(**facts), [*text.get("buttons", ()), *(facts.get("buttons") or ())]
    raise LookupError(response)
