"""The airline's kinds of cases; the files in `data/airline/cases/` say how each moves."""

# What a customer reports about a bag, and the kinds of all cases.
REPORTS = ("bag_missing", "bag_damaged", "bag_contents_missing")
CLAIM = "bag_claim"
REQUESTS = ("rebook_request", "refund_request", "seat_request")
