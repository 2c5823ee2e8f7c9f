"""What may be counted on about webhooks: every event once that is taken, again when it is not, signed, never inward."""

import asyncio
import base64
import hashlib
import hmac
import json
import re
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from api.settings import get_settings
from api.webhooks import calls, targets
from crm import retention, webhook_calls
from crm.base import utc_now
from crm.messages import Message
from crm.store import unit_of_work
from crm.webhook_calls import WebhookCall
from tests.edge.conftest import ROOT, Desk, Visitor

BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
EVERYTHING = list(webhook_calls.EVENTS)


class Receiver:
    """A server that keeps what it is told and answers `status`, after `delay` seconds, from `location` if any."""

    def __init__(self) -> None:
        self.got: list[tuple[dict, bytes]] = []
        self.status, self.delay, self.location = 200, 0.0, ""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append(({key.lower(): value for key, value in self.headers.items()}, body))
                time.sleep(receiver.delay)
                self.send_response(receiver.status)
                if receiver.location:
                    self.send_header("Location", receiver.location)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def bodies(self) -> list[dict]:
        return [json.loads(body) for _, body in self.got]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def receiver():
    playing = Receiver()
    yield playing
    playing.close()


@pytest.fixture
def open_inward(environment):
    """As on a site that lets webhooks lead to its own machine."""
    environment.setenv("WEBHOOK_NETWORKS", '["127.0.0.0/8"]')


@pytest.fixture
def ana(client) -> Desk:
    return Desk(client, "ana@example.com")


def ask(desk: Desk, method: str, path: str = "", **body):
    return desk.browser.request(method, f"/v1/desk/webhooks{path}", json=body or None, headers=desk.headers)


def subscribe(desk: Desk, receiver: Receiver, *events: str) -> dict:
    url = f"http://127.0.0.1:{receiver.port}/hook"
    made = ask(desk, "POST", url=url, events=list(events) or EVERYTHING)
    assert made.status_code == 201, made.text
    return made.json()


def deliver() -> int:
    return asyncio.run(calls.make_due())


def deliver_all() -> None:
    while deliver():
        pass


def queued() -> list[WebhookCall]:
    with unit_of_work() as session:
        return list(session.scalars(select(WebhookCall).order_by(WebhookCall.id)))


def make_due_again() -> None:
    with unit_of_work() as session:
        session.execute(update(WebhookCall).values(next_at=utc_now() - timedelta(seconds=1)))


