"""When two texts mean the same: tax numbers, item codes, addresses of mail, and names of businesses."""

from __future__ import annotations

import re
import unicodedata

LEGAL_FORMS = frozenset({
    "ab", "ag", "aps", "as", "asa", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "kft",
    "kg", "limited", "llc", "llp", "ltd", "nv", "oy", "plc", "proprietary", "pte", "pty", "sa", "sarl", "sas", "sl",
    "spa", "srl", "sro",
})  # fmt: skip
"""What a business may leave out of its name where it is written for people."""

SEPARATORS = re.compile(r"[\W_]+")
LETTERS_THAT_STAY = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d"})
"""Letters that no decomposition turns into plain ones."""


def plain_code(code: str) -> str:
    """Without separators and in one case: `MPN-R 001` and `mpnr001` are alike."""
    return SEPARATORS.sub("", code).casefold()


def plain_tax_number(number: str) -> str:
    """As `plain_code`; a number of fewer than five characters tells nobody apart and is none."""
    found = plain_code(number)
    return found if len(found) >= 5 else ""


def plain_email(address: str) -> str:
    return address.strip().casefold()


def plain_name(name: str) -> str:
    """Words without accents, punctuation and legal forms; `&` is `and`. A name of nothing else stays as it is."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and ").translate(LETTERS_THAT_STAY))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    # Full stops and apostrophes stand inside of words: `B.V.`, `O'Brien`.
    words = SEPARATORS.sub(" ", re.sub(r"[.'’]", "", bare)).split()
    return " ".join(word for word in words if word not in LEGAL_FORMS) or " ".join(words)
