"""What the demo shows: bags, bookings and flights around the present."""
