"""Coaching: scorecards of conversations."""
