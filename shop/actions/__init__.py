"""What the assistant does for a shop: tells how an order stands, and when and how the shop is reached."""
