"""The way of a turn, through the real channel: once per message, nothing lost, no customer text read as a command."""

import asyncio
import json
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from rasa.core.agent import Agent
from rasa.core.channels import channel
from rasa.shared.core.events import UserUttered
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic

from bot.channel import GatewayInput
from bot.tracker_store import RememberingTrackerStore, without_fallback
from bot.turn import read_payload

SECRET = "a secret of the test"
ACTIONS_PORT, PORT = 5165, 5166


class Actions:
    """Stands in for the action server: answers every action with one response, or fails when told to."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.connections: list[Any] = []
        self.broken = False
        self.malformed = False

    async def answer(self, request: web.Request) -> web.Response:
        call = await request.json()
        self.calls.append(call["next_action"])
        self.connections.append(request.transport.get_extra_info("peername"))
        if self.broken:
            return web.json_response({"error": "broken"}, status=500)
        if self.malformed:
            return web.json_response({"events": "none", "responses": []})
        said = {
            "action_hand_over": [{"response": "utter_handing_over"}, {"custom": {"command": {"name": "hand_over"}}}]
        }
        # A form's checks say nothing as long as nothing is wrong.
        default = [] if call["next_action"].startswith("validate_") else [{"response": "utter_not_understood"}]
        if call["next_action"].startswith("action_ask_"):
            default = [{"response": "utter_ask_surname"}]
        return web.json_response({"events": [], "responses": said.get(call["next_action"], default)})


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture(scope="module")
def agent(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Agent:
    store = RememberingTrackerStore(db=str(tmp_path_factory.mktemp("store") / "rasa.db"))
    return Agent.load(model, tracker_store=store, action_endpoint=EndpointConfig(f"http://127.0.0.1:{ACTIONS_PORT}/"))


@pytest.fixture(scope="module")
def app(agent: Agent) -> Sanic:
    app = Sanic(f"serviceloop_{uuid.uuid4().hex}", configure_logging=False)
    app.ctx.agent = agent
    return app


@pytest.fixture(scope="module")
def door(agent: Agent, app: Sanic, loop: asyncio.AbstractEventLoop) -> Iterator["Door"]:
    """The channel behind a real server, and the actions it calls."""
    channel.register([GatewayInput(SECRET)], app, "/webhooks/")
    actions = Actions()
    started = loop.run_until_complete(_start(app, actions))
    yield Door(loop, actions, agent)
    loop.run_until_complete(_stop(*started))


async def _start(app: Sanic, actions: Actions) -> tuple[Any, web.AppRunner]:
    application = web.Application(client_max_size=10**8)
    application.router.add_post("/", actions.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", ACTIONS_PORT).start()
    server = await app.create_server("127.0.0.1", PORT, return_asyncio_server=True, access_log=False)
    await server.startup()
    return server, runner


async def _stop(server: Any, runner: web.AppRunner) -> None:
    server.close()
    await server.after_stop()
    await runner.cleanup()


class Door:
    """What the gateway does: one POST for one message."""

    def __init__(self, loop: asyncio.AbstractEventLoop, actions: Actions, agent: Agent) -> None:
        self.loop, self.actions, self.agent = loop, actions, agent

    def post(self, body: Any, authorization: str = f"Bearer {SECRET}", to: str = "turn") -> tuple[int, Any]:
        return self.loop.run_until_complete(self._post(body, authorization, to))

    async def _post(self, body: Any, authorization: str, to: str) -> tuple[int, Any]:
        data = body if isinstance(body, (str, bytes)) else json.dumps(body)
        headers = {"Authorization": authorization, "Content-Type": "application/json"}
        async with ClientSession() as session:
            address = f"http://127.0.0.1:{PORT}/webhooks/serviceloop/{to}"
            async with session.post(address, data=data, headers=headers) as response:
                return response.status, await response.json(content_type=None)

    def health(self) -> int:
        return self.loop.run_until_complete(self._health())

    async def _health(self) -> int:
        address = f"http://127.0.0.1:{PORT}/webhooks/serviceloop/"
        async with ClientSession() as session, session.get(address) as response:
            return response.status

    def turn(self, text: Any = None, **more: Any) -> Any:
        status, answer = self.post(request(text, **more))
        assert status == 200, answer
        return answer

    def events(self, conversation: str) -> list[Any]:
        tracker = self.loop.run_until_complete(self.agent.tracker_store.retrieve_full_tracker(conversation))
        return list(tracker.events) if tracker else []


def listen(door: Door, text: str) -> Any:
    status, heard = door.post({"text": text}, to="listen")
    assert status == 200, heard
    return heard


def request(
    text: Any = None, *, language: str = "zh", conversation: Any = None, message: Any = None, **more: Any
) -> Any:
    body = {
        "conversation_id": conversation or str(uuid.uuid4()),
        "message_id": message or str(uuid.uuid4()),
        "language": language,
        "retry": False,
        **more,
    }
    return body if "payload" in more else {**body, "text": text}


def texts(answer: Any) -> list[str]:
    return [reply["text"] for reply in answer["replies"]]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("don't transfer me to a person", {"intent": "wish_denied", "reason": "not_wanted", "wish": "human"}),
        ("not a refund, just another flight", {"intent": "rebook", "reason": "instead", "wish": "refund"}),
        ("how much longer?", {"intent": "wait_question", "reason": "while_waiting", "act": "how_long"}),
        ("never mind, thanks, bye", {"intent": "goodbye", "reason": "takes_leave"}),
    ],
)
def test_says_why_a_message_was_taken_for_what_it_is(door, text, why):
    assert door.turn(text, language="en", waiting=True)["why"] == [why]


def test_gives_no_reason_where_the_classifier_decides(door):
    assert door.turn("where is my bag 0784123456, my name is Zhang", language="en")["why"] == []


@pytest.mark.parametrize("authorization", ["", "Bearer wrong", SECRET, "Bearer ", "Bearer ä"])
def test_refuses_whoever_does_not_know_the_secret(door, authorization):
    status, answer = door.post(request("hi"), authorization)

    assert status == 401
    assert answer["error"]["code"] == "unauthorized"


@pytest.mark.parametrize(("text", "kind"), [("my husband has chest pain", "medical"), ("我不想活了", "self_harm")])
def test_hears_an_emergency_as_in_a_turn_and_plays_none(door, text, kind):
    conversation = str(uuid.uuid4())
    played = len(door.actions.calls)

    heard = listen(door, text)

    assert heard["emergency"]["kind"] == kind
    assert len(door.actions.calls) == played
    assert heard["emergency"] == door.turn(text, conversation=conversation)["emergency"]


@pytest.mark.parametrize("text", ["", "   ", "👍", "this delay is killing me", "笑死我了", "/emergency", "Zhang"])
def test_hears_no_emergency_where_there_is_none(door, text):
    assert listen(door, text)["emergency"] is None


def test_hears_the_tone_and_the_writing(door):
    assert listen(door, "where is my bag")["tone"] == "calm"
    assert listen(door, "我的行李還沒到")["written_in"] == "zh-Hant"


@pytest.mark.parametrize("body", ["not json", [], {}, {"text": 3}])
def test_refuses_to_listen_to_what_is_malformed(door, body):
    status, _ = door.post(body, to="listen")

    assert status in (400, 422)


def test_listens_to_nobody_without_the_secret(door):
    status, _ = door.post({"text": "help"}, "Bearer wrong", to="listen")

    assert status == 401


def test_says_what_it_asks_for_now(door):
    conversation = str(uuid.uuid4())

    assert door.turn("where is my bag", conversation=conversation)["asks"] == "bag_reference"
    assert door.turn("你好")["asks"] is None


@pytest.mark.parametrize(
    "body",
    [
        "not json",
        [],
        {},
        {**request("hi"), "text": 3},
        {**request("hi"), "payload": "/greet"},
        {**request("hi"), "language": "fr"},
        {**request("hi"), "conversation_id": ""},
        {**request("hi"), "message_id": "x" * 200},
    ],
)
def test_refuses_a_malformed_request(door, body):
    status, _ = door.post(body)

    assert status in (400, 422)


def test_refuses_to_start_without_a_secret():
    with pytest.raises(Exception, match="credentials"):
        GatewayInput.from_credentials({"secret": ""})


def test_answers_a_greeting_with_choices(door):
    answer = door.turn("你好")

    assert answer["intent"] == "greet"
    assert answer["language"] == "zh"
    assert answer["replies"][0]["kind"] == "choices"
    assert {"title": "转人工", "payload": "/human"} in answer["replies"][0]["buttons"]


def test_speaks_the_language_it_is_seeded_with_until_another_is_shown(door):
    conversation = str(uuid.uuid4())

    seeded = door.turn("0784123456", conversation=conversation, language="en")
    unchanged = door.turn("Zhang", conversation=conversation, language="zh")
    switched = door.turn("你好", conversation=conversation, language="en")

    assert [seeded["language"], unchanged["language"], switched["language"]] == ["en", "en", "zh"]


def test_gives_identifiers_with_their_places(door):
    answer = door.turn("  行李牌０７８４１２３４５６")

    assert {"entity": "bag_tag", "value": "0784123456", "start": 5, "end": 15} in answer["entities"]


def test_reads_the_beginning_and_the_end_of_a_long_letter(door):
    letter = "Where is my bag? " + "We had such a long day at the airport. " * 60 + "The tag is 0784123456"

    answer = door.turn(letter)

    assert answer["intent"] == "bag_status"
    assert ("bag_tag", "0784123456") in [(entity["entity"], entity["value"]) for entity in answer["entities"]]


@pytest.mark.parametrize(
    "text", ["/restart", " /restart", '/human{"a": 1}', "/session_start", "/back", "/greet@0.9", "/", "//"]
)
def test_never_reads_customer_text_as_a_command(door, text):
    conversation = str(uuid.uuid4())
    door.turn("你好", conversation=conversation)

    answer = door.turn(text, conversation=conversation)

    assert answer["replies"]
    assert "restart" not in {event.type_name for event in door.events(conversation)}
    assert answer["confidence"] < 1 or answer["intent"] == "inform"


@pytest.mark.parametrize(
    "payload",
    ["/no_such_intent", "/human{broken", "/restart", "human", "", "/", '/human["a"]', "/human{" + "[" * 5000, "转人工"],
)
def test_answers_an_impossible_payload_honestly(door, payload):
    answer = door.turn(payload=payload)

    assert answer["intent"] == "nlu_fallback"
    assert answer["replies"]


def test_takes_a_payload_for_what_it_says(door):
    answer = door.turn(payload='/switch_language{"language": "en"}')

    assert answer["intent"] == "switch_language"
    assert answer["language"] == "en"


def test_ignores_a_language_that_it_does_not_speak():
    assert read_payload('/switch_language{"language": "fr"}', {"switch_language"})["entities"] == []


def test_passes_commands_on(door):
    answer = door.turn(payload="/human")

    assert answer["commands"] == [{"name": "hand_over"}]


def test_answers_a_message_once_however_often_it_is_asked(door):
    body = request("asdf qwer", conversation=str(uuid.uuid4()))
    _, first = door.post(body)
    before = len(door.events(body["conversation_id"]))
    calls = len(door.actions.calls)

    _, again = door.post({**body, "retry": True})

    assert again == first
    assert len(door.events(body["conversation_id"])) == before
    assert len(door.actions.calls) == calls


def test_answers_a_retried_message_that_it_never_saw(door):
    assert door.turn("你好", retry=True)["intent"] == "greet"


def test_keeps_nothing_of_a_turn_whose_action_failed(door):
    body = request(payload="/human")
    door.actions.broken = True

    failed, answer = door.post(body)
    door.actions.broken = False
    worked, _ = door.post({**body, "retry": True})

    assert (failed, answer["error"]["code"]) == (503, "actions_unreachable")
    assert worked == 200
    assert sum(event.type_name == "user" for event in door.events(body["conversation_id"])) == 1


def test_keeps_nothing_of_a_turn_whose_action_answers_nonsense(door):
    body = request(payload="/human")
    door.actions.malformed = True

    failed, answer = door.post(body)
    door.actions.malformed = False

    assert (failed, answer["error"]["code"]) == (503, "actions_unreachable")
    assert door.events(body["conversation_id"]) == []


def test_says_so_when_the_conversation_cannot_be_stored(door, monkeypatch):
    conversation = str(uuid.uuid4())
    door.turn("你好", conversation=conversation)
    body = request("谢谢", conversation=conversation)

    async def fails(tracker: Any) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(without_fallback(door.agent.tracker_store), "save", fails)
        failed, answer = door.post(body)
    worked, _ = door.post({**body, "retry": True})

    assert (failed, answer["error"]["code"], worked) == (500, "internal_error", 200)
    assert [e.text for e in door.events(conversation) if e.type_name == "user"] == ["你好", "谢谢"]


def test_answers_a_message_of_long_ago_once(door):
    conversation = str(uuid.uuid4())
    body = request("你好", conversation=conversation)
    _, first = door.post(body)
    for _ in range(30):
        door.turn("谢谢", conversation=conversation)

    _, again = door.post({**body, "retry": True})

    assert again == first


def test_keeps_its_connection_to_the_actions_open(door):
    first = len(door.actions.connections)

    for _ in range(3):
        door.turn(payload="/human")

    assert len(set(door.actions.connections[first:])) == 1


def test_says_it_is_ready_after_reading_a_sentence(door, monkeypatch):
    read: list[str] = []
    parse = door.agent.processor.parse_message

    async def parse_message(message: Any, *args: Any) -> Any:
        read.append(message.text)
        return await parse(message, *args)

    monkeypatch.setattr(door.agent.processor, "parse_message", parse_message)

    assert [door.health(), door.health()] == [200, 200]
    assert len(read) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("x" * 10_000, "行李" * 5000, "😀", "😀" * 2000, "\u202eאבג\u200b", "   ", "\u200b", "\ud800 bag", "a\x00b"),
        *(
            "<img src=x onerror=alert(1)>",
            "{0} {body} %s",
            "'; drop table events;--",
            "姓" + "不是" * 900,
            "name " * 700,
        ),
    ],
)
def test_answers_anything_quickly(door, text):
    started = time.perf_counter()

    answer = door.turn(text)

    assert answer["replies"]
    assert time.perf_counter() - started < 5


def test_answers_two_wishes_of_one_message_in_order_and_again_when_asked_again(door):
    asked = {"conversation": uuid.uuid4().hex, "message": "m1", "language": "en"}

    first = door.turn("Where is my bag, and how much is an extra suitcase?", **asked)
    again = door.turn("Where is my bag, and how much is an extra suitcase?", **asked, retry=True)

    assert first["intents"] == ["bag_status", "bag_excess_fee"]
    # The form's question comes last, once: what could be answered is answered before it.
    assert len(first["replies"]) == 2
    assert again == first


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("Where is my bag 0784123456, and how much is an extra suitcase?", ["bag_status", "bag_excess_fee"]),
        ("我的行李到哪了？0784123456，另外多带一件行李多少钱？", ["bag_status", "bag_excess_fee"]),
    ],
)
def test_asks_last_and_once_and_loses_no_number_between_two_wishes(door, text, intents):
    conversation = uuid.uuid4().hex

    answer = door.turn(text, conversation=conversation, language="en")

    assert answer["intents"] == intents
    # What it asks for is the name: the number was heard.
    assert texts(answer)[-1] in (
        "To keep your details private, please also tell me the surname it is registered under.",
        "为了保护您的隐私，还请告诉我登记的旅客姓氏。",
    )
    assert len(answer["replies"]) == 2


def test_says_that_both_are_done_when_two_wishes_take_questions(door):
    asked = {"conversation": uuid.uuid4().hex, "message": "m1", "language": "en"}

    first = door.turn("Where is my bag, and when does my flight leave?", **asked)
    again = door.turn("Where is my bag, and when does my flight leave?", **asked, retry=True)

    assert texts(first)[0] == "I'll take care of all of it, one thing at a time."
    assert len(first["replies"]) == 2
    assert again == first


def test_hears_the_answer_and_the_wish_beside_it_while_a_form_asks(door):
    conversation = uuid.uuid4().hex
    door.turn("Where is my bag?", conversation=conversation, language="en")

    answer = door.turn("0784123456, and how much is a second bag?", conversation=conversation)

    assert answer["intents"] == ["bag_status", "bag_excess_fee"]
    assert len(answer["replies"]) == 2


def test_takes_a_long_story_with_one_request_for_one_wish(door):
    story = "My flight was cancelled last night. We slept on the floor. How do I get compensation?"

    answer = door.turn(story, language="en")

    assert answer["intents"] == ["compensation"]


@pytest.mark.parametrize("text", ["?", "？？？", "!!!", "……"])
def test_makes_nothing_of_punctuation_alone(door, text):
    assert door.turn(text)["intent"] == "nlu_fallback"


def test_meets_anger_before_the_matter_and_not_in_every_bubble(door):
    conversation = uuid.uuid4().hex

    first = door.turn("太过分了！！你们到底管不管", conversation=conversation)
    second = door.turn("气死我了，到底管不管！！", conversation=conversation)

    assert (first["tone"], second["tone"]) == ("angry", "angry")
    assert "对不起" in texts(first)[0]
    assert not any("对不起，是我们没做好" in said for said in texts(second))


def test_says_how_a_message_is_written_and_stays_calm_with_the_calm(door):
    answer = door.turn("請問我的行李到哪裡了")

    assert (answer["written_in"], answer["tone"]) == ("zh-Hant", "calm")


@pytest.mark.parametrize(
    "text",
    [
        "行李" * 5_000,
        "where is my bag " * 700,
        "😀😀😭",
        "8" * 300,
        "\u202e\u202dabc\u200b\u200b",
        "مرحبا أين حقيبتي",
        "/restart",
        "/session_start",
        '/no_such_intent{"bag_tag": "0784123456"}',
        '{"intent": "restart"}',
        "\u0000\ud800",
    ],
)
def test_answers_whatever_comes_and_forgets_nothing(door, text):
    conversation = uuid.uuid4().hex
    door.turn("我的行李到哪了", conversation=conversation)

    answer = door.turn(text, conversation=conversation)

    assert answer["replies"]
    # Nothing a customer types resets the conversation: the question before is still known.
    assert any(isinstance(event, UserUttered) and event.text == "我的行李到哪了" for event in door.events(conversation))


# Last: from here on another model answers.
def test_another_model_is_taken_while_customers_write_and_every_message_is_answered_once(door, model, app):
    conversations = [str(uuid.uuid4()) for _ in range(20)]
    before = app.ctx.agent

    async def at_once() -> list[Any]:
        bearer = f"Bearer {SECRET}"
        first = [door._post(request("hello", language="en", conversation=one), bearer, "turn") for one in conversations]
        switch = door._post({"model": model.name}, bearer, "model")
        return list(await asyncio.gather(*first[:10], switch, *first[10:]))

    answers = door.loop.run_until_complete(at_once())
    status, taken = answers.pop(10)

    assert (status, taken) == (200, {"model": model.name})
    assert app.ctx.agent is not before
    assert [status for status, _ in answers] == [200] * 20
    for one in conversations:
        assert len([event for event in door.events(one) if isinstance(event, UserUttered)]) == 1
    assert texts(door.turn("hello", language="en", conversation=conversations[0]))


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"model": "serviceloop-0000000000000000.tar.gz"}, 404, "model_not_found"),
        ({"model": "../.env"}, 422, "invalid_request"),
        ([], 422, "invalid_request"),
    ],
)
def test_no_other_file_is_taken_for_a_model_and_the_one_before_goes_on(door, app, body, status, code):
    before = app.ctx.agent

    answered, told = door.post(body, to="model")

    assert (answered, told["error"]["code"]) == (status, code)
    assert door.post({"model": "x"}, "Bearer wrong", to="model")[0] == 401
    assert app.ctx.agent is before
