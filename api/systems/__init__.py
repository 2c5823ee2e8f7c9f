"""What other systems may read and write with a key of their own."""
