"""What agents write often: in both languages, and with nothing in it that nobody fills in."""

import pytest
import yaml

from crm import canned_replies, content
from crm.canned_replies import replies
from crm.site import SiteInvalid

GOOD = {"title": {"zh": "问候", "en": "Greeting"}, "text": {"zh": "{customer}您好", "en": "Hello {customer}"}}


@pytest.fixture
def with_file(tmp_path, monkeypatch):
    """Make one file all the replies that there are."""

    def write(said):
        path = tmp_path / "greeting.yml"
        path.write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
        monkeypatch.setattr(content, "files", lambda kind: [path])
        replies.cache_clear()

    yield write
    replies.cache_clear()


def test_the_replies_that_ship_can_be_used():
    found = replies()

    assert {"greeting", "closing", "ask_tag"} <= set(found)
    assert "{agent}" in found["greeting"].text.zh


def test_a_site_has_its_own(with_file):
    with_file(GOOD)

    assert {name: one.title.en for name, one in replies().items()} == {"greeting": "Greeting"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": {"zh": "您好", "en": "Hello {name}"}}, "nothing fills name; known are agent, customer"),
        ({"text": {"zh": "您好", "en": "Hello {"}}, "text"),
        ({"text": {"zh": "您好"}}, "text.en: Field required"),
        ({"text": None}, "neither words nor actions"),
        ({"actions": [{"do": "resolve"}, {"do": "resolve"}]}, "what ends it comes last"),
        ({"text": {"zh": "您好", "en": "x" * (canned_replies.LONGEST + 1)}}, "longer than"),
        ({"macro": "resolve"}, "macro: Extra inputs are not permitted"),
    ],
)
def test_a_broken_one_is_named_with_its_file(with_file, wrong, said):
    with_file(GOOD | wrong)

    with pytest.raises(SiteInvalid, match=r"greeting\.yml cannot be used") as refused:
        replies()

    assert said in str(refused.value)
