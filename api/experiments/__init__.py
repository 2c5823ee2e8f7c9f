"""Experiments: two wordings or two articles, started and stopped by whoever leads the team."""
