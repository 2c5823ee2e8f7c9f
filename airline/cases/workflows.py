"""The ways of the airline's cases: from which state each may go where, and where it ends."""

from collections.abc import Mapping

from crm.cases import Workflow

# What a customer reports about a bag, and the kinds of all cases.
REPORTS = ("bag_missing", "bag_damaged", "bag_contents_missing")
CLAIM = "bag_claim"
REQUESTS = ("rebook_request", "refund_request", "seat_request")

_OUT = frozenset({"withdrawn", "duplicate"})


def _workflow(
    initial: str, moves: Mapping[str, tuple[str, ...]], *, out: frozenset[str], final: frozenset[str]
) -> Workflow:
    """A workflow that may be left through `out` from every state that is not final."""
    legal = {state: frozenset(to) | (frozenset() if state in final else out) for state, to in moves.items()}
    return Workflow(initial, {**{state: frozenset() for state in out | final}, **legal}, final | out)


_MISSING = _workflow(
    "reported",
    {
        "reported": ("tracing", "located"),
        "tracing": ("located", "declared_lost"),
        "located": ("tracing", "forwarding", "received_at_airport", "delivered"),
        "forwarding": ("received_at_airport",),
        "received_at_airport": ("out_for_delivery", "delivered"),
        # Nobody was there: the bag comes back to the airport.
        "out_for_delivery": ("delivered", "received_at_airport"),
        "delivered": ("closed",),
        "declared_lost": ("closed",),
        "closed": ("tracing",),
    },
    out=_OUT,
    final=frozenset({"closed"}),
)
_DAMAGED = _workflow(
    "reported",
    {
        "reported": ("assessing",),
        "assessing": ("repair", "replaced", "compensation", "closed"),
        "repair": ("closed",),
        "replaced": ("closed",),
        "compensation": ("closed",),
        "closed": ("assessing",),
    },
    out=_OUT,
    final=frozenset({"closed"}),
)
_CLAIMED = _workflow(
    "submitted",
    {
        "submitted": ("acknowledged",),
        "acknowledged": ("reviewing",),
        "reviewing": ("info_needed", "offered", "rejected"),
        "info_needed": ("reviewing",),
        "offered": ("accepted", "rejected"),
        "accepted": ("paid",),
        "paid": ("closed",),
        "rejected": ("reviewing", "closed"),
    },
    out=frozenset({"withdrawn"}),
    final=frozenset({"closed"}),
)
_REQUESTED = _workflow(
    "submitted",
    {"submitted": ("in_progress",), "in_progress": ("done", "refused")},
    out=frozenset({"withdrawn"}),
    final=frozenset({"done", "refused"}),
)

WORKFLOWS: Mapping[str, Workflow] = {
    "bag_missing": _MISSING,
    "bag_damaged": _DAMAGED,
    "bag_contents_missing": _DAMAGED,
    CLAIM: _CLAIMED,
    **dict.fromkeys(REQUESTS, _REQUESTED),
}

# How things usually go, for a customer who wants to know what comes next.
USUAL_WAY: Mapping[str, tuple[str, ...]] = {
    "bag_missing": (
        "reported", "tracing", "located", "forwarding", "received_at_airport", "out_for_delivery", "delivered",
    ),
    "bag_damaged": ("reported", "assessing"),
    "bag_contents_missing": ("reported", "assessing"),
    CLAIM: ("submitted", "acknowledged", "reviewing", "offered", "accepted", "paid"),
    **dict.fromkeys(REQUESTS, ("submitted", "in_progress", "done")),
}  # fmt: skip
