"""Bookings: who flies when, online check-in, and what a boarding pass says."""
