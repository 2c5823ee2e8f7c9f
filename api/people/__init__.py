"""The team: who belongs to it, and each one's own account."""
