"""Components one after the other come to what dask's scheduler comes to, and find their way once."""

import asyncio
import copy

import pytest

from bot.graph_in_order import GraphInOrder


@pytest.fixture(scope="module")
def in_order(agent):
    """The agent with the same components, run in order."""
    runner = GraphInOrder.__new__(GraphInOrder)
    runner.__dict__.update(agent.processor.graph_runner.__dict__, _found={})
    other = copy.copy(agent)
    other.processor = copy.copy(agent.processor)
    other.processor.graph_runner = runner
    return other


@pytest.mark.parametrize("text", ["where is my bag 0784123456 Zhang", "明天北京飞伦敦的航班", "thanks, bye", "😡"])
def test_understands_the_same(agent, in_order, text):
    by_dask = asyncio.run(agent.parse_message(text))
    by_us = asyncio.run(in_order.parse_message(text))

    assert by_us == by_dask


def test_finds_the_way_to_a_target_once(in_order):
    runner = in_order.processor.graph_runner
    asyncio.run(in_order.parse_message("hello"))
    ways = dict(runner._found)
    asyncio.run(in_order.parse_message("and again"))

    assert runner._found == ways
