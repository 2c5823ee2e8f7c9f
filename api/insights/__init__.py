"""Insights: what supervisors learn from surveys."""
