"""What supervisors may count on when they look at the assistant's models: every one has a card, and it can be filed."""

import json
from datetime import timedelta

from api import model_watch, proving
from crm.base import utc_now
from tests.edge.test_articles import code_of
from tests.edge.test_learned import teach
from tests.edge.test_model_watch import BAD, GOOD, URL, begin, switch, taken
from tests.edge.test_proving import export, poison
from tests.edge.test_reviews import ana, ben

__all__ = ["ana", "ben", "taken", "teach"]


def test_every_model_has_a_card_with_data_scores_and_who_approved_what(taken, ana):
    candidate, by_hand = ana.get("/models").json()["models"]

    assert (candidate["name"], candidate["verdict"], candidate["in_use"]) == (taken.served[-1], "taken", True)
    assert (by_hand["name"], by_hand["verdict"], by_hand["in_use"]) == (taken.name(None), "unproven", False)
    assert candidate["learned"] > 0 and by_hand["learned"] == 0
    assert all(one["low"] <= one["value"] <= one["high"] for one in candidate["scores"])
    assert {one["language_label"]["zh"] for one in candidate["scores"]} == {"中文", "英文", "中英混合"}

    card = ana.get(f"/models/{candidate['name']}").json()
    assert card["compared_with"] == by_hand["name"]
    assert [(one["proposed_by"], one["approved_by"]) for one in card["decisions"]] == [("Ana", "Tom")]
    [count] = [one for one in card["counts"] if (one["intent"], one["language"]) == ("bag_special", "en")]
    assert count["learned"] == candidate["learned"]
    assert {row["by"] for row in card["table"]} == {"all", "language", "skill"}
    assert sum(one["written"] + one["learned"] for one in card["counts"]) == card["sentences"]
    assert card["objections"] == []


def test_a_refused_candidate_says_why_in_both_languages(taken, ana):
    poison(1200)
    assert proving.prove(taken) == proving.REFUSED

    newest = ana.get("/models").json()["models"][0]
    card = ana.get(f"/models/{newest['name']}").json()

    assert (newest["verdict"], newest["in_use"], card["switch"]) == ("refused", False, None)
    assert any("labels may contradict" in one["en"] and "互相矛盾" in one["zh"] for one in card["objections"])


def test_a_card_is_downloaded_as_markdown_in_either_language_and_as_json(taken, ana):
    name = taken.served[-1]

    english = ana.get(f"/models/{name}/card")
    chinese = ana.get(f"/models/{name}/card?words=zh")
    kept = ana.get(f"/models/{name}/card?form=json")

    assert english.text.startswith(f"# {name}\n") and "## Scores by language" in english.text
    assert "## 各语言得分" in chinese.text and "| 留出测试 | 中文 |" in chinese.text
    assert kept.json()["digest"] in english.text
    assert json.loads(kept.text)["decisions"][0]["approved_by"] == "Tom"
    assert kept.headers["content-disposition"] == f'attachment; filename="{name.removesuffix(".tar.gz")}.json"'
    assert code_of(ana.get("/models/serviceloop-0000000000000000.tar.gz/card")) == (404, "model_not_found")


def test_the_same_sentences_have_the_same_digest_and_others_another(taken, ana, teach):
    first = ana.get(f"/models/{taken.served[-1]}").json()["digest"]
    teach("a hurdy gurdy as hand luggage on my next trip")
    export()
    proving.prove(taken)

    digests = {ana.get(f"/models/{one['name']}").json()["digest"] for one in ana.get("/models").json()["models"]}

    assert len(digests) == 3
    assert first in digests


def test_a_way_back_is_told_where_the_model_is_shown(taken, ana):
    begin(120, turns=GOOD, at=switch().at - timedelta(days=7))
    begin(120, turns=BAD, at=switch().at)
    model_watch.look(taken, public_url=URL, now=utc_now())

    told = ana.get("/models").json()

    [undone] = told["switches"]
    assert undone["state"] == "went_back"
    assert "went back to the model before by itself" in undone["said"]["en"]
    assert "已自动恢复" in undone["said"]["zh"]
    rates = {(one["language"], one["name"]): one for one in undone["rates"]}
    assert rates["en", "asked_back"]["worse"] and not rates["zh", "asked_back"]["worse"]
    assert rates["en", "handed_over"]["after"] == 1.0
    assert [one["name"] for one in told["models"] if one["in_use"]] == [taken.name(None)]
    assert ana.get(f"/models/{undone['model']}").json()["switch"]["id"] == undone["id"]


def test_only_supervisors_see_models(client, desk, ana):
    assert client.get("/v1/desk/models").status_code == 401
    for path in ("/models", "/models/x", "/models/x/card"):
        assert code_of(desk.get(path)) == (403, "forbidden")
    assert ana.get("/models").json() == {"models": [], "switches": []}
    assert code_of(ana.get("/models/x")) == (404, "model_not_found")
