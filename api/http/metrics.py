"""What is counted for operators, in Prometheus' terms; docs/operating.md lists it, deploy/grafana shows it."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import structlog
from prometheus_client import Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from crm import backlog
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.store import reading

REQUESTS = Histogram("serviceloop_request_seconds", "Time to answer HTTP requests", ["method", "route", "status"])
TURN_SECONDS = Histogram(
    "serviceloop_turn_seconds",
    "Time the assistant took for one message",
    buckets=(0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12, 30),
)
TURNS = Counter("serviceloop_turns_total", "Messages the assistant dealt with, by how it went", ["outcome"])
ASSISTANT_FAILURES = Counter(
    "serviceloop_assistant_failures_total", "Attempts to ask the assistant that failed", ["cause"]
)
SOCKETS = Gauge("serviceloop_sockets", "Live lines that are open", ["side"])
FEED_MESSAGES = Counter(
    "serviceloop_feed_messages_total", "Messages of other systems, by what became of them", ["feed", "outcome"]
)
TRANSACTION_SECONDS = Histogram(
    "serviceloop_transaction_seconds",
    "Time from the beginning of a transaction of the store to its end",
    ["kind"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_STARTED = "transaction_started"

log = structlog.get_logger()


def time_transactions() -> Callable[[], None]:
    """Measure every transaction of this process from now on; returns what ends it."""
    listeners = (("after_transaction_create", _began), ("after_transaction_end", _ended))
    for name, listener in listeners:
        event.listen(Session, name, listener)

    def stop() -> None:
        for name, listener in listeners:
            event.remove(Session, name, listener)

    return stop


def _began(session: Session, transaction: Any) -> None:
    if transaction.parent is None:
        session.info[_STARTED] = time.perf_counter()


def _ended(session: Session, transaction: Any) -> None:
    started = session.info.pop(_STARTED, None) if transaction.parent is None else None
    if started is not None:
        deferred = session.get_bind().get_execution_options().get("begin_mode") == "DEFERRED"
        TRANSACTION_SECONDS.labels("read" if deferred else "write").observe(time.perf_counter() - started)


class Backlog(Collector):
    """What waits in the store, counted when somebody asks."""

    def __init__(self, count: Callable[[Session, datetime], backlog.Backlog] = backlog.count) -> None:
        self._count = count

    def collect(self) -> Iterator[Metric]:
        try:
            with reading() as session:
                found = self._count(session, utc_now())
        except (SQLAlchemyError, StoreUnavailable) as error:
            log.warning("backlog_not_counted", error=type(error).__name__)
            return
        yield GaugeMetricFamily("serviceloop_queue_length", "Customers in line for a person", found.queued)
        yield GaugeMetricFamily(
            "serviceloop_queue_oldest_seconds", "How long the first in line waits", found.longest_wait
        )
        waiting = GaugeMetricFamily("serviceloop_waiting", "Work that waits for the jobs process", labels=["work"])
        overdue = GaugeMetricFamily(
            "serviceloop_overdue_seconds",
            "How long the oldest of it is past its time: the lag of the jobs",
            labels=["work"],
        )
        for work, (count, seconds) in found.work.items():
            waiting.add_metric([work], count)
            overdue.add_metric([work], seconds)
        yield waiting
        yield overdue
        quarantine = GaugeMetricFamily(
            "serviceloop_quarantine", "Messages of feeds that nobody can read", labels=["feed"]
        )
        for feed, count in found.quarantine.items():
            quarantine.add_metric([feed], count)
        yield quarantine
