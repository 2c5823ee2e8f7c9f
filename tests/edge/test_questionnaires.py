"""What supervisors may count on when they write questionnaires, and customers while they answer one."""

import copy

import pytest

from crm import questionnaire_desk, questionnaires
from crm.insights import plans
from crm.store import reading
from tests.edge.conftest import Desk
from tests.edge.test_counters import phone, put_up, scan
from tests.edge.test_wordings import asked
from tests.unit.crm.test_questionnaire_contents import GOOD, fresh

STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def ana(client):
    """Who supervises."""
    return Desk(client, "ana@example.com")


@pytest.fixture(autouse=True)
def files_alone_afterwards():
    """What is laid over the files belongs to a store, and this one is gone."""
    yield
    questionnaires.lay_over({})
    questionnaire_desk._laid[0] = ()


def do(desk, method, path, **body):
    return desk.browser.request(method, f"/v1/desk/questionnaires{path}", json=body, headers=desk.headers)


def read(desk, name="csat"):
    return do(desk, "GET", f"/{name}").json()


def reworded(desk, text, name="csat"):
    contents = copy.deepcopy(read(desk, name)["contents"])
    contents["questions"][0]["text"] = {"zh": text, "en": text}
    return contents


def save(desk, contents, *, name="csat", seen=0, publish=True):
    return do(desk, "PUT", f"/{name}", expected_version=seen, contents=contents, publish=publish)


def first_question(client, token):
    return next(iter(client.get(f"/v1/surveys/{token}").json()["questions"].values()))["text"]["en"]


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", ""), ("GET", "/csat"), ("PUT", "/csat"), ("POST", "/csat/restore")],
)
def test_is_for_supervisors_alone(client, desk, method, path):
    body = {"expected_version": 0, "contents": {}, "version": 0}

    assert client.request(method, f"/v1/desk/questionnaires{path}", json=body).status_code == 401
    assert do(desk, method, path, **body).status_code == 403


def test_shows_what_files_say_and_nothing_of_an_unknown_name(ana):
    listed = do(ana, "GET", "").json()["questionnaires"]

    assert {(one["name"], one["origin"], one["version"]) for one in listed} >= {("csat", "file", 0), ("nps", "file", 0)}
    assert read(ana)["problems"] == [] and read(ana)["preview"]["satisfaction"]["type"] == "scale"
    assert do(ana, "GET", "/nothing").status_code == 404


@STORES
def test_what_is_published_is_asked_from_then_on_and_nobody_who_is_answering_notices(client, ana):
    before = asked("csat")
    answer = {"answers": [{"question": "satisfaction", "value": 4}]}
    client.put(f"/v1/surveys/{before}/answers", json=answer)

    assert save(ana, reworded(ana, "Anew?")).status_code == 200
    after = asked("csat")

    assert first_question(client, after) == "Anew?"
    assert first_question(client, before) != "Anew?"
    assert client.put(f"/v1/surveys/{before}/answers", json=answer).status_code == 200


def test_a_draft_changes_nothing_for_customers(client, ana):
    saved = save(ana, reworded(ana, "Half done"), publish=False).json()

    assert first_question(client, asked("csat")) != "Half done"
    assert (saved["version"], saved["versions"][0]["published"]) == (1, False)
    listed = {one["name"]: one for one in do(ana, "GET", "").json()["questionnaires"]}
    assert (listed["csat"]["origin"], listed["csat"]["draft"]) == ("file", True)


def test_a_file_never_displaces_what_was_published_at_the_desk(client, ana, monkeypatch):
    save(ana, reworded(ana, "From the desk"))

    # An update of the product brings another file, and every process starts anew.
    files = {**questionnaires.from_files(), "csat": questionnaires.from_files()["nps"]}
    monkeypatch.setattr(questionnaires, "from_files", lambda: files)
    questionnaires.lay_over({})
    questionnaire_desk._laid[0] = ()

    assert first_question(client, asked("csat")) == "From the desk"


