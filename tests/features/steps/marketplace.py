"""What happens on the marketplace. Placing a request is the testing library's: its steps come with the import."""

from __future__ import annotations

import connect.devops_testing.bdd.steps  # noqa: F401 - registers `asset request`, `request with ...`, `request is ...`
from behave import given, when
from behave.runner import Context

from sandbox.connect.catalogue import NewItem
from tests.features.expect import same


@given('the reseller "{name}" with the customer "{customer}"')
def a_reseller_and_its_customer(context: Context, name: str, customer: str) -> None:
    context.scene.cast_reseller(name)
    context.scene.cast_customer(customer)


@given('the vendor lists "{product}" with the item "{item}" and MPN "{mpn}" without a price list')
def a_product_without_prices(context: Context, product: str, item: str, mpn: str) -> None:
    context.scene.list_product(product, NewItem(mpn=mpn, name=item))


@when("the vendor approves the request")
def the_vendor_approves(context: Context) -> None:
    context.scene.vendor.requests[context.request["id"]].action("approve").post(payload={})
    _see_the_decision(context)


@when('the vendor declines the request because "{reason}"')
def the_vendor_declines(context: Context, reason: str) -> None:
    context.scene.vendor.requests[context.request["id"]].action("fail").post(payload={"reason": reason})
    _see_the_decision(context)


@when("the platform delivers the same event again")
def the_event_comes_again(context: Context) -> None:
    before = _deliveries(context)
    context.theatre.who.world.tell_again(context.request["id"])
    context.theatre.settle()
    same(_deliveries(context), before + 1)


@when("the schedule runs")
def the_schedule_runs(context: Context) -> None:
    context.theatre.run_schedule()


def _see_the_decision(context: Context) -> None:
    """The library reads the request again, with the marketplace's key; meanwhile the extension is told."""
    context.request.update(context.connect.provision_request(request=context.request))
    context.theatre.settle()


def _deliveries(context: Context) -> int:
    entries = context.theatre.who.world.task_log
    return sum(entry.object_id == context.request["id"] and entry.what == "delivered" for entry in entries)
