"""Nothing acknowledged is lost: processes are killed in mid-conversation, and every message is answered once."""

import os
import signal
import subprocess
import sys
import threading
import time
import uuid

import httpx2
import psutil
import pytest

from tests.browser.conftest import ROOT, Passenger, Product

QUESTIONS = [
    "can I check a power bank",
    "how many bags can I take",
    "充电宝能托运吗",
    "can I take my golf clubs",
    "hello",
]


@pytest.fixture
def own_product(tmp_path):
    running = Product(tmp_path)
    running.prepare()
    running.start()
    yield running
    running.kill()


def keep_sending(passenger, text, *, tries=200):
    """What the widget does: the same client_id until it is acknowledged."""
    client_id = str(uuid.uuid4())
    for _ in range(tries):
        try:
            response = passenger.send(text, client_id=client_id)
            if response.status_code in (200, 201):
                return response.json()["message"]
        except httpx2.HTTPError:
            pass
        time.sleep(0.1)
    raise AssertionError("it was never acknowledged")


def answers_to(said, message):
    """The bubbles between a message and the next one of the customer."""
    start = next(i for i, m in enumerate(said) if m["id"] == message["id"])
    following = said[start + 1 :]
    end = next((i for i, m in enumerate(following) if m["author"] == "visitor"), len(following))
    return following[:end]


def called_at(said):
    """Where a person was called, if one was: what follows is theirs to answer."""
    return next((i for i, m in enumerate(said) if m["data"].get("activity") == "queued"), len(said))


def settled(passenger, message):
    """Whether a message is answered, or a person was called before it."""
    try:
        said = passenger.messages()
    except httpx2.HTTPError:
        return False
    return bool(answers_to(said, message)) or called_at(said) < len(said)


def converse(product, acknowledged):
    """One customer who asks everything, whatever happens meanwhile."""
    passenger = Passenger(product)
    for question in QUESTIONS:
        message = keep_sending(passenger, question)
        acknowledged.append((passenger, message))
        deadline = time.monotonic() + 60
        while not settled(passenger, message) and time.monotonic() < deadline:
            time.sleep(0.1)


@pytest.mark.parametrize("victims", [["rasa"], ["api"], ["rasa", "api", "jobs"]])
def test_every_acknowledged_message_is_answered_exactly_once(own_product, victims):
    acknowledged: list = []
    customers = [threading.Thread(target=converse, args=[own_product, acknowledged]) for _ in range(4)]
    for customer in customers:
        customer.start()
    own_product.until(lambda: len(acknowledged) >= 6, seconds=60)

    own_product.kill(*victims)
    own_product.start(*victims)
    for customer in customers:
        customer.join(120)

    assert len(acknowledged) == len(customers) * len(QUESTIONS)
    for passenger, message in acknowledged:
        said = passenger.messages()
        assert sum(m["id"] == message["id"] for m in said) == 1
        assert [m["seq"] for m in said] == sorted({m["seq"] for m in said})
        if [m["id"] for m in said].index(message["id"]) < called_at(said):
            bodies = [m["body"] for m in answers_to(said, message)]
            assert bodies
            assert len(bodies) == len(set(bodies))
    command, where = [sys.executable, "-m", "crm.check"], {"cwd": ROOT, "env": own_product.environment}
    checked = subprocess.run(command, **where, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_product_starts_twice_and_stops_without_leaving_anything(tmp_path):
    product = Product(tmp_path)
    environment = {**product.environment, "PORT": str(product.port)}

    for start in (1, 2):
        terminal = tmp_path / f"terminal-{start}"
        with terminal.open("w") as output:
            running = subprocess.Popen(
                [sys.executable, "-m", "api.start"],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        product.until(lambda: f"{product.url}/desk" in terminal.read_text(), seconds=120)  # noqa: B023
        assert product.ready()
        children = psutil.Process(running.pid).children(recursive=True)
        assert len(children) >= 3
        os.kill(running.pid, signal.SIGINT)

        assert running.wait(timeout=30) == 0
        assert not [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
