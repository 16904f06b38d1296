"""One order of everything that moves money, or does not, through the real runner; the books were worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connect_ext.books.documents.reference import mark_of
from sandbox.rows import Rows
from sandbox.xero import BooksView
from tests.processes import no_runner_is_left
from tests.stories.language import read_books
from tests.stories.ledger import Ledger, told

NO_MORE = "Nothing to invoice: Skyline Backup storage: billed by usage, not when it is ordered."

# 10 % GST. A year from 1 February has 365 days, of which 351 are left on the 15th; February has 28, of which 14 are.
#   a yearly seat from the 15th    138.00 x 351/365 = 132.7068...
#   two of them                    265.4136... = 265.41
#   of three the draft keeps       414.00 - 132.71 = 281.29
#   half a month of 10, and of 2   125.00 x 14/28 = 62.50, 25.00 x 14/28 = 12.50
BOOKS = """
    contact  Bräuer Design Studio, numbered
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  purchase draft AUD for Harbour & Sons Pty Ltd, reference {purchase}, subtotal 375.00, total 412.50,
             dated 2027-02-01
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {purchase}/1
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {purchase}/2
    invoice  purchase@2027-03-01 draft AUD for Harbour & Sons Pty Ltd, reference {purchase@2027-03-01}, subtotal
             125.00, total 137.50
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {purchase@2027-03-01}/1
    invoice  more draft AUD for Harbour & Sons Pty Ltd, reference {more}, subtotal 138.00, total 151.80,
             dated 2027-02-01
    line     1 x 138.00 = 138.00 account 200 tax OUTPUT mark {more}/1
    invoice  more, later draft AUD for Harbour & Sons Pty Ltd, reference {more, later}, subtotal 265.41, total 291.95,
             dated 2027-02-15
    line     2 x 132.7068 = 265.41 account 200 tax OUTPUT mark {more, later}/1
    invoice  fewer, of a draft draft AUD for Harbour & Sons Pty Ltd, reference {fewer, of a draft}, subtotal 281.29,
             total 309.42, dated 2027-02-01
    line     1 x 281.29 = 281.29 account 200 tax OUTPUT mark {fewer, of a draft}/1
    invoice  fewer, of what is approved authorised AUD for Harbour & Sons Pty Ltd, reference {fewer, of what is
             approved}, subtotal 414.00, total 455.40, dated 2027-02-01
    line     3 x 138.00 = 414.00 account 200 tax OUTPUT mark {fewer, of what is approved}/1
    credit   fewer, of what is approved, later draft AUD for Harbour & Sons Pty Ltd, reference Credit for
             {fewer, of what is approved} of 2027-02-01, subtotal 132.71, total 145.98, dated 2027-02-15
    line     1 x 132.71 = 132.71 account 200 tax OUTPUT mark {fewer, of what is approved, later}/2
    invoice  another plan draft AUD for Harbour & Sons Pty Ltd, reference {another plan}, subtotal 12.50, total 13.75,
             dated 2027-02-01
    line     1 x 12.50 = 12.50 account 200 tax OUTPUT mark {another plan}/1
    invoice  another plan, later draft AUD for Harbour & Sons Pty Ltd, reference {another plan, later}, subtotal
             132.71, total 145.98, dated 2027-02-15
    line     1 x 132.7068 = 132.71 account 200 tax OUTPUT mark {another plan, later}/2
    invoice  renewed draft AUD for Harbour & Sons Pty Ltd, reference {renewed}, subtotal 37.50, total 41.25,
             dated 2027-02-01
    line     3 x 12.50 = 37.50 account 200 tax OUTPUT mark {renewed}/1
    invoice  renewed, later draft AUD for Harbour & Sons Pty Ltd, reference {renewed, later}, subtotal 50.00, total
             55.00, dated 2027-02-15
    line     4 x 12.50 = 50.00 account 200 tax OUTPUT mark {renewed, later}/1
    invoice  used, reported draft AUD for Bräuer Design Studio, reference {used, reported}, subtotal 11.90, total
             13.09, dated 2027-02-15
    line     340 x 0.035 = 11.90 account 200 tax OUTPUT mark {used, reported}/1
    invoice  cancelled authorised AUD for Harbour & Sons Pty Ltd, reference {cancelled}, subtotal 125.00, total 137.50,
             dated 2027-02-01
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {cancelled}/1
    credit   cancelled, later draft AUD for Harbour & Sons Pty Ltd, reference Credit for {cancelled} of 2027-02-01,
             subtotal 62.50, total 68.75, dated 2027-02-15
    line     1 x 62.50 = 62.50 account 200 tax OUTPUT mark {cancelled, later}/2
"""

IGNORED = {
    "failed": "The request is failed in Connect, so it moves no money.",
    "preview": "It is on a preview connection; only orders on a production connection move money.",
    "suspend": "A request of type suspend changes nothing that is billed, so it never moves money.",
    "resume": "A request of type resume changes nothing that is billed, so it never moves money.",
    "adjustment": "A request of type adjustment changes nothing that is billed, so it never moves money.",
    "transfer": "A transfer moves no money itself; later orders of the subscription go to the new customer.",
}


@pytest.fixture
def rows() -> Iterator[Rows]:
    rows = Rows()
    with no_runner_is_left(), rows.walk.stage:
        rows.plays()
        yield rows


@pytest.mark.runner
def test_the_books_say_what_was_worked_out_by_hand_for_every_row(rows: Rows) -> None:
    tasks = rows.walk.tasks()
    books = rows.walk.books
    names = rows.names | periods(rows, [task["order"] for task in tasks])
    ledger = Ledger(
        today=rows.walk.stage.clock().date(),
        requests=names | numbers(books, names),
        customers=customers(rows),
        themes={},
    )
    assert ledger.written(books, {}, frozenset()) == told(read_books(BOOKS))
    outcomes = {names[task["order"]]: (task["status"], task["reason"]) for task in tasks}
    assert {name: reason for name, (status, reason) in outcomes.items() if status == "ignored"} == IGNORED
    assert outcomes.pop("used") == ("synced", NO_MORE)
    assert {status for name, (status, _) in outcomes.items() if name not in IGNORED} == {"synced"}
    assert rows.walk.xero.violations == []


def periods(rows: Rows, orders: list[str]) -> dict[str, str]:
    """Orders of our own calendar, named after what was bought and their first day."""
    return {
        order: f"{name}@{order.removeprefix(f'{asset}:')}"
        for name, asset in rows.assets.items()
        for order in orders
        if order.startswith(f"{asset}:")
    }


def numbers(books: BooksView, names: dict[str, str]) -> dict[str, str]:
    """Events come in any order, and so do the numbers of invoices: here they are called after their orders."""
    marks = {one["InvoiceNumber"]: mark_of(one["LineItems"][0]["Description"]) or "" for one in books.invoices}
    return {number: names[mark.rpartition("/")[0]] for number, mark in marks.items()}


def customers(rows: Rows) -> dict[str, str]:
    who = rows.walk.marketplace
    return {customer["id"]: customer["name"] for customer in (who.sydney, who.brisbane)}
