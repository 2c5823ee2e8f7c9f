"""The dialogue manager: what a message does to the conversation, decided step by step."""
