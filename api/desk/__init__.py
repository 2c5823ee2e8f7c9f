"""The desk: signing in, the list, the whole story, and the moves of an agent."""
