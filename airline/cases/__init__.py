"""The airline's cases: reports, claims, deliveries and requests, from the form to the last word."""
