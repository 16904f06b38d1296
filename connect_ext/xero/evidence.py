"""What a person may read of an answer: Xero's own words, cut short, without addresses, tokens and e-mails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

LONGEST = 600
FIRST_WORDS = 120
"""Of a text that is no JSON of Xero's: enough to recognise a page of a proxy, too little to hold much else."""

_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>?", re.IGNORECASE | re.DOTALL)
_EMAIL = re.compile(r"\S+@\S+")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_TOKEN = re.compile(r"[\w+/=.-]{40,}")
"""Tokens, keys, ids: long runs without a space."""


def harmless(text: str, longest: int = LONGEST) -> str:
    """One line of plain words; what looks like an e-mail, an address or a token becomes `…`."""
    for pattern in (_ADDRESS, _EMAIL, _TOKEN):
        text = pattern.sub("…", text)
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def first_words(text: str) -> str:
    """The beginning of a page or a text, without its markup."""
    return harmless(_MARKUP.sub(" ", text[:5000]), FIRST_WORDS)


def messages(element: Any) -> tuple[str, ...]:
    """Xero's validation messages on one element, in order, each once and whole."""
    return tuple(dict.fromkeys(_messages(element, "ValidationErrors")))


def warnings(element: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_messages(element, "Warnings")))


def words_of_refusal(body: Mapping[str, Any]) -> str:
    """What an error body says: the messages of its elements, else its type and message.

    https://developer.xero.com/documentation/api/accounting/responsecodes
    """
    elements = body.get("Elements")
    found = [message for element in elements for message in messages(element)] if isinstance(elements, list) else []
    if found:
        return _clause("; ".join(dict.fromkeys(found)))
    named = (body.get(name) for name in ("error", "Type", "Title", "Message", "Detail"))
    return _clause(": ".join(dict.fromkeys(word for word in named if isinstance(word, str) and word)))


def _clause(text: str) -> str:
    """Without the full stop, which the sentence around it sets."""
    return harmless(text).rstrip(".")


def _messages(element: Any, name: str) -> Iterator[str]:
    entries = element.get(name) if isinstance(element, Mapping) else None
    for entry in entries if isinstance(entries, list) else []:
        message = entry.get("Message") if isinstance(entry, Mapping) else None
        if isinstance(message, str) and message.strip():
            yield message.strip()
