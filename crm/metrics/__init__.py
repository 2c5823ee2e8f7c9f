"""What happened to conversations, as figures: one list of metrics, each an expression over the same facts."""
