"""Cases, at the desk and for the customer."""
