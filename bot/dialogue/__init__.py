"""What a message does to the conversation: the evidence, and what is decided from it."""
