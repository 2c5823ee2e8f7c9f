"""Articles at the desk: what customers are told, and what nothing answered yet."""
