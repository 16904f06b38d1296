"""What the reseller does and sees on the extension's pages."""

from __future__ import annotations

from behave import given, step, then, when
from behave.runner import Context

from tests.features.expect import contains, same


@given("the reseller has installed the extension and chosen its accounts")
def installed(context: Context) -> None:
    context.scene.reseller.install()
    context.scene.reseller.save_settings()


@step('the reseller connects to "{organisation}" in Xero')
def connects(context: Context, organisation: str) -> None:
    context.scene.reseller.connect(organisation)


@when("the reseller disconnects from Xero")
def disconnects(context: Context) -> None:
    context.scene.reseller.call("DELETE", "/api/connection")


@then("the reseller is not connected")
def not_connected(context: Context) -> None:
    same(context.scene.reseller.call("GET", "/api/connection")["status"], "none")


@when("the reseller presses Sync, and nothing is due")
def presses_sync_in_vain(context: Context) -> None:
    same(context.scene.reseller.call("POST", "/api/sync", {})["asked"], 0)


@when("the reseller presses Sync, and one order is due")
def presses_sync(context: Context) -> None:
    same(context.scene.reseller.call("POST", "/api/sync", {})["asked"], 1)


@when('the reseller adds the price {price} {currency} for "{mpn}" to its own price table')
def adds_a_price(context: Context, price: str, currency: str, mpn: str) -> None:
    table = context.scene.reseller.call("GET", "/api/prices")
    added = {"mpn": mpn, "currency": currency, "price": price}
    context.scene.reseller.call("PUT", "/api/prices", {**table, "rows": [*table["rows"], added]})


@then('the order has one sync task, which is "{status}"')
def has_one_task(context: Context, status: str) -> None:
    context.task = context.scene.reseller.task_once(context.request["id"], status)


@then("the order has no sync task")
def has_no_task(context: Context) -> None:
    same(context.scene.reseller.tasks_of(context.request["id"]), [])


@then('its reason says "{words}"')
def reason_says(context: Context, words: str) -> None:
    contains(context.task["reason"], words)


@then('its problem is {code} of "{subject}", to be solved on the screen "{screen}"')
def problem_is(context: Context, code: str, subject: str, screen: str) -> None:
    (problem,) = context.task["problems"]
    same((problem["code"], problem["screen"]), (code, screen))
    contains(problem["sentence"], subject)


@then('its advice says "{words}"')
def advice_says(context: Context, words: str) -> None:
    (problem,) = context.task["problems"]
    contains(problem["advice"], words)


@then("it names the number that Xero gave the invoice")
def names_the_number(context: Context) -> None:
    documents = {document["document"]: document["number"] for document in context.task["documents"]}
    same(documents[f"invoice:{context.request['id']}"], context.scene.only_invoice["InvoiceNumber"])
