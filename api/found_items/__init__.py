"""Found items at the desk."""
