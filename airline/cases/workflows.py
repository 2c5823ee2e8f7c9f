"""The airline's kinds of cases, and the ways that the files in `data/airline/cases/` give them."""

from collections.abc import Mapping

from crm import case_kinds
from crm.cases import Workflow

# What a customer reports about a bag, and the kinds of all cases.
REPORTS = ("bag_missing", "bag_damaged", "bag_contents_missing")
CLAIM = "bag_claim"
REQUESTS = ("rebook_request", "refund_request", "seat_request")

WORKFLOWS: Mapping[str, Workflow] = {
    kind: case_kinds.get(kind).workflow for kind in (*REPORTS, CLAIM, *REQUESTS) if kind in case_kinds.kinds()
}
