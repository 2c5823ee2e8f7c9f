"""A small airport's day, told in any order, twice, in parts and garbled: every bag ends where it really is."""

import re

import pytest

from bench.airport import differences, take_in
from bench.airport_day import make_day

pytestmark = pytest.mark.usefixtures("committed")


@pytest.mark.parametrize("seed", range(5))
def test_every_bag_is_where_it_really_is_and_every_message_is_accounted_for(seed):
    day = make_day(seed, flights=12, bags=600)

    counts = take_in(day, batch=250)

    assert list(differences(day, counts)) == []


def test_the_day_holds_what_it_promises():
    days = [make_day(seed, flights=12, bags=600) for seed in range(5)]
    states = {truth.state for day in days for truth in day.truths}
    text = "\n".join(told.text for day in days for told in day.told)

    irregular = {"not_seen", "offloaded", "on_hand", "forwarded", "cancelled"}
    assert states >= irregular | {"accepted", "loaded", "transferred", "arrived", "at_belt", "collected"}
    assert all(f"\nEND{kind}\n" in text for kind in ("BSM", "BTM", "BPM", "BUM", "BNS", "BMM", "PART1"))
    assert re.search(r"^BPM\n\.V/1L\w{3}/PART2", text, re.MULTILINE)
    assert all(len(day.truths) > len({truth.lpn for truth in day.truths}) for day in days)


def test_the_same_seed_is_the_same_day():
    assert make_day(7, flights=12, bags=60) == make_day(7, flights=12, bags=60)
