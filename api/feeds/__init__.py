"""Messages from other systems, whichever vertical they are for."""
