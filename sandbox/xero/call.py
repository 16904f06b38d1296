"""One accounting call after it was let in: whose books, when, by which app, with which options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sandbox.xero.rendering import answer, parse_instant
from sandbox.xero.state import Books
from sandbox.xero.words import Invalid, Json, Refused, bad_query, bad_request, validation_errors, validation_exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`client_id` is None when a person writes in Xero's own pages; `target` is the id or number in the path,
    `part` the id of what belongs to that one."""

    books: Books
    now: datetime
    client_id: str | None
    query: Mapping[str, str]
    modified_since: str | None = None
    body: Any = None
    target: str | None = None
    part: str | None = None

    @property
    def today(self) -> date:
        return self.books.today(self.now)

    @property
    def unit_places(self) -> int:
        return 4 if self.query.get("unitdp") == "4" else 2

    @property
    def since(self) -> datetime | None:
        if self.modified_since is None:
            return None
        try:
            return parse_instant(self.modified_since)
        except ValueError:
            raise bad_query("The If-Modified-Since header is not a valid date") from None

    def flag(self, name: str, default: bool = False) -> bool:
        return self.query.get(name, str(default)).lower() == "true"

    def listed(self, name: str) -> frozenset[str] | None:
        """A comma-separated parameter; None when it was not sent."""
        if not (text := self.query.get(name)):
            return None
        return frozenset(part.strip() for part in text.split(","))


def elements(call: Call, name: str) -> list[Json]:
    """The elements of a body such as `{"Invoices": [...]}`; Xero also takes a single bare element."""
    if not isinstance(call.body, dict) or not call.body:
        message = f"This endpoint is expecting {name} data to be specified in the request body."
        raise bad_request(17, "NoDataProcessedException", f"No data has been processed for this endpoint. {message}")
    sent = call.body.get(name, [call.body])
    return sent if isinstance(sent, list) else [sent]


def write_all(
    call: Call, sent: list[Json], write: Callable[[Json], Json], refused: Callable[[Json, tuple[str, ...]], Json]
) -> list[Json]:
    """Write each element, in order; with `summarizeErrors=false` the good ones stay, otherwise one bad undoes all.

    The published description gives the parameter's default as false; Xero behaves as if it were true.
    """
    undo = call.books.undo
    summarize = call.flag("summarizeErrors", default=True)
    results: list[Json] = []
    bad: list[Json] = []
    for element in sent:
        mark = undo.mark()
        try:
            results.append(write(element))
        except Invalid as invalid:
            undo.back_to(mark)
            results.append(refused(element, invalid.messages))
            bad.append({**element, "ValidationErrors": validation_errors(invalid.messages)})
        except BaseException:
            undo.back_to(0)
            raise
    if bad and summarize:
        undo.back_to(0)
        raise Refused(answer(400, validation_exception(bad)))
    undo.settle()
    return results
