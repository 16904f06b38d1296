"""What stands in Xero afterwards."""

from __future__ import annotations

from decimal import Decimal

from behave import then
from behave.runner import Context

from tests.features.expect import contains, same


@then('Xero holds one draft invoice for "{customer}" with the lines')
def one_draft_invoice(context: Context, customer: str) -> None:
    invoice = context.scene.only_invoice
    same((invoice["Status"], invoice["Contact"]), ("DRAFT", customer))
    contains(invoice["Reference"], context.request["id"])
    keys = ("Quantity", "UnitAmount", "LineAmount")
    found = [(*(line[key] for key in keys), line["AccountCode"]) for line in invoice["LineItems"]]
    same(found, [(*(Decimal(cell) for cell in row.cells[:-1]), row["account"]) for row in context.table])


@then("the invoice comes to {total} {currency} with {tax} tax")
def comes_to(context: Context, total: str, currency: str, tax: str) -> None:
    invoice = context.scene.only_invoice
    found = (invoice["Total"], invoice["CurrencyCode"], invoice["TotalTax"])
    same(found, (Decimal(total), currency, Decimal(tax)))


@then("Xero holds one invoice")
def one_invoice(context: Context) -> None:
    contains(context.scene.only_invoice["Reference"], context.request["id"])


@then("Xero holds nothing")
def holds_nothing(context: Context) -> None:
    books = context.scene.books
    same((books.invoices, books.contacts, books.items), ((), (), ()))


@then("Xero lists the app as {state}")
def lists_the_app(context: Context, state: str) -> None:
    same("connected" if context.scene.connected_at_xero else "not connected", state)
