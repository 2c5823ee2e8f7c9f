"""Lines in which each person serves several: against Erlang's own, and against the chain solved in another way."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from crm.statistics import queues
from crm.statistics.chats import Desk, people_for, service
from crm.statistics.queues import Unstable

people = st.integers(1, 12)
busy = st.floats(0.05, 1.6)
slow = st.floats(0, 1)


def solved(n, coming, desk, within, room=160):
    """The same numbers from the chain's generator: its null space, and the wait as a chain that ends with an answer."""
    slots = n * desk.at_once
    size = slots + room

    def served(k):
        each, more = divmod(min(k, slots), n)
        pace = [j / (1 + desk.slowdown * max(0, j - 1)) / desk.handling for j in (each, each + 1)]
        return (n - more) * pace[0] + more * pace[1]

    generator = np.zeros((size, size))
    for k in range(size):
        if k + 1 < size:
            generator[k, k + 1] = coming
        if k:
            generator[k, k - 1] = served(k) + max(0, k - slots) / desk.patience
    generator -= np.diag(generator.sum(axis=1))
    share = np.linalg.lstsq(np.vstack([generator.T, np.ones(size)]), np.append(np.zeros(size), 1.0))[0]
    # Behind so many: those ahead leave or are served, the last one too may give up; "answered" is where it ends.
    wait = np.zeros((room + 2, room + 2))
    answered, gone = room, room + 1
    for behind in range(room):
        wait[behind, behind - 1 if behind else answered] = served(slots) + behind / desk.patience
        wait[behind, gone] = 1 / desk.patience
    wait -= np.diag(wait.sum(axis=1))
    soon = expm(wait * within)[:room, answered]
    line = np.arange(room) @ share[slots:]
    return share[slots:].sum(), line / desk.patience / coming, share[:slots].sum() + share[slots:] @ soon


def test_ten_people_for_ten_erlangs_are_unstable_unless_customers_give_up():
    with pytest.raises(Unstable):
        service(10, 10 / 3, Desk(handling=3))

    line = service(10, 10 / 3, Desk(handling=3, patience=2))

    assert round(line.waits, 3) == 0.497
    assert round(line.abandons, 4) == 0.1375
    assert round(line.occupancy, 3) == 0.863


@settings(deadline=None, max_examples=25)
@given(people, busy, st.integers(1, 4), slow, st.floats(0.5, 4), st.floats(0, 3))
def test_gives_what_the_chain_solved_as_equations_gives(n, part, at_once, slowdown, patience, within):
    desk = Desk(1.5, patience, at_once, slowdown)
    coming = part * n * desk.pace

    found = service(n, coming, desk, within=within)

    expected = solved(n, coming, desk, within)
    assert (found.waits, found.abandons, found.answered) == pytest.approx(expected, abs=1e-8)


@settings(deadline=None)
@given(people, st.floats(0.05, 0.97), st.floats(0.1, 30), st.floats(0, 60))
def test_one_at_a_time_is_erlang_c(n, part, handling, within):
    coming = part * n / handling

    found, known = service(n, coming, Desk(handling), within=within), queues.erlang_c(n, part * n, handling)

    assert (found.waits, found.wait, found.occupancy) == pytest.approx((known.waits, known.wait, known.occupancy))
    assert found.answered == pytest.approx(queues.answered_within(n, part * n, within, handling))


@settings(deadline=None)
@given(people, busy, st.floats(0.1, 30), st.floats(0.1, 30))
def test_one_at_a_time_with_patience_is_erlang_a(n, part, handling, patience):
    found, known = (
        service(n, part * n / handling, Desk(handling, patience)),
        queues.erlang_a(n, part * n, patience, handling),
    )

    assert found[:3] == pytest.approx((known.waits, known.wait, known.abandons), rel=1e-6)
    assert found.occupancy == pytest.approx(known.occupancy, rel=1e-6)


@settings(deadline=None)
@given(people, st.floats(0.05, 0.9), st.integers(2, 6), st.floats(1, 20))
def test_chats_that_do_not_hinder_each_other_are_as_many_people_and_full_hindrance_is_none(n, part, at_once, patience):
    alone, hindered = Desk(4.0, patience), Desk(4.0, patience, at_once, 1.0)
    coming = part * n / 4.0

    free = service(n, coming * at_once, Desk(4.0, patience, at_once), within=1)
    many = service(n * at_once, coming * at_once, alone, within=1)

    assert free.answered == pytest.approx(many.answered, rel=1e-9)
    assert hindered.pace == pytest.approx(alone.pace)


@settings(deadline=None)
@example(12, 1.59375, 3, 0.0022395406653998866, 16.5, 0.0)
@given(people, busy, st.integers(1, 4), slow, st.floats(0.2, 20), st.floats(0, 10))
def test_more_people_longer_limits_and_fewer_customers_never_make_it_worse(
    n, part, at_once, slowdown, patience, within
):
    desk = Desk(2.0, patience, at_once, slowdown)
    coming = part * n * desk.pace
    found = service(n, coming, desk, within=within)

    assert service(n + 1, coming, desk, within=within).answered >= found.answered - 1e-9
    assert service(n, coming, desk, within=within + 1).answered >= found.answered - 1e-9
    assert service(n, coming * 0.9, desk, within=within).answered >= found.answered - 1e-9
    assert 0 <= found.answered <= 1 - found.abandons + 1e-9
    assert found.abandons == pytest.approx(found.wait / patience)
    assert found.chats <= at_once + 1e-9


@settings(deadline=None)
@given(st.floats(0.01, 6), st.integers(1, 3), slow, st.one_of(st.none(), st.floats(0.5, 5)), st.floats(0.5, 0.99))
def test_the_fewest_people_are_enough_and_one_less_is_not(coming, at_once, slowdown, patience, target):
    desk = Desk(3.0, patience, at_once, slowdown)

    n = people_for(coming, desk, target=target, within=1)

    assert service(n, coming, desk, within=1).answered >= target
    if n > 1:
        try:
            assert service(n - 1, coming, desk, within=1).answered < target
        except Unstable:
            assert coming >= (n - 1) * desk.pace


def test_the_worked_example_of_call_centre_planners_needs_fourteen():
    assert people_for(200 / 3600, Desk(180), target=0.8, within=20) == 14


def test_nobody_who_comes_needs_nobody_and_nobody_there_answers_nobody():
    desk = Desk(3.0, 2.0)

    assert people_for(0, desk, target=0.8, within=1) == 0
    assert service(3, 0, desk).answered == 1
    assert service(0, 1, desk)[:4] == (1, 2.0, 1, 0)
    with pytest.raises(Unstable):
        service(0, 1, Desk(3.0))
    assert service(1, 1e-9, desk).answered == pytest.approx(1)