@BOTH
def test_what_happens_is_told_once_and_signed(open_inward, client, ana, receiver):
    made = subscribe(ana, receiver)
    visitor = Visitor(client)
    visitor.send("hello")
    ana.do(visitor.conversation_id, "reply", text="How can I help?")
    ana.do(visitor.conversation_id, "resolve")

    deliver_all()

    types = [body["type"] for body in receiver.bodies]
    assert {"conversation.created", "message.created", "conversation.updated"} <= set(types)
    said = [body["data"]["message"]["body"] for body in receiver.bodies if body["type"] == "message.created"]
    assert {"hello", "You said: hello", "How can I help?"} <= set(said)
    headers, body = receiver.got[0]
    key = base64.b64decode(made["secret"].removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    ids = [headers["webhook-id"] for headers, _ in receiver.got]
    assert len(set(ids)) == len(ids)
    assert deliver() == 0


def test_the_example_in_the_documentation_checks_the_signature(open_inward, ana, receiver):
    made = subscribe(ana, receiver)
    ask(ana, "POST", f"/{made['webhook']['id']}/test")
    deliver()
    [(headers, body)] = receiver.got
    page = (ROOT / "docs" / "integrating.md").read_text(encoding="utf-8")
    names: dict = {}
    exec(re.search(r"```python\n(.*?)```", page, re.DOTALL)[1], names)

    is_ours = names["is_from_serviceloop"]

    assert is_ours(made["secret"], headers, body)
    assert not is_ours(made["secret"], headers, body + b" ")
    assert not is_ours(made["secret"], headers | {"webhook-timestamp": "1"}, body)


def test_only_what_is_asked_for_is_told(open_inward, client, ana, receiver):
    subscribe(ana, receiver, "conversation.created")

    Visitor(client).send("hello")
    deliver_all()

    assert [body["type"] for body in receiver.bodies] == ["conversation.created"]


def test_what_was_rolled_back_is_not_told(open_inward, ana, receiver, visitor):
    subscribe(ana, receiver)

    refused = ana.do(visitor.conversation_id, "snooze", until="2020-01-01T00:00:00Z")

    assert refused.status_code == 422
    assert queued() == []


def test_a_call_that_fails_is_made_again_later_and_at_last_given_up_with_its_reason(open_inward, ana, receiver):
    webhook_id = subscribe(ana, receiver)["webhook"]["id"]
    ask(ana, "POST", f"/{webhook_id}/test")
    receiver.status = 500

    assert deliver() == 0
    [first] = queued()
    wait = first.next_at - utc_now()
    assert deliver() == 0
    make_due_again()
    deliver()
    [second] = queued()

    assert (first.status, first.last_error, first.answered) == ("waiting", "refused", 500)
    assert second.next_at - utc_now() > wait
    for _ in range(webhook_calls.TRIES - 2):
        make_due_again()
        deliver()
    [last] = queued()
    assert (last.status, last.attempts, last.last_error) == ("failed", webhook_calls.TRIES, "refused")
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1


def test_a_call_is_made_again_by_hand(open_inward, ana, receiver):
    webhook_id = subscribe(ana, receiver)["webhook"]["id"]
    ask(ana, "POST", f"/{webhook_id}/test")
    receiver.status = 302
    deliver()
    [call] = ask(ana, "GET", f"/{webhook_id}/calls").json()["calls"]
    receiver.status = 204

    answer = ask(ana, "POST", f"/{webhook_id}/calls/{call['id']}/replay")
    deliver()

    assert (call["status"], call["error"]) == ("failed", "redirected")
    assert (answer.status_code, answer.json()["status"]) == (200, "waiting")
    [again] = ask(ana, "GET", f"/{webhook_id}/calls").json()["calls"]
    assert (again["status"], again["answered"], again["error"]) == ("sent", 204, None)
    other = subscribe(ana, receiver)["webhook"]["id"]
    assert ask(ana, "POST", f"/{other}/calls/{call['id']}/replay").status_code == 404


@BOTH
def test_a_process_that_dies_while_calling_loses_nothing(open_inward, ana, receiver):
    webhook_id = subscribe(ana, receiver)["webhook"]["id"]
    ask(ana, "POST", f"/{webhook_id}/test")

    with unit_of_work() as session:
        [claimed] = webhook_calls.claim(session, now=utc_now())  # and then nothing more is heard of it
    assert deliver() == 0
    make_due_again()

    assert deliver() == 1
    assert receiver.got[0][0]["webhook-id"] == str(claimed.call_id)


@BOTH
def test_two_processes_share_the_calls(open_inward, ana, receiver):
    webhook_id = subscribe(ana, receiver)["webhook"]["id"]
    for _ in range(6):
        ask(ana, "POST", f"/{webhook_id}/test")

    async def both() -> list[int]:
        return await asyncio.gather(calls.make_due(), calls.make_due())

    assert sum(asyncio.run(both())) == 6
    assert len(receiver.got) == 6


def test_an_address_that_hangs_is_left_and_keeps_nobody_else_waiting(open_inward, ana, receiver, monkeypatch):
    monkeypatch.setattr(calls, "TIMEOUT_SECONDS", 0.3)
    hanging, quick = Receiver(), receiver
    hanging.delay = 1.5
    slow_id, quick_id = (subscribe(ana, one)["webhook"]["id"] for one in (hanging, quick))
    for _ in range(webhook_calls.AT_ONE_ADDRESS + 5):
        ask(ana, "POST", f"/{slow_id}/test")
    ask(ana, "POST", f"/{quick_id}/test")

    begun = time.monotonic()
    assert deliver() == 1

    assert time.monotonic() - begun < 1.5
    assert len(quick.got) == 1
    assert {call.last_error for call in queued() if str(call.webhook_id) == slow_id} == {"timeout", None}
    hanging.close()


def test_a_redirect_is_not_followed(open_inward, ana, receiver):
    elsewhere = Receiver()
    receiver.status, receiver.location = 307, f"http://127.0.0.1:{elsewhere.port}/"
    webhook_id = subscribe(ana, receiver)["webhook"]["id"]
    ask(ana, "POST", f"/{webhook_id}/test")

    deliver()

    assert elsewhere.got == []
    assert queued()[0].last_error == "redirected"
    elsewhere.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://10.1.2.3/hook",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:a00:1::]/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://user:password@example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https://",
        "not an address",
        "https://example.com:99999/",
        "https://exa mple.com/",
    ],
)
def test_an_address_that_leads_inward_or_nowhere_is_refused_at_once(client, ana, url):
    answer = ask(ana, "POST", url=url, events=EVERYTHING)

    assert answer.status_code == 422
    assert answer.json()["error"]["details"]["field"] == "url"


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "127.1"])
def test_a_name_that_turns_out_to_lead_inward_is_not_called(client, ana, receiver, host):
    made = ask(ana, "POST", url=f"http://{host}:{receiver.port}/", events=EVERYTHING)
    ask(ana, "POST", f"/{made.json()['webhook']['id']}/test")

    assert deliver() == 0

    assert receiver.got == []
    [call] = queued()
    assert (call.status, call.last_error) in {("failed", "leads_inward"), ("waiting", "unreachable")}


