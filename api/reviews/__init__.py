"""Reviews: messages to learn from, and what people decide about them."""
