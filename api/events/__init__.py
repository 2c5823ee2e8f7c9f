"""What a site's own systems send: orders and appointments."""
