"""A shop: how an order stands, returns, and when and how the shop is reached."""
