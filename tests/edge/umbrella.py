"""A small form of the tests' own, and what it takes to fill it in."""

import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from crm import content, forms, messages
from crm.conversations import Conversation
from crm.fields import FieldError
from crm.forms import Form, Handler
from crm.messages import Kind

NAME = "umbrella"
DEFINITION = """
name: umbrella
title: {zh: 雨伞登记, en: Report an umbrella}
submit: {zh: 提交, en: Send}
steps:
  - key: what
    title: {zh: 物品, en: The thing}
    fields:
      - key: kind
        type: choice
        required: true
        label: {zh: 情况, en: What happened}
        options:
          - {value: lost, label: {zh: 丢了, en: Lost}, icon: umbrella}
          - {value: broken, label: {zh: 坏了, en: Broken}, colour: "#000000"}
      - {key: since, type: date, required: true, when: {field: kind, in: [lost]}, label: {zh: 哪天丢的, en: Since when}}
      - {key: photos, type: photos, max: 3, label: {zh: 照片, en: Photos}}
      - {key: receipts, type: money_items, pdf: true, label: {zh: 票据, en: Receipts}}
  - key: who
    title: {zh: 联系方式, en: Contact}
    fields:
      - {key: name, type: name, required: true, label: {zh: 姓名, en: Name}, hint: {zh: 全名, en: In full}}
      - {key: email, type: email, required: true, label: {zh: 邮箱, en: E-mail}}
"""
GOOD = {"kind": "broken", "name": "Wei Li", "email": "wei.li@example.com"}


def put_definition(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the tests' own form the only one there is."""
    (folder / f"{NAME}.yml").write_text(DEFINITION, encoding="utf-8")
    elsewhere = content.folders
    monkeypatch.setattr(content, "folders", lambda kind: (folder,) if kind == "forms" else elsewhere(kind))


def check(session: Session, form: Form, values: Mapping[str, Any], now: object) -> dict[str, FieldError]:
    return {"name": FieldError("too_long", max=3)} if values["name"] == "Nobody" else {}


def submit(session: Session, form: Form, conversation: Conversation, values: Any, now: object) -> dict[str, Any]:
    messages.notify(session, conversation, body=f"Noted: {values['kind']}")
    return {"reference": "UM000001", "kind": "umbrella", "clean": values}


HANDLER = Handler(check, submit, send_code=lambda session, form, now: ("w***i@example.com", 600))


def open_form(session: Session, conversation_id: str, **more: Any) -> uuid.UUID:
    """Open the form and show it, as an action and the gateway would."""
    known = {"message_id": None, "name": NAME, "values": {}, "facts": {"secret": "ours alone"}} | more
    form = forms.open_form(session, conversation_id=uuid.UUID(conversation_id), **known)
    conversation = session.get_one(Conversation, form.conversation_id)
    shown = {"form": {"id": str(form.id), "name": form.name, "status": form.status}}
    messages.notify(session, conversation, body="Please fill this in.", kind=Kind.FORM, data=shown)
    return form.id


class Sheet:
    """One form as a customer has it before them."""

    def __init__(self, client: TestClient, headers: dict[str, str], form_id: uuid.UUID, language: str = "en") -> None:
        self.client, self.headers, self.id = client, headers, str(form_id)
        self.path, self.query = f"/v1/chat/forms/{form_id}", {"language": language}

    def read(self, **query: str) -> Any:
        return self.client.get(self.path, headers=self.headers, params=self.query | query)

    def save(self, **values: Any) -> Any:
        return self.client.patch(self.path, json={"values": values}, headers=self.headers, params=self.query)

    def submit(self, **values: Any) -> Any:
        return self.client.post(f"{self.path}/submit", json={"values": values}, headers=self.headers, params=self.query)

    def stop(self) -> Any:
        return self.client.post(f"{self.path}/stop", headers=self.headers, params=self.query)

    def code(self) -> Any:
        return self.client.post(f"{self.path}/code", headers=self.headers)

    def upload(self, data: bytes, *, name: str = "photo.jpg", conversation_id: str, form: bool = True) -> Any:
        query = {"conversation_id": conversation_id} | ({"form_id": self.id} if form else {})
        return self.client.post("/v1/chat/files", files={"file": (name, data)}, headers=self.headers, params=query)


def together(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do all at once; what each returned."""
    ready = threading.Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(index: int) -> None:
        ready.wait()
        results[index] = calls[index]()

    threads = [threading.Thread(target=run, args=[index]) for index in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
