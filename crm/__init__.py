"""The heart: customers, conversations, knowledge, surveys and what was done, in one store."""
