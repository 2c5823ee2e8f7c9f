"""What agents may count on."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.channels import CHANNELS
from api.http.dependencies import SupervisorDep
from api.settings import get_settings
from crm import live
from crm.base import utc_now
from crm.store import reading
from tests.edge.conftest import PASSWORD, Desk, Visitor

NOBODYS = uuid.UUID(int=1)
MOVES = ("take", "reply", "note", "transfer", "return", "resolve", "reopen", "snooze")


def queued(client, assistant, *, language="en"):
    """A customer who waits for a person."""
    visitor = Visitor(client, language=language)
    visitor.send("where is my bag")
    assistant.respond = assistant.hand_over
    visitor.send("转人工" if language == "zh" else "agent please")
    assistant.respond = assistant.echo
    return visitor


def bodies(visitor):
    return [message["body"] for message in visitor.history()["messages"]]


@pytest.mark.parametrize("path", ["/me", "/catalogue", "/agents", "/conversations", f"/conversations/{NOBODYS}"])
def test_nobody_reads_the_desk_without_signing_in(client, path):
    response = client.get(f"/v1/desk{path}")

    assert (response.status_code, response.json()["error"]["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("move", MOVES)
def test_nobody_moves_a_conversation_without_signing_in(client, visitor, move):
    body = {"client_id": str(uuid.uuid4()), "text": "x", "until": utc_now().isoformat()}

    response = client.post(f"/v1/desk/conversations/{visitor.conversation_id}/{move}", json=body)

    assert response.status_code == 401


@pytest.mark.parametrize("move", MOVES)
def test_another_sites_form_cannot_move_a_conversation(desk, visitor, move):
    desk.headers = {"X-CSRF-Token": "guessed"}

    response = desk.do(visitor.conversation_id, move, text="x", until=utc_now().isoformat())

    assert (response.status_code, response.json()["error"]["code"]) == (403, "forbidden")


@pytest.mark.parametrize("move", MOVES)
def test_an_unknown_conversation_cannot_be_moved(desk, move):
    later = (utc_now() + timedelta(hours=1)).isoformat()

    response = desk.do(str(uuid.uuid4()), move, text="x", until=later)

    assert (response.status_code, response.json()["error"]["code"]) == (404, "conversation_not_found")


@pytest.mark.parametrize(("email", "password"), [("mei@example.com", "wrong"), ("nobody@example.com", PASSWORD)])
def test_wrong_credentials_look_alike(client, email, password):
    response = client.post("/v1/desk/login", json={"email": email, "password": password})

    assert (response.status_code, response.json()["error"]["code"]) == (401, "bad_credentials")


@pytest.fixture
def three_tries(environment):
    environment.setenv("LOGIN_RATE", "3/minute")
    get_settings.cache_clear()


def guess(client, email="mei@example.com", password="wrong", *, address="203.0.113.1") -> int:
    browser = TestClient(client.app, client=(address, 4711))
    browser.portal = client.portal
    return browser.post("/v1/desk/login", json={"email": email, "password": password}).status_code


SPELLINGS = ("mei@example.com", " mei@example.com", "mei@example.com\u3000", "MEI@example.com", "\tMei@Example.com\n")


def test_guessing_at_one_account_is_slowed_down_from_wherever_and_however_it_is_spelled(client, three_tries):
    guesses = [guess(client, email, address=f"203.0.113.{n}") for n, email in enumerate(SPELLINGS)]

    assert guesses == [401, 401, 401, 429, 429]
    assert guess(client, "tom@example.com", PASSWORD, address="203.0.113.4") == 200


@pytest.mark.parametrize("addresses", [["203.0.113.1"] * 4, [f"2001:db8:1:2::{n}" for n in range(4)]])
def test_guessing_from_one_address_is_slowed_down_whatever_accounts_are_tried(client, three_tries, addresses):
    assert [guess(client, f"a{n}@example.com", address=one) for n, one in enumerate(addresses)] == [401, 401, 401, 429]
    assert guess(client, "a9@example.com", address="198.51.100.1") == 401


def test_signing_in_rightly_again_and_again_is_no_guessing(client, three_tries):
    assert [guess(client, password=PASSWORD) for _ in range(6)] == [200] * 6


def test_tries_at_once_are_counted_too(client, three_tries):
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: guess(client), range(12)))

    assert answers.count(401) == 3


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    response = client.post("/v1/desk/login", json={"email": "mei@example.com", "password": PASSWORD})

    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_visitors_token_is_no_sign_in(client, visitor):
    browser = TestClient(client.app, cookies={"serviceloop_desk": visitor.token})

    assert browser.get("/v1/desk/me").status_code == 401


def test_signing_out_ends_the_session_and_a_copy_of_the_cookie_is_worth_nothing(client, desk):
    copy = TestClient(client.app, cookies=dict(desk.browser.cookies))
    copy.portal = client.portal
    assert copy.get("/v1/desk/me").status_code == 200

    desk.browser.post("/v1/desk/logout", headers=desk.headers)

    assert desk.get("/me").status_code == 401
    assert copy.get("/v1/desk/me").status_code == 401
    assert copy.post("/v1/desk/logout", headers=desk.headers).status_code == 401


def test_strangers_who_guess_at_an_account_do_not_keep_its_agent_out_of_where_they_have_signed_in(client, three_tries):
    assert guess(client, password=PASSWORD, address="192.0.2.1") == 200

    for n in range(6):
        guess(client, address=f"203.0.113.{n}")

    assert guess(client, password=PASSWORD, address="198.51.100.1") == 429
    assert guess(client, password=PASSWORD, address="192.0.2.1") == 200


def test_an_agent_says_whether_they_are_there(desk, other_desk):
    desk.browser.put("/v1/desk/status", json={"status": "away"}, headers=desk.headers)

    team = {agent["name"]: agent["status"] for agent in other_desk.get("/agents").json()["agents"]}
    assert (team["Mei"], team["Tom"]) == ("away", "online")


def test_a_visitor_who_only_looked_is_not_on_the_desk(client, desk):
    Visitor(client)

    assert desk.rows("all") == []


def test_who_waits_longest_comes_first(client, desk, assistant):
    waiting = [queued(client, assistant).conversation_id for _ in range(3)]

    assert desk.rows("unassigned") == waiting
    assert desk.get("/conversations").json()["counts"] == {"mine": 0, "unassigned": 3, "all": 3}


def test_the_customer_is_told_their_place_and_it_moves(client, desk, assistant):
    first, second = queued(client, assistant), queued(client, assistant)
    assert second.history()["conversation"]["queue_position"] == 2

    desk.do(first.conversation_id, "take")

    assert second.history()["conversation"]["queue_position"] == 1
    assert first.history()["conversation"]["queue_position"] is None


def test_the_whole_story_is_there_at_hand_over(client, desk, assistant):
    visitor = queued(client, assistant)

    story = desk.get(f"/conversations/{visitor.conversation_id}").json()

    said = {message["id"]: message for message in story["messages"]}
    assert story["handover"]["reason"] == "requested"
    assert [fact["text"]["en"] for fact in story["handover"]["facts"]] == [
        "Customer: “where is my bag”",
        "Customer: “agent please”",
    ]
    for fact in story["handover"]["facts"]:
        assert all(said[message_id]["author"] == "visitor" for message_id in fact["message_ids"])
    assert (story["conversation"]["topic"], story["conversation"]["status"]) == (None, "queued")
    assert [m["intent"] for m in story["messages"] if m["author"] == "visitor"] == ["greet", "human"]


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_two_agents_accept_at_once_and_one_wins(client, assistant):
    visitor = queued(client, assistant)
    desks = [Desk(client, "mei@example.com"), Desk(client, "tom@example.com")]
    together, answers = threading.Barrier(2), {}

    def accept(desk):
        together.wait()
        answers[desk.agent["name"]] = desk.do(visitor.conversation_id, "take")

    threads = [threading.Thread(target=accept, args=[desk]) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winner = next(name for name, answer in answers.items() if answer.status_code == 200)
    (loser,) = (answer for name, answer in answers.items() if name != winner)
    assert (loser.status_code, loser.json()["error"]["code"]) == (409, "already_taken")
    assert loser.json()["error"]["details"]["agent_name"] == winner


def test_taking_ones_own_again_changes_nothing(visitor, desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    before = bodies(visitor)

    assert desk.do(visitor.conversation_id, "take").status_code == 200
    assert bodies(visitor) == before


def test_an_agent_who_answers_takes_the_conversation(visitor, desk, assistant):
    visitor.send("hello")

    response = desk.do(visitor.conversation_id, "reply", text="Hello, Mei here.")

    assert response.json()["conversation"]["assignee"]["name"] == "Mei"
    assert bodies(visitor)[-2:] == ["Mei has joined the conversation.", "Hello, Mei here."]
    assert visitor.history()["conversation"]["agent_name"] == "Mei"


def test_a_reply_sent_twice_is_said_once(visitor, desk):
    visitor.send("hello")
    client_id = str(uuid.uuid4())

    answers = [desk.do(visitor.conversation_id, "reply", text="Hi.", client_id=client_id) for _ in range(2)]

    assert answers[0].json()["message"]["id"] == answers[1].json()["message"]["id"]
    assert bodies(visitor).count("Hi.") == 1


def test_only_the_owner_may_reply(visitor, desk, other_desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")

    response = other_desk.do(visitor.conversation_id, "reply", text="Me too.")

    assert (response.status_code, response.json()["error"]["code"]) == (409, "already_taken")
    assert "Me too." not in bodies(visitor)


def test_a_row_shows_what_people_said_last_not_the_assistant(visitor, desk):
    visitor.send("where is my bag")
    (row,) = desk.get("/conversations?view=all").json()["conversations"]
    assert (row["last_message"]["author"], row["last_message"]["body"]) == ("visitor", "where is my bag")

    desk.do(visitor.conversation_id, "reply", text="Here.")
    resolved = desk.do(visitor.conversation_id, "resolve").json()["conversation"]
    assert resolved["last_message"]["body"] == "Here."


def test_a_note_is_for_the_team_alone(visitor, desk, other_desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")

    assert other_desk.do(visitor.conversation_id, "note", text="VIP, be kind.").status_code == 200

    assert "VIP, be kind." not in bodies(visitor)
    story = desk.get(f"/conversations/{visitor.conversation_id}").json()
    assert story["messages"][-1]["kind"] == "note"
    assert story["conversation"]["last_message"]["body"] != "VIP, be kind."


def test_given_back_the_assistant_speaks_again_and_it_works_twice(visitor, desk, assistant):
    for _ in range(2):
        assistant.respond = assistant.hand_over
        visitor.send("agent please")
        desk.do(visitor.conversation_id, "take")
        assert visitor.send("hello?").json()["replies"] == []
        assistant.respond = assistant.echo

        desk.do(visitor.conversation_id, "return")

        assert visitor.send("thanks").json()["replies"][0]["body"] == "You said: thanks"


def test_a_transfer_to_a_colleague_and_to_the_queue(visitor, desk, other_desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")

    desk.do(visitor.conversation_id, "transfer", agent_id=other_desk.agent["id"])
    assert other_desk.rows("mine") == [visitor.conversation_id]

    other_desk.do(visitor.conversation_id, "transfer", agent_id=None)
    assert desk.rows("unassigned") == [visitor.conversation_id]


def test_only_the_owner_or_a_supervisor_may_transfer(client, visitor, desk, other_desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")

    assert other_desk.do(visitor.conversation_id, "transfer", agent_id=None).status_code == 409
    assert Desk(client, "ana@example.com").do(visitor.conversation_id, "transfer", agent_id=None).status_code == 200


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        ([], ["return", "reopen", "snooze"]),
        (["take", "resolve"], ["take", "return", "resolve", "transfer", "snooze"]),
        (["take"], ["reopen"]),
        (["take", "return"], ["return", "reopen", "snooze"]),
    ],
)
def test_an_illegal_move_is_refused_and_changes_nothing(visitor, desk, path, refused):
    visitor.send("hello")
    for move in path:
        assert desk.do(visitor.conversation_id, move).status_code == 200
    later = (utc_now() + timedelta(hours=1)).isoformat()
    before = visitor.history()

    for move in refused:
        response = desk.do(visitor.conversation_id, move, until=later)

        assert (move, response.status_code) == (move, 409)
        assert response.json()["error"]["code"] == "illegal_move"
    assert visitor.history() == before


def test_a_time_to_snooze_must_lie_ahead(visitor, desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")

    for until in ((utc_now() - timedelta(hours=1)).isoformat(), "tomorrow", "2026-11-22T09:00:00"):
        assert desk.do(visitor.conversation_id, "snooze", until=until).status_code == 422


def test_resolved_the_customer_is_asked_and_the_answer_is_beside_the_conversation(visitor, desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    desk.do(visitor.conversation_id, "resolve")
    asked = visitor.history()["messages"][-1]
    assert (asked["kind"], asked["data"]["answered"]) == ("survey", None)

    visitor.client.post(f"/v1/surveys/{asked['data']['token']}", json={"score": 5, "comment": "Quick!"})

    assert visitor.history()["messages"][-1]["data"]["answered"] == {"score": 5, "comment": "Quick!"}
    story = desk.get(f"/conversations/{visitor.conversation_id}").json()
    assert [(s["kind"], s["score"], s["comment"]) for s in story["surveys"]] == [("csat", 5, "Quick!")]
    assert "token" not in story["messages"][-1]["data"]


def test_a_transfer_to_a_colleague_does_not_stir_those_who_wait(client, visitor, desk, other_desk, assistant):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    waiting = Visitor(client)
    assistant.respond = assistant.hand_over
    waiting.send("agent please")
    with reading() as session:
        before = live.newest(session)

    moved = desk.do(visitor.conversation_id, "transfer", agent_id=other_desk.agent["id"]).json()["conversation"]

    assert (moved["status"], moved["assignee"]["name"]) == ("assigned", "Tom")
    assert moved["waiting_since"]
    with reading() as session:
        assert {str(change.conversation_id) for change in live.since(session, before)[1]} == {visitor.conversation_id}
    told = [message["data"]["activity"] for message in visitor.history()["messages"] if "activity" in message["data"]]
    assert told[-2:] == ["taken", "transferred"]


def test_every_change_at_the_desk_wants_the_value_that_only_its_page_knows():
    paths = create_app().openapi()["paths"]
    asks = {
        f"{method} {path}": {parameter["name"] for parameter in route.get("parameters", ())}
        for path, routes in paths.items()
        for method, route in routes.items()
        if method != "get"
    }
    at_desk = {name: wanted for name, wanted in asks.items() if "serviceloop_desk" in wanted}

    # Whoever signs in or comes by a link has no page yet: the password, or the link, is what nobody else knows.
    without = {"post /v1/desk/login", "post /v1/desk/password"}
    assert {name for name in asks if "/desk/" in name} - at_desk.keys() == without
    assert [name for name, wanted in at_desk.items() if "x-csrf-token" not in wanted] == []
    assert len(at_desk) > 15


def test_the_catalogue_names_what_the_desk_shows_in_both_languages(desk):
    found = desk.get("/catalogue").json()
    assert found["time_zone"] == "Asia/Shanghai"

    labels = {one["name"]: one["label"] for one in found["intents"]}
    assert labels["request_rebook"] == {"zh": "申请改签", "en": "Requests a change of flight"}
    assert labels["bag_status"] == {"zh": "行李状态", "en": "Bag status"}
    topics = {one["name"]: one for one in found["skills"]}
    assert topics["rebook"]["topic"] == {"zh": "改签", "en": "Rebooking"}
    assert (topics["rebook"]["stage"], topics["rebook"]["case_kind"]) == ("pre", "rebook_request")
    assert {one["name"]: one["label"]["en"] for one in found["stages"]} == {
        "pre": "Before the journey", "in": "During the journey", "post": "After the journey",
    }  # fmt: skip
    assert found["channels"][0] == {"name": "web", "label": {"zh": "网页聊天", "en": "Web chat"}, "icon": "chat"}
    assert {one["name"] for one in found["channels"]} == CHANNELS.keys()
    assert [(one["name"], one["label"]["zh"], one["icon"]) for one in found["feeds"]] == [
        ("baggage", "行李", "tag"), ("flights", "航班", "plane"),
    ]  # fmt: skip


def test_the_catalogue_says_how_cases_look_and_move(desk):
    kinds = {kind["name"]: kind for kind in desk.get("/catalogue").json()["case_kinds"]}

    states = {state["name"]: state for state in kinds["bag_missing"]["states"]}
    assert (kinds["bag_missing"]["icon"], kinds["bag_missing"]["initial"]) == ("case_lost", "reported")
    assert (states["reported"]["tone"], states["reported"]["customer_tone"]) == ("warn", "info")
    assert states["reported"]["moves"] == ["duplicate", "located", "tracing", "withdrawn"]
    assert states["received_at_airport"]["label"]["en"] == "At the airport"
    assert states["received_at_airport"]["customer_label"]["en"] == "At your airport"
    assert (states["closed"]["final"], states["closed"]["tone"]) == (True, "quiet")
    assert [state["name"] for state in kinds["seat_request"]["states"]][:2] == ["submitted", "in_progress"]


def test_how_a_conversation_ended_is_shown_until_it_is_opened_again(visitor, desk):
    visitor.send("hello")

    for move, outcome in (("take", None), ("resolve", "handed_over"), ("reopen", None)):
        assert desk.do(visitor.conversation_id, move).json()["conversation"]["outcome"] == outcome
    assert {one["name"] for one in desk.get("/catalogue").json()["outcomes"]} >= {"handed_over", "abandoned"}


def test_the_topic_of_a_conversation_is_a_skill(client, assistant, visitor, desk):
    assistant.respond = lambda question: assistant.say("Let me see.", intent="request_rebook")
    visitor.send("another flight please")

    assert desk.get(f"/conversations/{visitor.conversation_id}").json()["conversation"]["topic"] == "rebook"


def test_a_question_about_what_comes_before_does_not_begin_the_journey_anew(assistant, visitor, desk):
    for intent, stage in (("bag_status", "in"), ("request_rebook", "in")):
        assistant.respond = lambda question, intent=intent: assistant.say("Let me see.", intent=intent)
        visitor.send("and this?")

        assert desk.get(f"/conversations/{visitor.conversation_id}").json()["conversation"]["stage"] == stage


def test_what_agents_write_often_is_offered_in_both_languages(desk):
    found = {one["name"]: one for one in desk.get("/replies").json()["replies"]}

    assert found["greeting"]["label"] == {"zh": "问候", "en": "Greeting"}
    assert "{customer}" in found["greeting"]["text"]["en"]
    assert found["ask_tag"]["text"]["zh"].startswith("请把行李牌号")


def test_whoever_is_shown_a_bag_is_on_their_journey_whatever_they_asked(assistant, visitor, desk):
    shown = {"text": "Your bag has arrived.", "kind": "card", "data": {"card": {"type": "bag"}}}

    for stage, said in (("pre", {}), ("in", {"replies": [shown]})):
        assistant.respond = lambda question, said=said: assistant.say("Here.", intent="opening_hours", **said)
        visitor.send("0784123456")

        assert desk.get(f"/conversations/{visitor.conversation_id}").json()["conversation"]["stage"] == stage


def test_what_only_supervisors_may_see_is_read_without_the_value_that_changes_need(client, desk):
    async def look(agent: SupervisorDep) -> str:
        return agent.name

    client.app.add_api_route("/v1/desk/for-supervisors", look, methods=["GET", "POST"])
    ana = Desk(client, "ana@example.com")

    assert desk.get("/for-supervisors").status_code == 403
    assert ana.get("/for-supervisors").json() == "Ana"
    assert ana.browser.post("/v1/desk/for-supervisors").status_code == 403
    assert ana.browser.post("/v1/desk/for-supervisors", headers=ana.headers).status_code == 200
