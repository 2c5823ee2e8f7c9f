"""What is pushed to open pages: the broadcaster and its sockets."""
