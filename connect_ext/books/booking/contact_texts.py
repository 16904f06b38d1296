"""What Xero takes of the texts of a contact, and what of them says nothing.

https://developer.xero.com/documentation/api/accounting/contacts
"""

from __future__ import annotations

import re

NOTHING = ("", "-")
"""The marketplace writes a dash where a form field had to be filled."""

_EMAIL = re.compile(r"[^\s@<>\"(),:;]+@[^\s@<>\"(),:;]+\.[^\s@<>\"(),:;.]{2,}")
"""Plausible, no more: one @ and a domain with a dot. Xero refuses the whole contact for a worse one."""

EMAIL_LENGTH = 255
PERSON_LENGTH = 255
"""Of a first or last name."""
TAX_NUMBER_LENGTH = 50
PHONE_LENGTH = 50
LINE_LENGTH = 500
CITY_LENGTH = 255
POSTAL_CODE_LENGTH = 50
COUNTRY_LENGTH = 50


def taken(value: str, length: int) -> str:
    """What is too long is cut: a contact with most of an address is worth more than none. Empty: nothing is said."""
    stripped = value.strip()
    return "" if stripped in NOTHING else stripped[:length].rstrip()


def taken_email(value: str) -> str:
    """An e-mail cut short would be somebody else's, so it is taken whole or not at all."""
    stripped = value.strip()
    return stripped if len(stripped) <= EMAIL_LENGTH and _EMAIL.fullmatch(stripped) else ""
