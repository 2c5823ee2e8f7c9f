"""Surveys, answered by whoever has the link."""
