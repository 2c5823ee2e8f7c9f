"""Staffing: how many people a day needs, and who is planned for it."""
