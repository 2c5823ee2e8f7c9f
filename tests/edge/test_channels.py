"""A channel is a folder and one entry: what comes in by it is answered, and what is said goes out by it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from api.channels import CHANNELS, Outgoing, Undeliverable
from api.channels.delivering import deliver_due
from api.channels.plain import plain
from crm import deliveries, identities, inbound
from crm.base import utc_now
from crm.deliveries import Delivery
from crm.messages import Author, Kind, Message
from crm.store import reading, unit_of_work


class ToyChannel:
    """Pigeons: words alone, and now and then one does not arrive."""

    name = "pigeon"

    def __init__(self):
        self.sent = []
        self.error = None

    def render(self, message):
        return Outgoing(message.id, plain(message), message.language)

    async def send(self, outgoing):
        if self.error:
            raise self.error
        self.sent.append((outgoing.to, outgoing.text))
        return f"pigeon-{len(self.sent)}"


@pytest.fixture
def toy(monkeypatch):
    channel = ToyChannel()
    monkeypatch.setitem(CHANNELS, channel.name, channel)
    return channel


@pytest.fixture
def write(client):
    """What a route of the channel does with a message."""

    def write(text, *, number="1"):
        async def come_in():
            received, task = await client.app.state.gateway.take_in(
                lambda session: inbound.receive_from(
                    session,
                    channel="pigeon",
                    sender="loft 7",
                    external_id=number,
                    site="demo",
                    language="en",
                    text=text,
                )
            )
            if task is not None:
                await task
            return received

        return client.portal.call(come_in)

    return write


def due():
    with reading() as session:
        return list(session.scalars(select(Delivery).order_by(Delivery.id)))


def test_a_message_that_came_by_another_channel_is_answered_by_it(client, write, toy):
    write("hello")

    client.portal.call(deliver_due)

    assert toy.sent == [("loft 7", "You said: hello")]
    (delivery,) = due()
    assert (delivery.status, delivery.external_id, delivery.attempts) == ("sent", "pigeon-1", 1)


def test_the_same_message_twice_is_one_and_its_sender_one_customer(client, write, toy):
    first, again, other = write("hello"), write("hello"), write("more", number="2")

    assert (first.duplicate, again.duplicate, other.duplicate) == (False, True, False)
    assert first.conversation.customer_id == other.conversation.customer_id
    client.portal.call(deliver_due)
    assert [text for _, text in toy.sent] == ["You said: hello", "You said: more"]


def test_what_a_channel_does_not_take_is_tried_again_and_given_up_where_it_never_will(client, write, toy):
    write("hello")
    toy.error = Undeliverable("unreachable")
    client.portal.call(deliver_due)
    (delivery,) = due()
    assert (delivery.status, delivery.error) == ("waiting", "unreachable")
    assert delivery.next_at > utc_now()

    with unit_of_work() as session:
        session.get_one(Delivery, delivery.id).next_at = utc_now() - timedelta(seconds=1)
    toy.error = Undeliverable("refused", final=True)
    client.portal.call(deliver_due)

    (delivery,) = due()
    assert (delivery.status, delivery.error, delivery.attempts) == ("failed", "refused", 2)


def test_what_an_agent_says_goes_out_too_and_the_desk_names_the_channel(client, write, toy, desk):
    received = write("hello")
    desk.do(str(received.conversation.id), "reply", text="Mei here")
    desk.do(str(received.conversation.id), "note", text="for us alone")

    client.portal.call(deliver_due)

    assert [text for _, text in toy.sent][-1] == "Mei here"
    assert desk.get("/conversations?view=all").json()["conversations"][0]["channel"] == "pigeon"


def test_a_number_chooses_what_was_offered(client, write, toy, assistant):
    choices = [{"title": "Track a bag", "payload": "/bag_status"}, {"title": "Check in", "payload": "/check_in"}]
    assistant.respond = lambda question: (
        assistant.say("Which?") | {"replies": [{"text": "Which?", "buttons": choices, "data": {}}]}
    )
    write("hello")

    chosen = write("2", number="2")

    assert (chosen.message.body, chosen.message.payload) == ("Check in", "/check_in")
    assert assistant.asked[-1]["payload"] == "/check_in"


def test_a_visitor_of_the_web_is_known_by_it_and_nothing_is_sent_to_them(client, visitor):
    visitor.send("hello")

    with reading() as session:
        customer_id = session.scalars(select(Message).limit(1)).one().conversation_id
        assert customer_id
        (known,) = session.scalars(select(identities.Identity)).all()
        assert (known.channel, known.external_id) == ("web", str(known.customer_id))
        assert due() == []


def test_two_processes_never_send_the_same_delivery(client, write, toy):
    write("hello")

    with unit_of_work() as session:
        first = deliveries.claim(session, now=utc_now())
    with unit_of_work() as session:
        second = deliveries.claim(session, now=utc_now())

    assert (len(first), second) == (1, [])


CHOICES = {"choices": [{"title": "A", "payload": "/a"}, {"title": "B", "payload": "/b"}]}
CARD = {"card": {"type": "flight", "flight": "LN123", "status": "On time", "steps": []}}


@pytest.mark.parametrize(
    ("kind", "data", "en", "zh"),
    [
        (Kind.TEXT, {}, "?", "?"),
        (
            Kind.CHOICES,
            CHOICES,
            "?\n1. A\n2. B\nReply with a number, or in your own words.",
            "?\n1. A\n2. B\n回复数字即可选择，也可以直接说您的需求。",
        ),
        (Kind.CARD, CARD, "?\nLN123\nOn time\nSee all the details: {page}", "?\nLN123\nOn time\n查看详情：{page}"),
        (
            Kind.FORM,
            {"form": {"id": "f", "name": "bag_missing", "status": "open"}},
            "?\nFill in the form here: {page}",
            "?\n请点击链接填写：{page}",
        ),
        (
            Kind.SURVEY,
            {"token": "T", "survey": "csat", "answered": None},
            "?\n1 = Very dissatisfied\n2 = Dissatisfied\n3 = Neither\n4 = Satisfied\n5 = Very satisfied\n"
            "Tap to rate us: http://127.0.0.1:8000/s/T",
            "?\n1 = 非常不满意\n2 = 不满意\n3 = 一般\n4 = 满意\n5 = 非常满意\n点击链接评价：http://127.0.0.1:8000/s/T",
        ),
    ],
)
def test_every_kind_of_message_can_be_said_in_plain_text(visitor, kind, data, en, zh):
    conversation_id = visitor.conversation_id
    page = f"http://127.0.0.1:8000/chat#conversation={conversation_id}&message=7"
    for language, expected in (("en", en), ("zh", zh)):
        message = Message(
            conversation_id=conversation_id,
            seq=7,
            author=Author.BOT,
            kind=kind,
            body="?",
            data=data,
            language=language,
        )
        assert plain(message) == expected.format(page=page)
