"""What supervisors may count on when they say what messages mean: which come, that names are gone, that two agree."""

import uuid

import pytest
from sqlalchemy import delete, select

from crm import conversations, outcomes, reviews
from crm.agents import Agent, Role
from crm.conversations import Conversation
from crm.decisions import Decision
from crm.events import Actor
from crm.messages import Message
from crm.reviews import Review
from crm.store import reading, unit_of_work
from tests.edge.conftest import Desk, Visitor
from tests.edge.test_articles import BOTH_STORES, code_of


@pytest.fixture
def ana(client):
    return Desk(client, "ana@example.com")


@pytest.fixture
def ben(client):
    """A second supervisor."""
    with unit_of_work() as session:
        session.scalars(select(Agent).where(Agent.email == "tom@example.com")).one().role = Role.SUPERVISOR
    return Desk(client, "tom@example.com")


def not_understood(assistant, **more):
    assistant.respond = lambda question: assistant.say("Sorry?", intent="nlu_fallback", confidence=0.2, **more)


def said(client, assistant, *texts: str, language: str = "en") -> list[str]:
    """Customers, each of whom says something that is not understood; the ids of their conversations."""
    not_understood(assistant, written_in=language if language == "en" else "zh-Hans")
    customers = []
    for text in texts:
        visitor = Visitor(client, language=language)
        visitor.send(text)
        customers.append(visitor.conversation_id)
    return customers


def queue(desk: Desk):
    return desk.get("/reviews").json()


def words(group) -> list[str]:
    return ["".join(part["text"] for part in one["parts"]) for one in group["examples"]]


def why(desk: Desk) -> dict[str, list[str]]:
    return {group["text"]: group["examples"][0]["reasons"] for group in queue(desk)["groups"]}


def post(desk: Desk, path: str, **body):
    return desk.browser.post(f"/v1/desk/reviews{path}", json=body, headers=desk.headers)


def propose(desk: Desk, group=None, *, kind="intent", target="bag_special", **more):
    group = group or queue(desk)["groups"][0]
    ids = [one["id"] for one in group["examples"]]
    return post(desk, "/decisions", reviews=ids, kind=kind, target=target, **more)


@BOTH_STORES
def test_messages_that_were_not_understood_come_in_groups_without_personal_data(client, assistant, ana):
    said(client, assistant, "my cello in the cabin? I'm Ada Okafor", "a cello in the cabin? ada@example.org")
    said(client, assistant, "大提琴能带上飞机吗，13800138000", language="zh")

    found = queue(ana)

    assert [(group["count"], group["language"], group["reasons"]) for group in found["groups"]] == [
        (2, "en", {"asked_back": 2}),
        (1, "zh", {"asked_back": 1}),
    ]
    assert words(found["groups"][0]) == [
        "a cello in the cabin? name@example.com",
        "my cello in the cabin? I'm Alex Smith",
    ]
    assert {"text": "12345678901", "kind": "number"} in found["groups"][1]["examples"][0]["parts"]
    assert found["counts"] == {"open": 3, "proposed": 0, "approved": 0}
    assert not any(secret in str(found) for secret in ("Okafor", "ada@", "138001"))


def test_what_was_hardly_understood_comes_and_what_was_surely_understood_does_not(client, assistant, ana):
    for text, confidence in (("my ukulele?", 0.3), ("where is my bag", 0.9)):
        assistant.respond = lambda _, sure=confidence: assistant.say("Here.", intent="bag_special", confidence=sure)
        Visitor(client).send(text)

    assert why(ana) == {"my ukulele?": ["unsure"]}
    assert queue(ana)["groups"][0]["taken_for"] == {"zh": "特殊行李", "en": "Special baggage"}


def test_a_person_asked_for_right_after_an_answer_puts_up_what_was_answered(client, assistant, ana):
    visitor = Visitor(client)
    assistant.respond = lambda _: assistant.say("Lounges are …", intent="lounge", confidence=0.9)
    visitor.send("is the shop open?")
    assistant.respond = assistant.hand_over
    visitor.send("let me talk to somebody")

    assert why(ana) == {"is the shop open?": ["handed_over"]}


def test_a_thumb_down_puts_up_the_question_and_a_thumb_up_takes_it_back(client, assistant, ana):
    article = {"id": "lounge", "key": "lounge", "title": "Lounges"}
    bubble = {"text": "Lounges are …", "kind": "text", "data": {"article": article}}
    assistant.respond = lambda _: assistant.say(intent="lounge", replies=[bubble])
    visitor = Visitor(client)
    [answer] = visitor.send("is the shop open?").json()["replies"]

    def thumb(helpful: bool):
        return client.post(
            f"/v1/chat/messages/{answer['id']}/feedback", json={"helpful": helpful}, headers=visitor.headers
        )

    assert thumb(False).status_code == 200
    assert why(ana) == {"is the shop open?": ["thumbs_down"]}
    assert thumb(True).status_code == 200
    assert why(ana) == {}