def test_one_inward_address_among_a_names_public_ones_is_enough_to_refuse_it(monkeypatch):
    async def resolve(*_):
        return [{"host": "93.184.216.34"}, {"host": "192.168.0.1"}]

    async def look_up() -> None:
        guarded = targets.Guarded([])
        monkeypatch.setattr(guarded._plain, "resolve", resolve)
        try:
            await guarded.resolve("rebinding.example", 443)
        finally:
            await guarded.close()

    with pytest.raises(targets.TargetInward):
        asyncio.run(look_up())


@given(st.ip_addresses())
def test_what_may_be_reached_is_public(address):
    if targets.may_reach(address, []):
        assert address.is_global
        assert not (address.is_private or address.is_loopback or address.is_link_local or address.is_multicast)
    assert targets.may_reach(address, [f"{address}/{address.max_prefixlen}"])


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_the_public_internet_may_be_reached(address):
    assert targets.may_reach(ip_address(address), [])


def test_in_production_calls_go_over_tls(environment, client):
    settings = get_settings().model_copy(update={"environment": "production"})

    assert targets.check("https://example.com/hook", settings)
    with pytest.raises(targets.BadInput):
        targets.check("http://example.com/hook", settings)


def test_whoever_answers_that_it_is_gone_is_called_no_more_until_it_is_switched_on(open_inward, ana, receiver):
    webhook_id = subscribe(ana, receiver)["webhook"]["id"]
    ask(ana, "POST", f"/{webhook_id}/test")
    receiver.status = 410

    deliver()

    [listed] = ask(ana, "GET").json()["webhooks"]
    assert (listed["active"], listed["stopped_because"]) == (False, "gone")
    again = ask(ana, "PATCH", f"/{webhook_id}", active=True).json()
    assert (again["active"], again["stopped_because"]) == (True, None)


def test_what_was_erased_meanwhile_is_not_told(open_inward, client, ana, receiver):
    subscribe(ana, receiver, "message.created")
    visitor = Visitor(client)
    visitor.send("my secret")
    with unit_of_work() as session:
        session.execute(update(Message).values(in_reply_to=None))
        session.execute(delete(Message))

    deliver()

    assert receiver.got == []
    assert {call.last_error for call in queued()} == {"erased"}


def test_a_new_secret_signs_from_then_on_and_none_is_ever_listed(open_inward, ana, receiver):
    made = subscribe(ana, receiver)
    renewed = ask(ana, "POST", f"/{made['webhook']['id']}/secret").json()

    assert renewed["secret"] != made["secret"]
    assert "whsec_" not in ask(ana, "GET").text


def test_a_removed_webhook_is_forgotten_with_its_calls(open_inward, ana, receiver):
    webhook_id = subscribe(ana, receiver)["webhook"]["id"]
    ask(ana, "POST", f"/{webhook_id}/test")

    assert ask(ana, "DELETE", f"/{webhook_id}").status_code == 204

    assert (ask(ana, "DELETE", f"/{webhook_id}").status_code, queued(), deliver()) == (404, [], 0)


def test_calls_go_when_their_time_is_over(open_inward, ana, receiver):
    webhook_id = subscribe(ana, receiver)["webhook"]["id"]
    ask(ana, "POST", f"/{webhook_id}/test")
    [kind] = [one for one in retention.kept() if one.name == "webhook_calls"]

    with unit_of_work() as session:
        assert retention.sweep(session, kind, now=utc_now() + timedelta(days=31)) == 1

    assert queued() == []


def test_webhooks_are_for_those_who_lead(client, desk, ana):
    assert client.get("/v1/desk/webhooks").status_code == 401
    assert ask(desk, "GET").status_code == 403
    assert ask(desk, "POST", url="https://example.com/", events=EVERYTHING).status_code == 403
    assert ask(ana, "POST", url="https://example.com/", events=["no.such"]).status_code == 422
    assert ask(ana, "GET").status_code == 200
