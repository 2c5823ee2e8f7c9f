"""The intervals of reports hold what is true as often as they say."""

from bench.simulated_year import covered, simulate_year
from crm.store import reading, unit_of_work


def test_intervals_of_a_simulated_year_hold_the_truth_about_95_times_in_100(store):
    with unit_of_work() as session:
        truths = simulate_year(session, 52 * 4 * 25, seed=20)

    with reading() as session:
        found = covered(session, truths)

    assert set(found) == {"csat", "nps", "ces", "servqual", "changes"}
    hits, tries = (sum(each) for each in zip(*found.values(), strict=True))
    assert tries > 900
    assert 0.93 <= hits / tries <= 0.97
    for name, (held, of) in found.items():
        # 52 weeks of one figure waver themselves.
        assert 0.87 <= held / of <= 1, name