def test_a_question_left_open_puts_up_what_led_to_it(client, assistant, ana):
    assistant.respond = lambda _: assistant.say("Which tag?", intent="bag_status", asks="bag_reference")
    visitor = Visitor(client)
    visitor.send("my ukulele?")

    with unit_of_work() as session:
        conversation = conversations.lock(session, uuid.UUID(visitor.conversation_id))
        outcomes.end(session, conversation, actor=Actor.SYSTEM)

    assert why(ana) == {"my ukulele?": ["abandoned"]}


def test_any_agent_flags_what_a_customer_wrote_and_nothing_else(client, assistant, desk, ana):
    visitor = Visitor(client)
    sent = visitor.send("is the shop open?").json()

    assert post(desk, "/flag", message_id=sent["message"]["id"]).status_code == 204
    assert code_of(post(desk, "/flag", message_id=sent["replies"][0]["id"])) == (404, "message_not_found")
    assert code_of(post(desk, "/flag", message_id=str(uuid.uuid4()))) == (404, "message_not_found")
    assert why(ana) == {"is the shop open?": ["flagged"]}


def test_a_pressed_button_and_an_emoji_are_what_they_are(client, assistant, ana):
    not_understood(assistant)
    Visitor(client).send("👍")
    offered = Visitor(client)
    assistant.respond = lambda _: assistant.say(
        intent="greet",
        replies=[{"text": "?", "kind": "choices", "data": {"choices": [{"title": "A", "payload": "/lounge"}]}}],
    )
    offered.send("hello there")
    not_understood(assistant)
    offered.send(payload="/lounge")

    assert queue(ana)["groups"] == []


@BOTH_STORES
def test_one_proposes_and_another_one_approves(client, assistant, ana, ben):
    said(client, assistant, "my cello in the cabin?", "a cello in the cabin?")

    proposed = propose(ana)
    decision = proposed.json()
    assert proposed.status_code == 201
    assert (decision["label"]["en"], decision["proposed_by"], decision["mine"]) == ("Special baggage", "Ana", True)
    assert queue(ana)["groups"] == []

    assert code_of(post(ana, f"/decisions/{decision['id']}/approve")) == (409, "second_person_needed")
    [seen] = ben.get("/reviews/decisions").json()["decisions"]
    assert (seen["mine"], len(seen["examples"])) == (False, 2)
    approved = post(ben, f"/decisions/{decision['id']}/approve").json()

    assert (approved["state"], approved["proposed_by"], approved["approved_by"]) == ("approved", "Ana", "Tom")
    assert code_of(post(ben, f"/decisions/{decision['id']}/approve")) == (409, "decision_closed")
    assert ben.get("/reviews/decisions?state=approved").json()["counts"] == {"open": 0, "proposed": 0, "approved": 1}


def test_a_decision_taken_back_opens_its_messages_again_and_stays_on_record(client, assistant, ana, ben):
    said(client, assistant, "my cello in the cabin?")
    decision = propose(ana).json()
    post(ben, f"/decisions/{decision['id']}/approve")

    assert post(ben, f"/decisions/{decision['id']}/withdraw").json()["state"] == "withdrawn"

    assert [group["text"] for group in queue(ana)["groups"]] == ["my cello in the cabin?"]
    assert code_of(post(ben, f"/decisions/{decision['id']}/withdraw")) == (409, "decision_closed")
    with reading() as session:
        [kept] = session.scalars(select(Decision))
        assert (kept.proposed_by.name, kept.approved_by.name, kept.withdrawn_by.name) == ("Ana", "Tom", "Tom")


def test_two_who_decide_about_one_message_are_told_apart(client, assistant, ana, ben):
    said(client, assistant, "my cello in the cabin?")
    [group] = queue(ana)["groups"]

    assert propose(ana, group).status_code == 201
    assert code_of(propose(ben, group)) == (409, "review_decided")


