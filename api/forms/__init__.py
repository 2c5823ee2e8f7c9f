"""Forms in the chat."""
