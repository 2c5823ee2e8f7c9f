"""Payment card numbers in what customers write: hidden before they are stored, shown or read by anybody.

What PCI DSS calls the primary account number (ISO/IEC 7812) is never needed in a chat, so it is never kept in one.
"""

import re

SHORTEST, LONGEST = 14, 19
_RUN = re.compile(r"(?<![0-9A-Za-z.+])[2-6](?:[ \-\u00a0]?[0-9]){13,18}(?![0-9A-Za-z]|[ \-][0-9])")
# The check value on the back is worth as much: CVV, CVC, CID.
_CHECK_VALUE = re.compile(
    r"((?:cvv2?|cvc2?|cid|security code|安全码|验证值|背面三位)\D{0,12})[0-9]{3,4}(?![0-9])", re.IGNORECASE
)
# A Chinese identity number (GB 11643) has its owner's birthday in the middle.
_IDENTITY = re.compile(r"[1-6][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{4}")
_LAST = 4


def hidden(text: str) -> str:
    """The text with card numbers cut down to their last four digits; the same text where there is none."""
    plain = _RUN.sub(lambda run: _masked(run.group()), text)
    return text if plain == text else _CHECK_VALUE.sub(r"\1•••", plain)


def _masked(written: str) -> str:
    digits = re.sub(r"[^0-9]", "", written)
    return f"•••• {digits[-_LAST:]}" if _is_card(digits) else written


def _is_card(digits: str) -> bool:
    return SHORTEST <= len(digits) <= LONGEST and not _IDENTITY.fullmatch(digits) and _luhn(digits)


def _luhn(digits: str) -> bool:
    """Whether the last digit is right (ISO/IEC 7812-1, annex B)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