@pytest.mark.parametrize(
    ("kind", "more", "field"),
    [
        ("intent", {"target": "play_chess"}, "target"),
        ("intent", {"target": "open_claim"}, "target"),
        ("facet", {"target": "how_wise"}, "target"),
        ("new_topic", {}, "title"),
        ("missing_article", {"title": {"en": "x" * 121}}, "title"),
        ("wrong_answer", {"note": " "}, "note"),
    ],
)
def test_a_decision_that_nothing_can_be_made_of_is_refused(client, assistant, ana, kind, more, field):
    said(client, assistant, "my cello in the cabin?")

    refused = propose(ana, kind=kind, **{"target": "", **more})

    assert code_of(refused) == (422, "invalid_request")
    assert refused.json()["error"]["details"]["field"] == field
    assert queue(ana)["counts"]["open"] == 1


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("facet", {"target": "how_long"}),
        ("not_ours", {}),
        ("new_topic", {"title": {"zh": "乐器", "en": "Instruments"}}),
        ("wrong_answer", {"target": "lounge", "note": "The lounge has moved."}),
    ],
)
def test_every_kind_of_decision_waits_for_a_second_person(client, assistant, ana, kind, more):
    said(client, assistant, "my cello in the cabin?")

    decision = propose(ana, kind=kind, **{"target": "", **more}).json()

    assert (decision["kind"], decision["state"]) == (kind, "proposed")


def test_that_there_is_nothing_to_learn_needs_nobody_else(client, assistant, ana):
    said(client, assistant, "my cello in the cabin?")

    assert propose(ana, kind="nothing", target="").json()["state"] == "approved"
    assert queue(ana)["groups"] == []


def test_a_missing_article_becomes_a_draft_once_two_say_so(client, assistant, ana, ben):
    said(client, assistant, "my cello in the cabin?")
    said(client, assistant, "大提琴能带上飞机吗", language="zh")
    groups = queue(ana)["groups"]
    ids = [one["id"] for group in groups for one in group["examples"]]
    decision = post(ana, "/decisions", reviews=ids, kind="missing_article", title={"en": "Cellos on board"}).json()

    key = post(ben, f"/decisions/{decision['id']}/approve").json()["article_key"]

    draft = ana.browser.get(f"/v1/articles/{key}").json()
    assert (draft["article"]["state"], draft["contents"]["title"]["en"]) == ("draft", "Cellos on board")
    asked = draft["contents"]["follow_ups"][0]["asked"]
    assert (asked["en"], asked["zh"]) == (["my cello in the cabin?"], ["大提琴能带上飞机吗"])


@BOTH_STORES
def test_nothing_is_learned_from_what_was_erased(client, assistant, ana, ben):
    conversation_ids = said(client, assistant, "my cello in the cabin?", "where can I park a horse")
    kept, proposed = queue(ana)["groups"]
    decision = propose(ana, proposed).json()

    with unit_of_work() as session:
        for conversation_id in conversation_ids:
            theirs = Message.conversation_id == uuid.UUID(conversation_id)
            session.execute(delete(Message).where(theirs, Message.in_reply_to.is_not(None)))
            session.execute(delete(Message).where(theirs))

    refused = propose(ana, kept)
    assert code_of(refused) == (404, "review_not_found")
    assert refused.json()["error"]["details"]["missing"] == [kept["examples"][0]["id"]]
    assert code_of(post(ben, f"/decisions/{decision['id']}/approve")) == (404, "review_not_found")
    assert queue(ana)["groups"] == []
    with reading() as session:
        assert session.scalars(select(Review)).all() == []
        assert session.get(Conversation, uuid.UUID(conversation_ids[0])) is not None


def test_a_message_whose_words_are_gone_is_no_example(client, assistant, ana):
    [conversation_id] = said(client, assistant, "my cello in the cabin?")
    [group] = queue(ana)["groups"]
    with unit_of_work() as session:
        first = reviews.last_understood(session, uuid.UUID(conversation_id))
        assert first is None
        session.scalars(select(Review)).one().message.body = ""

    assert code_of(propose(ana, group)) == (404, "review_not_found")
    assert queue(ana)["groups"] == []


def test_only_supervisors_see_the_queue_and_decide(client, assistant, desk, ana):
    said(client, assistant, "my cello in the cabin?")
    [group] = queue(ana)["groups"]

    assert client.get("/v1/desk/reviews").status_code == 401
    for path in ("/reviews", "/reviews/labels", "/reviews/decisions"):
        assert code_of(desk.get(path)) == (403, "forbidden")
    assert code_of(propose(desk, group)) == (403, "forbidden")
    assert code_of(post(ana, f"/decisions/{uuid.uuid4()}/approve")) == (404, "decision_not_found")


def test_what_can_be_decided_has_words_in_both_languages(ana):
    labels = ana.get("/reviews/labels").json()

    assert {"bag_special", "lounge"} <= {one["name"] for one in labels["intents"]}
    assert not {"open_claim", "nlu_fallback", "out_of_scope"} & {one["name"] for one in labels["intents"]}
    assert {"how_long", "how_much"} <= {one["name"] for one in labels["facets"]}
    assert all(one["label"]["zh"] and one["label"]["en"] for one in (*labels["intents"], *labels["facets"]))
