"""A shop is on by one line of the site's file: an order is told, something goes back, and its hours are its own."""

import re
from typing import Any

import pytest

from tests.edge.conftest import seen_on


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What was seen on a site that has the shop and no airline, in a process of its own, as settings are read once."""
    return seen_on(
        "shop.yml",
        "customer.py",
        tmp_path_factory.mktemp("shop"),
        CHAT_RATE="100000/second",
        SESSION_RATE="100000/second",
    )


def said(lines: list[Any]) -> str:
    return "\n".join(map(str, lines))


def test_an_order_is_told_at_once_to_whoever_gives_number_and_address(shop):
    assert re.search(
        r"Order A1001 left us on .*\(Rain coat × 2\)\. It travels with SF under SF123", said(shop["shipped"])
    )
    assert "Order A1001 left us" in said(shop["again"])


def test_what_is_missing_is_asked_for_in_chinese_too(shop):
    assert "请发一下订单号" in said(shop["asked"])
    assert "没看懂订单号" in said(shop["nonsense"])
    assert "邮箱或手机号" in said(shop["number"])
    assert re.search(r"订单A1002已于.*送达（台灯）。.*之前可以退货", said(shop["delivered"]))


def test_an_unknown_number_and_a_wrong_address_get_the_same_answer_and_guessers_wait(shop):
    assert shop["refused"][-1] == shop["unknown"][-1] and "No order fits both" in said(shop["refused"])
    assert "paused after too many tries" in said(shop["locked"])
    kinds = [tuple(one) for one in shop["lookups"]]
    assert kinds.count(("order_looked_up", "found")) == 3
    assert kinds.count(("order_lookup_failed", "not_found")) == 5
    assert kinds.count(("order_lookup_failed", "locked")) == 1


def test_a_return_is_filed_with_a_reference_and_what_the_team_has_to_know(shop):
    assert "What is the order number?" in said(shop["begun"])
    assert re.search(r"The reference is RT[0-9A-Z]{6}", said(shop["filed"]))
    details = shop["return"]["details"]
    assert (
        details.items()
        >= {
            "Order number": "A1002",
            "Item": "one desk lamp",
            "Reason": "Damaged or faulty",
            "You would like": "Money back",
            "Order check": "They fit; within the time for returns",
        }.items()
    )
    assert "was delivered on" in details["How it stands"]


def test_a_move_of_the_return_is_told(shop):
    status, *words = shop["approved"]

    assert (status, shop["moved"]["moves"]) == (200, ["received", "approved"])
    assert "is approved. Please send the goods back" in said(words)


def test_hours_and_contact_are_those_of_the_sites_file(shop):
    assert re.search(r"Monday 10:00-20:00\n.*Sunday closed", said(shop["hours"]), re.S)
    assert "Telephone: +86 21 5555 0100" in said(shop["hours"])
    assert "周六 10:00-18:00\n周日 休息" in said(shop["hours_zh"])
    assert "地址：上海市南京东路1号" in said(shop["hours_zh"])


def test_the_desk_is_told_of_its_kinds_and_of_no_other_vertical(shop):
    assert set(shop["kinds"]) == {
        "return_request",
        "call_back",
        "complaint",
        "message",
        "privacy_request",
        "recovery",
    }
    assert shop["places"] == 404
