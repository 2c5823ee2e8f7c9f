"""The notice board: at the desk, and what everybody may read."""
