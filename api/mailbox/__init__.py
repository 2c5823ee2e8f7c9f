"""Mail of customers as it comes in."""
