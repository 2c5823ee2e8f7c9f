"""Webhooks: managed at the desk, called by a job."""
