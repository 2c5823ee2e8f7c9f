"""HTTP's plumbing: sign-in, limits, errors, logs, health and the pages."""
