"""The first vertical: bag tags, baggage messages, and where a bag is."""
