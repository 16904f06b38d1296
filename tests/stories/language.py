"""The words of a story: what they are, and how a docstring is read. What is not understood fails, loudly.

A story is written line by line, each opened by a word; a line that is indented belongs to the one before. Above `---`
stands what happened, below it everything that must then be in the books.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from inspect import cleandoc

USED = (
    r"(?P<quantity>\S+) x (?P<mpn>\S+) of (?P<of>[A-Z])( for (?P<amount>[-\d.]+))?( by tier (?P<tier>\d))?"
    r"( which is (?P<status>rejected|invalid))?"
)
GIVEN = {
    "installed": r"(?P<account>.+?)( with (?P<organisation>.+))?",
    "setting": r"(?P<name>.+?) (is|are|comes|bills|runs) (?P<value>.+)",
    "price": r"(?P<mpn>\S+) (?P<amount>\S+) (?P<currency>[A-Z]{3})( for (?P<customer>.+?))?"
    r"( from (?P<least>\d+) pieces)?( on (?P<marketplace>[^,]+?))?( per (?P<period>month|year))?"
    r"( less (?P<discount>\d+) %)?( since (?P<first>\S+))?( until (?P<last>\S+))?",
    "listed": r"(?P<mpn>\S+) (?P<amount>\S+)( from (?P<day>\S+) on)?",
    "unlisted": r"(?P<mpn>\S+)",
    "customer": r"(?P<customer>.+) is in (?P<country>[A-Z]{2}|no known country)",
    "xero": r"has the (?P<archived>archived )?contact (?P<name>.+?)( numbered as (?P<customer>.+))?",
    "own": r"(?P<name>.+) has (?P<what>account|discount|tax type|theme|terms|tracking) (?P<value>.+)",
    "item": r"(?P<code>\S+)( at (?P<price>\S+))?( described as (?P<described>.+?))?(?P<tracked> tracked as stock)?",
    "rule": r"(?P<customer>.+?) has( account (?P<account>\S+))?( tax type (?P<tax>\S+))?",
    "fee": r"(?P<kind>\w+) to item (?P<code>\S+)( with account (?P<account>\S+))?",
    "mapped": r"(?P<mpn>\S+) to (item (?P<code>\S+)|an account only)( with account (?P<account>\S+))?"
    r"( with tax type (?P<tax>\S+))?",
    "fallback": r"item (?P<code>\S+)",
    "category": r"(?P<category>\S+) has (?P<options>.+)",
    "tracking": r"(?P<category>\S+) is (?P<option>.+)",
    "committed": r"(?P<mpn>\S+) to (?P<count>\d+|no known number of) periods",
    "zone": r"(?P<zone>\S+)",
    "linked": r"(?P<customer>.+) to (?P<name>.+)",
    "enabled": r"(?P<currency>[A-Z]{3}) at (?P<rate>[\d.]+)",
    "locked": r"until (?P<day>\S+)",
    "order": r"(?P<label>[A-Z]) (?P<type>\w+) (of (?P<of>[A-Z])( to (?P<to>.+))?"
    r"|for (?P<customer>.+) by (?P<seller>.+?)( on a (?P<connection>\w+) connection)?)",
    "po": r"(?P<number>\S+)",
    "parameter": r"(?P<id>\S+) (?P<value>.+)",
    "starts": r"(?P<day>\S+)( at (?P<hour>\d\d:\d\d))?",
    "period": r"until (?P<day>\S+)",
    "approved": r"(?P<day>\S+)",
    "state": r"(?P<status>\w+)",
    "line": r"(?P<quantity>\S+) x (?P<mpn>\S+)",
    "bills": r"(?P<label>[A-Z]) (?P<of>[A-Z]) by the (?P<type>provider|vendor)",
    "usage": r"(?P<label>[A-Z]) of schema (?P<schema>\w\w)( in (?P<currency>[A-Z]{3}))?"
    r"( for (?P<first>\S+) to (?P<last>\S+))?( that is (?P<status>rejected|pending|told of by its chunk))?",
    "used": USED,
    "more": USED,
    "event": r"(?P<label>[A-Z]) (?P<status>\w+)",
    "then": r"the clock moves to (?P<day>\S+)|(?P<told>[A-Z]) is told|a person syncs|the schedule fires"
    r"|the schedule fires every day until (?P<until>\S+)"
    r"|(?P<minutes>\d+) minutes pass|(?P<again>[A-Z]) comes again|the lock moves to (?P<lock>\S+)|nothing"
    r"|the answer about the next (invoice|change) is lost"
    r"|a person syncs (?P<chosen>[A-Z]( [A-Z])*)|the start is moved to (?P<start>\S+)"
    r"|a person says that (?P<ended>[A-Z]) (?P<how>was billed elsewhere|is never sent)"
    r"( from (?P<first>\S+) to (?P<last>\S+))?|a person takes that back for (?P<back>[A-Z])"
    r"|a person (?P<act>approves|pays|e-mails|voids|deletes|edits|lowers) ((?P<paid>[\d.]+) of )?"
    r"the (?P<what>invoice|credit note) of (?P<whose>[A-Z](@\S+|\.[A-Z])?)( to (?P<lower>[\d.]+))?"
    r"|a person undoes (?P<undone>[A-Z])|a person looks at (?P<looked>[A-Z])"
    r"|the own price of (?P<priced>\S+) becomes (?P<becomes>[\d.]+ [A-Z]{3})"
    r"|a person takes the prices of (?P<repriced>[A-Z]) again"
    r"|a person chooses (?P<choice>refund|quantity only|credit unused|no credit|the settings)"
    r" for (?P<chosen_for>[A-Z])",
}
"""Above the line. An `item` is one of Xero; `mapped` says which one an MPN is, `fee` which one a kind of fee is; `own`
is a default that a contact has in Xero, `rule` what a person has ruled for one customer. A `parameter` is of the asset
of the order above it. `zone` is that of the organisation, and hours are the platform's. `order` is followed by its own
`line`s, and by `po`, `starts`, `period` (the end of its first one), `approved` (its day) and `state` if they are not
usual. A `change` is told with the new quantities. What a `then` tells of later is not told of before, nor is a usage
file reported. `bills` makes the provider or the vendor send a billing request for the next period. A `usage` file is
followed by its records: `used`, and `more` for what it has in addition when it comes again; its amounts are for tier
0, the customer, unless told."""

EXPECTED = {
    "contact": r".+",
    "invoice": r".+",
    "credit": r".+",
    "line": r".+",
    "text": r".+",
    "allocation": r".+",
    "e-mail": r".+",
    "task": r"(?P<label>[A-Z](@\S+|\.[A-Z](#\d)?)?) .+",
    "because": r".+",
    "remark": r".+",
    "reconcile": r"(?P<month>\d{4}-\d\d) (?P<whose>[A-Z]|document) .+",
    "fix": r".+",
}
"""Below it. `credit` is a credit note, named after the order that makes it, and `allocation` what it is set off
against. `A@2026-12-21` is the period, beginning on that day, of the subscription that A bought; `U.A` is what
usage file U has of it, and `U.A#2` what it has more of it later. `e-mail` is one that Xero
has sent. `reconcile` is a row of the comparison of a month: of the subscription that A bought, or of a document; its
`because` and `fix` are told with it. `remark` is
what a person is told of a task when looking at it before it is sent, as the story has it.
`text` (a line's description) and `because` (a task's reason) are compared in stories that use the word."""

BELONG = ("line", "text", "allocation", "because", "fix", "remark")
"""Words that tell more about the line before."""


class NotUnderstood(Exception):
    """A sentence that the language does not have."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of a story. `parts` are what the word's pattern names; None for what was not said."""

    word: str
    text: str
    parts: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Script:
    given: tuple[Sentence, ...]
    expected: tuple[Sentence, ...]


def read(docstring: str | None) -> Script:
    """Raises `NotUnderstood`."""
    above, line, below = cleandoc(docstring or "").partition("\n---\n")
    if not line:
        raise NotUnderstood("a story has a line --- between what happened and what must be in the books")
    return Script(given=_sentences(above, GIVEN), expected=_sentences(below, EXPECTED))


def read_books(text: str) -> tuple[Sentence, ...]:
    """What stands below the line of a story, by itself. Raises `NotUnderstood`."""
    return _sentences(cleandoc(text), EXPECTED)


def _sentences(text: str, words: dict[str, str]) -> tuple[Sentence, ...]:
    joined = re.sub(r"\n +", " ", text.strip())
    return tuple(_sentence(line, words) for line in joined.splitlines())


def _sentence(line: str, words: dict[str, str]) -> Sentence:
    word, _, rest = line.partition(" ")
    text = " ".join(rest.split())
    if word not in words:
        raise NotUnderstood(f"“{word}” is no word of a story here: {line}")
    found = re.fullmatch(words[word], text)
    if found is None:
        raise NotUnderstood(f"“{word}” is not followed by what it needs: {line}")
    return Sentence(word, text, found.groupdict())
