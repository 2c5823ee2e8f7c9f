"""What the law says: deadlines, limits and what passengers may claim."""
