"""Airports, for fields that suggest them."""
