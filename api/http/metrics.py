"""What is counted for operators, in Prometheus' terms."""

from prometheus_client import Counter, Histogram

REQUESTS = Histogram("serviceloop_request_seconds", "Time to answer HTTP requests", ["method", "route", "status"])
TURN_SECONDS = Histogram("serviceloop_turn_seconds", "Time the assistant took for one message")
TURNS = Counter("serviceloop_turns_total", "Messages the assistant dealt with, by how it went", ["outcome"])
