"""Flights: their plan, what became of it, and how that is said."""
