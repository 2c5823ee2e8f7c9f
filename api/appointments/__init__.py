"""Appointments, for calendars."""
