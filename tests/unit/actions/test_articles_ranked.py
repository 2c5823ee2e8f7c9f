"""What the articles say to a question when the assistant can tell what is like it, and what is said when none does."""

import pytest

from actions.articles_ranked import calls_person
from actions.focus import item
from crm import retrieval, unanswered
from crm.store import reading
from tests.unit.actions.conftest import put_articles, put_message

PREGNANT = {"focus": [item("article", "special_assistance_pregnancy", intent="special_assistance")]}


@pytest.fixture
def alike_to(request):
    """Have every passage with this in it be like the question, and no other."""

    def ask(words):
        async def alike(index, _question):
            return [[float(any(words in said for said in one)) for one in index.sentences]] * 2

        retrieval.use(alike)

    yield ask
    retrieval.use(None)


def test_a_follow_up_is_answered_by_a_passage_of_the_page(act, alike_to):
    put_articles()
    alike_to("a licence may write it")

    turn = act("action_fallback", text="my midwife?", intent="nlu_fallback", slots={"language": "en", **PREGNANT})

    assert turn.responses == ["utter_article_passage"]
    assert "midwife" in turn.said[0]["passage"]
    assert turn.buttons or turn.said[0]["buttons"][-1]["payload"].startswith("/whole_article")


def test_what_no_page_says_is_admitted_with_the_nearest_titles_and_a_person(act, alike_to):
    put_articles()
    alike_to("nothing has this in it")

    turn = act(
        "action_fallback", text="is there a jukebox", intent="nlu_fallback", slots={"language": "en", **PREGNANT}
    )

    assert turn.responses == ["utter_not_on_file"]
    payloads = [one["payload"] for one in turn.said[0]["buttons"]]
    assert len(payloads) == 4 and payloads[-1] == "/human"
    assert all(one.startswith("/whole_article") for one in payloads[:3])


@pytest.mark.parametrize(("text", "noted"), [("is there a jukebox", 1), ("/bag_special", 0)])
def test_what_nothing_answers_is_put_on_the_list_for_the_team(act, alike_to, text, noted):
    put_articles()
    alike_to("nothing has this in it")
    conversation, message = put_message()

    for _ in range(2):
        act(
            "action_fallback",
            text=text,
            intent="nlu_fallback",
            slots={"language": "en", **PREGNANT},
            sender=str(conversation),
            message=message,
        )

    with reading() as session:
        asked = [question for group in unanswered.listed(session) for question in group.questions]
    assert [(one.message_id, one.view_key) for one in asked] == [(message, "special_assistance_pregnancy")] * noted


def test_a_question_without_any_article_is_put_on_the_list_too(act):
    conversation, message = put_message()

    act("action_answer_article", text="jukebox?", intent="bag_restricted", sender=str(conversation), message=message)

    with reading() as session:
        assert [len(one.questions) for one in unanswered.listed(session)] == [1]


def test_the_whole_text_is_one_tap_away(act):
    put_articles()

    turn = act(
        "action_whole_article",
        text="/whole_article",
        intent="whole_article",
        entities=[{"entity": "article", "value": "lounge"}],
    )

    assert turn.responses == ["utter_article"]
    assert turn.attached["article"]["key"] == "lounge"


@pytest.mark.parametrize("text", ["sigh. agent?", "can i talk to a human about surfboards", "算了 转人工吧 加婴儿"])
def test_a_person_is_heard_in_the_midst_of_a_question(act, text):
    put_articles()

    assert calls_person(text)
    assert act("action_answer_article", text=text, intent="bag_special").commands[0]["name"] == "hand_over"


@pytest.mark.parametrize("text", ["who is the person at the gate", "人多吗", "my agent sold me the ticket"])
def test_people_who_are_not_ours_are_not_called(text):
    assert not calls_person(text)
