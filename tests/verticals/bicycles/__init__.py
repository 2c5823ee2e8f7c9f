"""Bicycles for hire: a line of business small enough to read at a glance."""
