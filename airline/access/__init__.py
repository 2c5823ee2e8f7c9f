"""Who may see what is theirs: the numbers on documents, the names beside them, and the proof."""
