"""Bags: what is known of each, where it is, and how that is said."""
