"""Mail that was given up, at the desk."""
