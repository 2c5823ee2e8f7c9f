"""Messages from other systems: baggage and flights."""
