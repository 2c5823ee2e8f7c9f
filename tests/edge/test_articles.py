"""What the team may count on when it writes articles, and customers when they ask."""

import copy

import pytest
import structlog
import yaml

from crm import article_files, content, knowledge, retrieval
from crm.article_files import ArticleFileBroken
from crm.store import reading, unit_of_work
from tests.edge.conftest import Desk

BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
CONTENTS = {
    "stage": "pre",
    "intents": ["lounge"],
    "title": {"zh": "静音舱", "en": "Quiet cabin"},
    "body": {"zh": "静音舱在3至12排，免费。", "en": "The quiet cabin is in rows 3 to 12, free of charge."},
    "keywords": {"zh": ["静音舱"], "en": ["quiet cabin"]},
    "source": {"name": "Conditions of carriage", "url": "https://example.com/terms"},
    "valid_from": "2026-01-01",
}


@pytest.fixture
def ana(client):
    return Desk(client, "ana@example.com")


def send(desk: Desk, method: str, path: str, **body):
    return desk.browser.request(method, f"/v1/articles{path}", json=body, headers=desk.headers)


def written(desk: Desk, **more):
    return send(desk, "POST", "", contents=CONTENTS, **more).json()["article"]


def read(desk: Desk, key: str):
    return desk.browser.get(f"/v1/articles/{key}").json()


def listed(desk: Desk, **query):
    return desk.browser.get("/v1/articles", params=query).json()


def told(intent: str, text: str) -> str | None:
    with reading() as session:
        found = knowledge.find_answer(session, intent=intent, text=text)
        return found.body("en") if found else None


def changed(**parts):
    return copy.deepcopy(CONTENTS) | parts


