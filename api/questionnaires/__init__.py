"""Questionnaires as supervisors write them at the desk."""
