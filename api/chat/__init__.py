"""The chat, as the widget uses it."""