def test_another_process_asks_what_was_published_here(client, ana):
    save(ana, reworded(ana, "Everywhere"))
    questionnaires.lay_over({})
    questionnaire_desk._laid[0] = ()

    with reading() as session:
        questionnaire_desk.refresh(session)

    assert questionnaires.get("csat").questions["satisfaction"].text.en == "Everywhere"


def test_nobody_saves_over_what_a_colleague_has_just_saved(ana):
    save(ana, reworded(ana, "First"), publish=False)

    refused = save(ana, reworded(ana, "Second"), seen=0)

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "questionnaire_changed")
    assert (refused.json()["error"]["details"]["version"], refused.json()["error"]["details"]["author"]) == (1, "Ana")


def test_what_cannot_be_asked_is_kept_as_a_draft_and_refused_field_by_field(ana):
    contents = fresh()
    contents["questions"][0]["text"] = {"zh": "字", "en": ""}
    contents["questions"][1]["when"]["question"] = "nothing"
    del contents["title"]["zh"]

    draft = save(ana, contents, name="refund", publish=False).json()
    refused = save(ana, contents, name="refund", seen=1)

    assert draft["preview"] is None
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "questionnaire_invalid")
    fields = {(one["field"], one["reason"]) for one in refused.json()["error"]["details"]["fields"]}
    assert fields == {("questions.0.text.en", "missing"), ("title.zh", "missing")}
    assert {one["field"] for one in read(ana, "refund")["problems"]} == {"questions.0.text.en", "title.zh"}


def test_a_new_questionnaire_can_be_put_up_at_a_counter_and_reported_on(client, ana):
    assert put_up_status(ana, "refund") == 422

    assert save(ana, GOOD, name="refund").status_code == 200

    token = scan(phone(client), put_up(ana, "refund")).json()["token"]
    assert list(client.get(f"/v1/surveys/{token}").json()["questions"]) == ["ease", "obstacle", "comment"]
    report = ana.get("/insights/surveys?questionnaire=refund")
    assert (report.status_code, report.json()["response"]["sent"]) == (200, 1)


def put_up_status(ana, questionnaire):
    body = {"questionnaire": questionnaire, "name": {"zh": "柜台", "en": "Desk"}}
    return ana.browser.post("/v1/desk/counters", json=body, headers=ana.headers).status_code


@pytest.mark.parametrize("name", ["Refund", "re fund", "9lives", "rules", "x" * 32])
def test_a_name_is_a_name(ana, name):
    assert save(ana, GOOD, name=name).status_code == 422


def test_reports_follow_what_is_asked(ana):
    items = plans.plan("csat").items
    contents = read(ana)["contents"]
    contents["questions"].append({"key": "why", "type": "text", "text": {"zh": "为什么", "en": "Why?"}})

    save(ana, contents)
    asked("csat")

    assert plans.plan("csat").items == (*items, "why")
    found = ana.get("/insights/surveys?questionnaire=csat").json()
    assert "Why?" in [one["label"]["en"] for one in found["questions"]]


def test_an_older_version_or_the_file_comes_back_as_a_draft(client, ana):
    filed = read(ana)["contents"]
    save(ana, reworded(ana, "One"))
    save(ana, reworded(ana, "Two"), seen=1)

    back = do(ana, "POST", "/csat/restore", version=1, expected_version=2).json()
    assert (back["version"], back["contents"]["questions"][0]["text"]["en"]) == (3, "One")
    assert first_question(client, asked("csat")) == "Two"
    assert do(ana, "POST", "/csat/restore", version=0, expected_version=3).json()["contents"] == filed
    assert do(ana, "POST", "/csat/restore", version=9, expected_version=4).status_code == 404
    assert [(one["version"], one["current"]) for one in read(ana)["versions"]] == [
        (4, False), (3, False), (2, True), (1, False)
    ]  # fmt: skip


def test_control_characters_are_left_out(ana):
    saved = save(ana, reworded(ana, "Good\x00 \ud800day".encode("utf-16", "surrogatepass").decode("utf-16", "replace")))

    assert saved.status_code == 200
    assert "\x00" not in read(ana)["contents"]["questions"][0]["text"]["en"]
