"""Payment card numbers in what customers write: hidden before they are stored, shown or read by anybody.

What PCI DSS calls the primary account number (ISO/IEC 7812) is never needed in a chat, so it is never kept in one.
"""

import re
from functools import cache

from crm.digits import GAP, in_halfwidth, only_digits
from crm.texts import load

SHORTEST, LONGEST = 13, 19
# No digit stands beside it, nor a letter or a sign that makes it part of a longer name or of a telephone number.
_RUN = re.compile(rf"(?<![0-9A-Za-z.+])[1-9](?:{GAP}?[0-9]){{{SHORTEST - 1},{LONGEST - 1}}}(?![0-9A-Za-z]|{GAP}[0-9])")
# The check value on the back is worth as much: CVV, CVC, CID.
_CHECK_VALUE = re.compile(
    r"((?:cvv2?|cvc2?|cid|security code|安全码|验证值|背面三位)\D{0,12})[0-9]{3,4}(?![0-9])", re.IGNORECASE
)
# Which first digits are given out at which length: Visa, Mastercard, American Express, Diners, JCB, Discover, Maestro,
# Mir, UnionPay, and the debit cards of China's banks from before it. Taxpayers' numbers and times have others.
_ISSUED = re.compile(
    r"""4[0-9]{15}(?:[0-9]{3})?
    | (?:5[1-5][0-9]{2} | 222[1-9] | 22[3-9][0-9] | 2[3-6][0-9]{2} | 27[01][0-9] | 2720 | 220[0-4])[0-9]{12}
    | 3[47][0-9]{13} | (?:30[0-59][0-9] | 3[689][0-9]{2})[0-9]{10,15} | 35[0-9]{14,17}
    | (?:50|5[6-8])[0-9]{14,17} | 6[0-9]{15,18} | 9558[0-9]{12,15}""",
    re.VERBOSE,
)
# Others have to be called a card: Visa's of old are as long as much else.
_CALLED_CARD = re.compile(
    r"(?:(?:bank|credit|debit|payment|my)\s*card|card\s*n(?:o\b|um)|visa|银行卡|銀行卡|信用卡|储蓄卡|借记卡|(?<!会员)(?<!登机)卡号)"
    r"[^0-9]{0,20}$",
    re.IGNORECASE,
)
_NUMBER_OF = r"(?:\s|[:：#]|编|号|號|no\b\.?|num(?:ber)?|id\b|is\b|是)*$"
# Groups as cards have them: four or more digits each but for the last, never as few as a telephone number's.
_GROUPED = re.compile(rf"[0-9]{{4,8}}(?:{GAP}[0-9]{{3,8}}){{1,4}}(?:{GAP}[0-9]{{1,3}})?|[0-9]+|(?:[0-9]{GAP})+[0-9]")
# A Chinese identity number (GB 11643) has its owner's birthday in the middle.
_IDENTITY = re.compile(r"[1-6][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{4}")
_LAST = 4


def hidden(text: str) -> str:
    """The text with card numbers cut down to their last four digits; the same text where there is none."""
    found = list(_RUN.finditer(in_halfwidth(text)))
    plain = text
    for run in reversed(found):
        if _is_card(run.group(), before=run.string[: run.start()]):
            plain = f"{plain[: run.start()]}•••• {only_digits(run.group())[-_LAST:]}{plain[run.end() :]}"
    return text if plain == text else _CHECK_VALUE.sub(r"\1•••", plain)


@cache
def called_else() -> re.Pattern[str]:
    """What ends in the name of another number, one that is needed: see texts/masking.yml."""
    names = "|".join(words for both in load("masking")["called_else"].values() for words in both.values())
    return re.compile(f"(?:{names}){_NUMBER_OF}", re.IGNORECASE)


def _is_card(written: str, *, before: str) -> bool:
    digits = only_digits(written)
    if (
        _IDENTITY.fullmatch(digits)
        or called_else().search(before)
        or not _GROUPED.fullmatch(written)
        or not _luhn(digits)
    ):
        return False
    return bool(_ISSUED.fullmatch(digits) or _CALLED_CARD.search(before))


def _luhn(digits: str) -> bool:
    """Whether the last digit is right (ISO/IEC 7812-1, annex B)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
