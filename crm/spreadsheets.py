"""Cells of tables that are opened with a spreadsheet."""

# A spreadsheet takes a cell that begins like this for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """A text that no spreadsheet runs: what it would take for a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(_FORMULA) else text
