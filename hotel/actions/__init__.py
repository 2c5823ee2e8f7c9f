"""What the assistant does about a stay: it shows it, opens the card before it, takes up what was not solved."""
