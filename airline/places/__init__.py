"""Airports and cities, and the ways between them."""
