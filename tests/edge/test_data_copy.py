"""What may be counted on when customers ask for a copy of their data: it holds everything, for them alone."""

import pytest

from tests.edge.conftest import Visitor
from tests.edge.known_customer import (
    ABOUT,
    EMAIL,
    MARKER,
    PERSONAL,
    SURNAME,
    confirm,
    do,
    live_with,
    request,
    said_last,
)

BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


@BOTH_STORES
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_copy_holds_everything_and_only_its_customer_can_open_it(client, desk, language):
    visitor, stranger = Visitor(client, language=language), Visitor(client)
    live_with(client, visitor, desk)
    reference = request(visitor, "see")
    confirm(desk, reference)

    detail = do(desk, reference, "export")

    assert detail.status_code == 200, detail.text
    assert detail.json()["case"]["status"] == "done"
    card = said_last(visitor)["data"]["card"]
    by_name = {file["name"]: file["url"] for file in card["files"]}
    assert set(by_name) == {f"{reference}.json", f"{reference}.txt"}
    raw = client.get(by_name[f"{reference}.json"], headers=visitor.headers)
    told = raw.json()
    assert told["customer"]["name"] == f"Odette {SURNAME}"
    assert told["identities"][-1]["external_id"] == EMAIL
    assert MARKER in told["conversations"][0]["messages"][1]["body"]
    assert {one["kind"] for one in told["cases"]} == {"bag_missing", "call_back", "privacy_request"}
    assert told["bag_reports"][0]["address"] == ABOUT["address"]
    assert told["appointments"] and told["preferences"][0]["value"] == MARKER
    assert told["surveys"][0]["answers"][1]["text"] == MARKER and told["files"] and told["forms"] and told["mails"]
    text = client.get(by_name[f"{reference}.txt"], headers=visitor.headers).text
    assert all(word in text for word in PERSONAL)
    assert {"zh": "== 对话 ==", "en": "== Conversations =="}[language] in text
    for url in by_name.values():
        assert client.get(url, headers=stranger.headers).status_code == 404
        assert client.delete(url, headers=visitor.headers).status_code == 404
