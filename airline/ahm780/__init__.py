"""Movement messages (IATA AHM 780): from text to typed values and back."""
