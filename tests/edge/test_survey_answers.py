"""What whoever answers a questionnaire may count on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from crm import conversations, customers, questionnaires, surveys
from crm.base import utc_now
from crm.questionnaire_items import Share
from crm.store import reading, unit_of_work
from crm.surveys import Survey

BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
SHARES = [key for key, item in questionnaires.get("servqual").items.items() if isinstance(item.kept, Share)]
LINES = list(questionnaires.get("servqual_pulse").items)[:5]


def asked(questionnaire):
    """The link of somebody who is asked inside their conversation."""
    with unit_of_work() as session:
        customer = customers.create_customer(session, language="zh")
        talk = conversations.start_conversation(session, customer=customer, site="demo", language="zh")
        return surveys.ask(session, talk, questionnaire=questionnaire).token


def answer(client, token, *answers, **values):
    given = [*answers, *({"question": key.replace("__", "."), "value": value} for key, value in values.items())]
    return client.put(f"/v1/surveys/{token}/answers", json={"answers": given})


def kept(client, token):
    read = client.get(f"/v1/surveys/{token}").json()
    return {one["question"]: one["value"] if one["value"] is not None else one["text"] for one in read["answers"]}


def test_every_answer_is_kept_as_one_goes_and_found_again(client):
    token = asked("servqual_pulse")

    for line in LINES[:3]:
        assert answer(client, token, {"question": line, "value": 6}).status_code == 200

    read = client.get(f"/v1/surveys/{token}").json()
    assert kept(client, token) == dict.fromkeys(LINES[:3], 6)
    assert (read["completed"], read["closed"]) == (False, False)


def test_two_tabs_answer_one_survey_and_the_last_word_counts(client):
    token = asked("servqual_pulse")
    answer(client, token, perception__tangibles=2)

    answer(client, token, perception__tangibles=6)
    answer(client, token, perception__empathy=5)

    assert kept(client, token) == {"perception.tangibles": 6, "perception.empathy": 5}


@BOTH
def test_answers_at_the_same_moment_are_one_row_a_question(client):
    token = asked("servqual_pulse")

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda n: answer(client, token, perception__tangibles=n % 7 + 1), range(8)))

    assert {response.status_code for response in results} == {200}
    assert list(kept(client, token)) == ["perception.tangibles"]


def test_is_finished_only_when_all_that_must_be_answered_is(client):
    token = asked("servqual_pulse")
    answer(client, token, *({"question": line, "value": 4} for line in LINES[:4]))

    refused = client.post(f"/v1/surveys/{token}/finish")
    answer(client, token, {"question": LINES[4], "not_applicable": True})
    done = client.post(f"/v1/surveys/{token}/finish")

    assert (refused.status_code, refused.json()["error"]["details"]["missing"]) == (409, [LINES[4]])
    assert (done.json()["completed"], done.json()["closed"]) == (True, True)


def test_a_link_that_is_used_up_takes_nothing_and_tells_nothing(client):
    token = asked("servqual_pulse")
    answer(client, token, *({"question": line, "value": 4} for line in LINES))
    client.post(f"/v1/surveys/{token}/finish")

    again = answer(client, token, perception__tangibles=1)

    assert (again.status_code, again.json()["error"]["code"]) == (410, "survey_closed")
    read = client.get(f"/v1/surveys/{token}").json()
    assert (read["completed"], read["answers"], read["answered"]) == (True, [], None)
    with reading() as session:
        assert surveys.find(session, token).answer_to("perception.tangibles").value == 4


def test_an_expired_link_says_so(client):
    token = asked("nps")
    with unit_of_work() as session:
        session.execute(update(Survey).values(expires_at=utc_now() - timedelta(seconds=1)))

    assert answer(client, token, recommendation=9).status_code == 410
    assert client.post(f"/v1/surveys/{token}/finish").status_code == 410
    read = client.get(f"/v1/surveys/{token}").json()
    assert (read["closed"], read["completed"]) == (True, False)


def test_only_a_hash_of_the_link_is_kept(client):
    token = asked("nps")

    with reading() as session:
        survey = surveys.find(session, token)

    assert token not in {value for value in vars(survey).values() if isinstance(value, str)}


@pytest.mark.parametrize(
    ("questionnaire", "wrong"),
    [
        ("nps", {"question": "recommendation", "value": 11}),
        ("nps", {"question": "recommendation", "text": "ten"}),
        ("nps", {"question": "recommendation", "not_applicable": True}),
        ("nps", {"question": "comment", "value": 3}),
        ("nps", {"question": "comment", "text": "x" * 501}),
        ("nps", {"question": "colour", "value": 1}),
        ("nps", {"question": "reason", "value": 1}),
        ("fcr", {"question": "solved", "value": 4}),
        ("servqual_pulse", {"question": "perception", "value": 4}),
        ("servqual_pulse", {"question": "perception.tangibles", "value": 0}),
    ],
)
def test_refuses_what_is_no_answer_and_keeps_nothing_of_it(client, questionnaire, wrong):
    token = asked(questionnaire)
    right = {"question": next(iter(questionnaires.get(questionnaire).items)), "value": 1}
    both = [right, wrong] if right["question"] != wrong["question"] and wrong["question"] != "reason" else [wrong]

    assert answer(client, token, *both).status_code == 422
    assert kept(client, token) == {}


def test_a_branch_follows_the_answer_that_counts_in_the_end(client):
    token = asked("nps")
    assert answer(client, token, recommendation=3, reason=2).status_code == 200

    answer(client, token, recommendation=9)
    client.post(f"/v1/surveys/{token}/finish")

    with reading() as session:
        assert surveys.find(session, token).values == {"recommendation": 9}


def test_an_empty_answer_takes_an_earlier_one_back(client):
    token = asked("nps")
    answer(client, token, {"question": "comment", "text": "慢"}, recommendation=7)

    answer(client, token, {"question": "comment", "text": " "})

    assert kept(client, token) == {"recommendation": 7}


def test_a_choice_is_kept_with_its_name(client):
    token = asked("fcr")

    answer(client, token, solved=3)

    with reading() as session:
        solved = surveys.find(session, token).answer_to("solved")
    assert (solved.value, solved.text) == (3, "not_yet")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    shares=st.one_of(
        st.permutations([11, 32, 22, 19, 16]),
        st.lists(st.integers(-10, 110), min_size=5, max_size=5),
        st.lists(st.integers(0, 60), min_size=1, max_size=4),
    )
)
def test_the_points_are_kept_all_together_and_only_if_they_are_100(client, shares):
    token = asked("servqual")
    given_ = [{"question": key, "value": value} for key, value in zip(SHARES, shares, strict=False)]

    response = answer(client, token, *given_)

    right = len(shares) == 5 and sum(shares) == 100 and min(shares) >= 0
    assert response.status_code == (200 if right else 422)
    assert kept(client, token) == (dict(zip(SHARES, shares, strict=True)) if right else {})


def test_who_wants_no_more_is_never_asked_again(client):
    token = asked("nps")

    for _ in range(2):
        assert client.post(f"/v1/surveys/{token}/opt-out").json()["opted_out"] is True

    assert answer(client, token, recommendation=9).status_code == 410
    with reading() as session:
        assert surveys.find(session, token).opted_out


def test_a_running_questionnaire_does_not_change_under_its_takers(client, monkeypatch):
    token = asked("csat")
    monkeypatch.setitem(questionnaires.questionnaires(), "csat", questionnaires.get("nps"))

    read = client.get(f"/v1/surveys/{token}").json()

    assert list(read["questions"]) == ["satisfaction", "comment"]
    assert answer(client, token, satisfaction=5).status_code == 200


def test_an_answer_without_a_score_is_not_one_of_one_go(client):
    assert client.post(f"/v1/surveys/{asked('kano')}", json={"score": 3}).status_code == 422


def test_a_mail_program_ends_it_with_one_click_and_a_look_does_not(client):
    token = asked("nps")

    client.get(f"/s/{token}/opt-out")
    before = client.get(f"/v1/surveys/{token}").json()["opted_out"]
    clicked = client.post(f"/s/{token}/opt-out", content="List-Unsubscribe=One-Click")

    assert (before, clicked.status_code) == (False, 200)
    assert client.get(f"/v1/surveys/{token}").json()["opted_out"] is True
    assert client.post("/s/guessed/opt-out").status_code == 404
