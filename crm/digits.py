"""Digits as people write them: full-width ones from a Chinese keyboard, and groups of them with a gap between."""

import re

# What stands between two digits of one number.
GAP = r"[ \-\u00a0\u2010\u2011]"
_HALFWIDTH = {ord("０") + n: ord("0") + n for n in range(10)} | {ord("　"): " ", ord("－"): "-", ord("Ｘ"): "X"}
_OTHER = re.compile(r"[^0-9]")


def in_halfwidth(text: str) -> str:
    """The same text with plain digits, blanks and dashes, each in the place where it was."""
    return text if text.isascii() else text.translate(_HALFWIDTH)


def only_digits(written: str) -> str:
    """The plain digits of it."""
    return _OTHER.sub("", written)
