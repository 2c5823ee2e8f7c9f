"""Vectors for whoever groups texts by what they mean."""

import asyncio
import json
from types import SimpleNamespace

import numpy as np
import pytest

from bot.channel import _vectors
from bot.vectors import MOST, vectors_of


def test_what_means_the_same_is_nearer_than_what_does_not_in_either_language():
    waited, waited_too, friendly = map(
        np.array,
        asyncio.run(vectors_of(["I waited far too long for an answer", "等了很久才有人回复", "客服态度很好，很耐心"])),
    )

    assert abs(np.linalg.norm(waited) - 1) < 0.01
    assert waited @ waited_too > waited @ friendly + 0.1


def test_the_order_is_kept_and_company_changes_little():
    texts = [f"comment number {number}" for number in range(20)]

    together, alone = asyncio.run(vectors_of(texts)), asyncio.run(vectors_of(texts[13:14]))

    assert len(together) == 20
    assert np.abs(np.array(together[13]) - np.array(alone[0])).max() < 0.01


def test_a_text_of_any_length_has_one():
    empty, long = asyncio.run(vectors_of(["", "很慢 " * 5000]))

    assert len(empty) == len(long)


def posted(body):
    """What the channel answers to this."""
    answered = asyncio.run(_vectors(SimpleNamespace(json=body)))
    return answered.status, json.loads(answered.body)


def test_the_channel_gives_them():
    status, answer = posted({"texts": ["很慢", "slow"]})

    assert status == 200
    assert [len(one) for one in answer["vectors"]] == [512, 512]


@pytest.mark.parametrize("body", [None, [], {}, {"texts": "slow"}, {"texts": [1]}, {"texts": ["slow"] * (MOST + 1)}])
def test_the_channel_refuses_what_are_no_texts(body):
    status, answer = posted(body)

    assert (status, answer["error"]["code"]) == (422, "invalid_request")
