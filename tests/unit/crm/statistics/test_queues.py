"""Waiting lines against published numbers, and against each other where they must agree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.statistics.queues import Unstable, answered_within, erlang_a, erlang_b, erlang_c, fewest, shrunk

servers_and_load = st.tuples(st.integers(1, 60), st.floats(0.05, 0.97)).map(lambda one: (one[0], one[0] * one[1]))


def test_gives_the_worked_example_of_call_centre_planners():
    # Call Centre Helper, "Erlang C formula made easy": 200 calls an hour of 3 minutes, 14 people, 20 seconds.
    line = erlang_c(14, 10, handling=180)

    assert (round(line.waits, 3), round(line.wait, 1), round(line.occupancy, 3)) == (0.174, 7.8, 0.714)
    assert round(answered_within(14, 10, 20, handling=180), 3) == 0.888
    assert fewest(lambda n: n > 10 and answered_within(n, 10, 20, handling=180) >= 0.8) == 14


def test_ten_people_for_ten_erlangs_are_enough_only_because_customers_give_up():
    with pytest.raises(Unstable):
        erlang_c(10, 10)

    line = erlang_a(10, 10, patience=2, handling=3)

    assert (round(line.waits, 3), round(line.abandons, 4), round(line.occupancy, 3)) == (0.497, 0.1375, 0.863)


def test_gives_erlangs_own_table_of_losses():
    # Erlang B, 10 lines: 1 % blocked at 4.461 erlangs, 5 % at 6.216.
    assert erlang_b(10, 4.461) == pytest.approx(0.01, abs=1e-5)
    assert erlang_b(10, 6.216) == pytest.approx(0.05, abs=1e-4)


@settings(deadline=None)
@given(servers_and_load, st.floats(0.5, 20))
def test_endless_patience_is_erlang_c_and_none_at_all_is_erlang_b(both, handling):
    servers, load = both

    patient, impatient = erlang_a(servers, load, 1e9, handling), erlang_a(servers, load, 1e-9, handling)

    assert patient.waits == pytest.approx(erlang_c(servers, load, handling).waits, rel=1e-4)
    assert patient.wait == pytest.approx(erlang_c(servers, load, handling).wait, rel=1e-4)
    assert impatient.abandons == pytest.approx(erlang_b(servers, load), rel=1e-4)


@settings(deadline=None)
@given(st.integers(1, 40), st.floats(0.1, 80), st.floats(0.1, 30), st.floats(0.1, 30))
def test_what_comes_is_served_or_gives_up_and_more_people_never_make_it_worse(servers, load, patience, handling):
    line, larger = erlang_a(servers, load, patience, handling), erlang_a(servers + 1, load, patience, handling)

    assert servers * line.occupancy == pytest.approx(load * (1 - line.abandons), rel=1e-6)
    assert line.wait == pytest.approx(line.abandons * patience, rel=1e-6)
    assert larger.waits <= line.waits + 1e-9
    assert larger.abandons <= line.abandons + 1e-9


def test_a_roster_has_room_for_what_else_people_do_and_nonsense_is_refused():
    assert shrunk(14, 0.3) == pytest.approx(20)
    with pytest.raises(ValueError, match="share"):
        shrunk(14, 1)
    with pytest.raises(ValueError, match="most"):
        fewest(lambda n: False)
