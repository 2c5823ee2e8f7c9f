"""Baggage tracing texts, as World Tracer sends them: from text to typed values."""
