"""Models of the assistant: their cards, and how they do with customers."""
