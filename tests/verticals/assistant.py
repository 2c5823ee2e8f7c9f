"""An assistant that knows the words and rules of the verticals that are on, and nothing of its own.

It plays Rasa's part at its address: the intent is that of the example that is said word for word, the rule for it names
the action, the app runs that, and responses are taken from the files.
"""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import yaml

from crm import content

Run = Callable[[dict[str, Any]], dict[str, Any]]


def serve(run: Run) -> str:
    """Start to answer, running actions by `run`; returns the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            raw = json.dumps(_answer(question, run)).encode()
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


def _answer(question: dict[str, Any], run: Run) -> dict[str, Any]:
    intent = _intent(question.get("text") or question["payload"].strip("/"))
    said = run(_call(question, _action(intent)))
    return {"replies": _replies(said["responses"], question["language"]), "commands": [], "intent": intent}


def _intent(text: str) -> str:
    for path in content.files("nlu"):
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            examples = [line.removeprefix("- ").strip() for line in one.get("examples", "").splitlines()]
            if one.get("intent") == text or any(text.startswith(example) for example in examples if example):
                return str(one["intent"])
    return "nlu_fallback"


def _action(intent: str) -> str:
    for path in content.files("rules"):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            steps = rule["steps"]
            if steps[0].get("intent") == intent:
                return next(str(step["action"]) for step in steps if "action" in step)
    raise LookupError(intent)


def _call(question: dict[str, Any], action: str) -> dict[str, Any]:
    """What Rasa asks of the action server."""
    sender, slots = question["conversation_id"], {"language": question["language"]}
    message = {"text": question.get("text"), "intent": {}, "metadata": {"message_id": question["message_id"]}}
    tracker = {
        "sender_id": sender,
        "slots": slots,
        "latest_message": message,
        "events": [],
    }
    return {"next_action": action, "sender_id": sender, "tracker": tracker, "domain": {}}


def _replies(said: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    replies: list[dict[str, Any]] = []
    for one in said:
        if attached := (one.get("custom") or {}).get("attach"):
            replies[-1] |= attached
        else:
            replies.append({"text": _words(one["response"], language), "kind": "text", "data": {}})
    return replies


def _words(response: str, language: str) -> str:
    for path in content.files("responses"):
        for text in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].get(response, ()):
            if any(one["value"] == language for one in text.get("condition", ())):
                return str(text["text"])
    raise LookupError(response)
