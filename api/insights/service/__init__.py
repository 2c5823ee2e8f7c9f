"""The report on service: what happened to conversations."""