def code_of(response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def faults(response) -> dict[str, str]:
    assert response.status_code == 422, response.text
    return {one["field"]: one["reason"] for one in response.json()["error"]["details"]["fields"]}


def test_agents_read_articles_and_supervisors_alone_write_them(client, desk, ana):
    assert code_of(client.get("/v1/articles")) == (401, "not_signed_in")
    assert code_of(send(desk, "POST", "", contents=CONTENTS)) == (403, "forbidden")
    key = written(ana)["key"]

    assert read(desk, key)["contents"]["title"]["en"] == "Quiet cabin"
    for method, path, body in (
        ("PUT", f"/{key}", {"contents": CONTENTS, "expected_version": 1}),
        ("POST", f"/{key}/withdraw", {"expected_version": 1}),
        ("POST", f"/{key}/restore", {"version": 1, "expected_version": 1}),
    ):
        assert code_of(send(desk, method, path, **body)) == (403, "forbidden")
    assert code_of(desk.browser.get("/v1/articles/nothing")) == (404, "article_not_found")


@BOTH_STORES
def test_customers_read_what_is_published_from_then_on_and_no_draft(client, ana):
    key = written(ana)["key"]
    assert key == "quiet_cabin"
    assert told("lounge", "is there a quiet cabin?") != CONTENTS["body"]["en"]

    send(ana, "PUT", f"/{key}", contents=CONTENTS, expected_version=1, publish=True, note="New service")
    assert told("lounge", "is there a quiet cabin?") == CONTENTS["body"]["en"]

    later = changed(body={"zh": "静音舱在3至14排。", "en": "The quiet cabin is in rows 3 to 14."})
    draft = send(ana, "PUT", f"/{key}", contents=later, expected_version=2).json()
    assert told("lounge", "is there a quiet cabin?") == CONTENTS["body"]["en"]
    assert (draft["article"]["state"], draft["article"]["live_version"]) == ("draft", 2)
    assert [(one["version"], one["author"], one["note"]) for one in draft["versions"]] == [
        (3, "Ana", ""),
        (2, "Ana", "New service"),
        (1, "Ana", ""),
    ]


def test_what_is_published_is_among_the_passages_that_are_taught_and_leaves_them_when_it_is_withdrawn(client, ana):
    ask = {"zh": ["有枕头吗"], "en": ["Are there pillows?"]}
    follow_up = {"asked": ask, "answer": {"zh": "有，在座位上。", "en": "Yes, on every seat."}}

    def passages() -> dict[str, tuple[str, ...]]:
        with reading() as session:
            return {one.text: one.asked for one in retrieval.index(session, "en").passages}

    key = send(ana, "POST", "", contents=changed(follow_ups=[follow_up]), publish=True).json()["article"]["key"]
    assert passages()["Yes, on every seat."] == ("Are there pillows?",)

    send(ana, "POST", f"/{key}/withdraw", expected_version=1)
    assert "Yes, on every seat." not in passages()


def test_an_article_is_withdrawn_and_an_older_version_of_it_comes_back(client, ana):
    key = written(ana, publish=True)["key"]

    gone = send(ana, "POST", f"/{key}/withdraw", expected_version=1, note="No longer offered").json()
    assert (gone["article"]["state"], gone["article"]["live_version"]) == ("withdrawn", None)
    assert told("lounge", "quiet cabin") != CONTENTS["body"]["en"]

    back = send(ana, "POST", f"/{key}/restore", version=1, expected_version=2).json()
    assert (back["article"]["version"], back["article"]["state"]) == (3, "draft")
    send(ana, "PUT", f"/{key}", contents=back["contents"], expected_version=3, publish=True)
    assert told("lounge", "quiet cabin") == CONTENTS["body"]["en"]


def test_who_saves_over_somebody_elses_newer_version_is_told_whose_it_is(client, ana):
    key = written(ana)["key"]
    send(ana, "PUT", f"/{key}", contents=CONTENTS, expected_version=1)

    refused = send(ana, "PUT", f"/{key}", contents=CONTENTS, expected_version=1, publish=True)

    assert code_of(refused) == (409, "article_changed")
    details = refused.json()["error"]["details"]
    assert (details["author"], details["version"]) == ("Ana", 2)
    assert details["at"]
    assert read(ana, key)["article"]["version"] == 2


def test_nothing_is_published_that_lacks_a_language_or_gives_other_figures_and_every_fault_is_named(client, ana):
    unfinished = changed(title={"zh": "静音舱", "en": " "}, body={"zh": "在3至15排。", "en": "In rows 3 to 12."})
    key = send(ana, "POST", "", contents=unfinished).json()["article"]["key"]

    problems = {one["field"]: one for one in read(ana, key)["problems"]}
    assert problems["title.en"]["reason"] == "missing"
    assert problems["body"]["facts"] == {"zh": ["15"], "en": ["12"]}
    refused = send(ana, "PUT", f"/{key}", contents=unfinished, expected_version=1, publish=True)
    assert faults(refused) == {"title.en": "missing", "body": "figures_differ"}
    assert read(ana, key)["article"]["version"] == 1


@pytest.mark.parametrize(
    ("parts", "field", "reason"),
    [
        ({"title": {"zh": "长" * 121, "en": "Long"}}, "title.zh", "too_long"),
        ({"intents": ["lounge", "fly_to_the_moon"]}, "intents.1", "unknown"),
        ({"stage": "later"}, "stage", "unknown"),
        ({"keywords": {"zh": [], "en": ["k" * 61]}}, "keywords.en", "too_long"),
        ({"choices": [{"title": {"zh": "去", "en": "Go"}, "payload": "/restart"}]}, "choices.0.payload", "unknown"),
        (
            {"choices": [{"title": {"zh": "去", "en": "Go"}, "payload": '/human{"a": 1}'}]},
            "choices.0.payload",
            "unknown",
        ),
        ({"source": {"name": "x", "url": "javascript:alert(1)"}}, "source.url", "no_address"),
        ({"valid_to": "2026-01-01"}, "valid_to", "before_start"),
    ],
)
def test_a_draft_may_be_unfinished_and_is_never_wrong(client, ana, parts, field, reason):
    assert faults(send(ana, "POST", "", contents=changed(**parts))) == {field: reason}


@pytest.mark.parametrize(
    ("follow_up", "field", "reason"),
    [
        ({"asked": {"zh": ["多吗"], "en": []}, "answer": {"zh": "多。", "en": "Many."}}, "asked.en", "missing"),
        ({"asked": {"zh": ["多吗"], "en": ["Many?"]}, "answer": {"zh": "", "en": "Many."}}, "answer.zh", "missing"),
        (
            {"asked": {"zh": ["多吗"], "en": ["Many?"]}, "answer": {"zh": "10个。", "en": "20."}},
            "answer",
            "figures_differ",
        ),
    ],
)
def test_a_follow_up_is_asked_and_answered_in_both_languages(client, ana, follow_up, field, reason):
    refused = send(ana, "POST", "", contents=changed(follow_ups=[follow_up]), publish=True)

    assert faults(refused) == {f"follow_ups.0.{field}": reason}


def test_script_in_an_article_is_text_and_nothing_else(client, ana):
    body = {"zh": "<script>alert(1)</script>你好\u0007", "en": "<script>alert(1)</script>Hello"}

    article = send(ana, "POST", "", contents=changed(body=body), publish=True).json()

    assert article["contents"]["body"] == {"zh": "<script>alert(1)</script>你好", "en": body["en"]}


@BOTH_STORES
def test_odd_input_is_refused_or_kept_and_never_fails(client, ana):
    odd = changed(title={"zh": "静音\u0000舱", "en": "Quiet \u0007cabin"}, stage="pre")
    deep = '/human{"a": ' + "[" * 240 + "]" * 240 + "}"

    saved = send(ana, "POST", "", contents=odd)
    assert (saved.status_code, saved.json()["contents"]["title"]) == (201, {"zh": "静音舱", "en": "Quiet cabin"})
    choice = {"title": {"zh": "去", "en": "Go"}, "payload": deep}
    assert faults(send(ana, "POST", "", contents=changed(choices=[choice]))) == {"choices.0.payload": "unknown"}
    assert send(ana, "POST", "/quiet_cabin/restore", version=2**70, expected_version=1).status_code == 422
    assert send(ana, "PUT", "/%00", contents=CONTENTS, expected_version=1).status_code == 422
    assert ana.browser.get("/v1/articles", params={"q": "\u0000", "cursor": "x" * 36}).status_code == 200


def test_a_name_is_taken_once_and_made_from_the_title_where_none_is_given(client, ana):
    assert written(ana)["key"] == "quiet_cabin"
    assert written(ana)["key"] == "quiet_cabin_2"
    assert written(ana, key="silence")["key"] == "silence"
    assert code_of(send(ana, "POST", "", contents=CONTENTS, key="silence")) == (409, "article_name_taken")
    lounge = changed(title={"zh": "休息室", "en": "Lounge"})
    assert send(ana, "POST", "", contents=lounge).json()["article"]["key"] == "lounge_2"


def test_the_list_is_searched_filtered_counted_and_goes_on(client, desk, ana):
    key = written(ana)["key"]
    unfinished = changed(title={"zh": "", "en": "Only English"})
    send(ana, "POST", "", contents=unfinished)

    assert [one["key"] for one in listed(desk, q="静音舱")["articles"]] == ["only_english", key]
    assert [one["key"] for one in listed(desk, show="gaps")["articles"]] == ["only_english"]
    assert [one["key"] for one in listed(desk, show="draft", q="QUIET CABIN")["articles"]] == ["only_english", key]
    counts = listed(desk)["counts"]
    assert (counts["draft"], counts["gaps"], counts["withdrawn"]) == (2, 1, 0)

    seen, cursor = [], None
    while True:
        page = listed(desk, limit=50, **({"cursor": cursor} if cursor else {}))
        seen += [one["key"] for one in page["articles"]]
        if (cursor := page["next"]) is None:
            break
    assert len(seen) == len(set(seen)) == counts["all"]
    assert code_of(desk.browser.get("/v1/articles", params={"cursor": "x"})) == (422, "invalid_request")


def test_files_never_displace_what_was_written_at_the_desk_and_the_log_names_the_file(client, ana, tmp_path):
    known = read(ana, "lounge")
    contents = known["contents"] | {"title": {"zh": "贵宾休息室", "en": "Lounges for guests"}}
    send(ana, "PUT", "/lounge", contents=contents, expected_version=1, publish=True)
    other = read(ana, "weather")["article"]["version"]
    send(ana, "POST", "/weather/withdraw", expected_version=other)

    with structlog.testing.capture_logs() as logs, unit_of_work() as session:
        assert article_files.import_articles(session, content.files("knowledge")) == 0

    assert read(ana, "lounge")["contents"]["title"]["en"] == "Lounges for guests"
    assert read(ana, "weather")["article"]["live_version"] is None
    ignored = [one["file"] for one in logs if one["event"] == "article_file_ignored"]
    assert [file.rsplit("/")[-1] for file in ignored] == ["lounge.yml", "weather.yml"]


def test_one_broken_file_is_named_and_nothing_is_lost(client, ana, tmp_path):
    good = next(path for path in content.files("knowledge") if path.stem == "lounge")
    raw = yaml.safe_load(good.read_text())
    (tmp_path / "a.yml").write_text("key: [")
    (tmp_path / "b.yml").write_text(yaml.safe_dump({**raw, "key": "b", "intents": ["nothing"]}))
    (tmp_path / "c.yml").write_text(yaml.safe_dump({k: v for k, v in raw.items() if k != "body"}))

    with pytest.raises(ArticleFileBroken) as refused, unit_of_work() as session:
        article_files.import_articles(session, [good, *sorted(tmp_path.glob("?.yml"))])

    for name in ("a.yml", "b.yml", "c.yml"):
        assert str(tmp_path / name) in str(refused.value)
    assert "lounge.yml" not in str(refused.value)
    assert read(ana, "weather")["article"]["live_version"] == 1
