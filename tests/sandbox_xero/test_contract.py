from __future__ import annotations

from typing import Any

import pytest

from sandbox.http import Request, Response
from sandbox.xero import HARBOUR, Contract, ContractViolation
from tests.require import xero_openapi
from tests.sandbox_xero.builders import AnApp, a_line, a_world, an_invoice


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract.load(xero_openapi())


def test_every_answer_of_the_stand_in_is_one_of_xero_s(contract: Contract) -> None:
    app = AnApp(a_world(contract))
    terms = {"Sales": {"Day": 14, "Type": "DAYSAFTERBILLDATE"}}
    contact = app.contact("Acme Pty", ContactNumber="TA-1", PaymentTerms=terms)
    items = {"Items": [{"Code": "MPN-1", "SalesDetails": {"UnitPrice": 1.5}}, {"Code": "x" * 5, "Name": ""}]}
    app.call("PUT", "Items?summarizeErrors=false", items)
    batch = [an_invoice(Contact={"ContactID": contact}), an_invoice(CurrencyCode="USD"), an_invoice(CurrencyCode="NZD")]
    app.call("PUT", "Invoices?summarizeErrors=false&unitdp=4", {"Invoices": batch})
    app.call("PUT", "Invoices", {"Invoices": batch})
    app.call("POST", "Invoices/INV-0001", {"Invoices": [{"Status": "DELETED"}]})
    app.world.person(HARBOUR).lock_until(period=app.world.clock().date())
    for path in ("Organisation", "Accounts", "TaxRates", "Currencies", "BrandingThemes", "Contacts?page=1", "Items"):
        assert app.call("GET", path).status == 200
    for path in ("Invoices", "Invoices?page=1&pageSize=10", "Invoices/INV-0001", f"Contacts/{contact}"):
        assert app.call("GET", path).status == 200
    assert app.world.violations == []


@pytest.mark.parametrize(
    ("path", "body", "why"),
    [
        ("Invoices", {"Invoices": [an_invoice(Amount=5)]}, "unknown property Amount"),
        ("Invoices", {"Invoices": [an_invoice(LineItems=[a_line(Price=5)])]}, "unknown property Price"),
        ("Invoices", {"Invoices": [an_invoice(Status="OPEN")]}, "Invoices/0/Status"),
        ("Invoices", {"Invoices": [an_invoice(Contact={"ContactID": "17"})]}, "Invoices/0/Contact/ContactID"),
        ("Invoices", {"Invoices": [an_invoice(LineItems=[a_line(Quantity="3")])]}, "Invoices/0/LineItems/0/Quantity"),
        ("Invoices?summarizeErrors=False", {"Invoices": [an_invoice()]}, "summarizeErrors='False'"),
        ("Invoices?unitDP=4", {"Invoices": [an_invoice()]}, "unknown query parameter unitDP"),
    ],
)
def test_a_request_that_xero_does_not_describe_is_refused_and_recorded(
    contract: Contract, path: str, body: dict[str, Any], why: str
) -> None:
    app = AnApp(a_world(contract))
    answer = app.call("PUT", path, body)
    assert (answer.status, answer.json()["Type"]) == (400, "ContractViolation")
    assert why in answer.json()["Message"]
    assert [str(one) for one in app.world.violations] == [answer.json()["Message"]]
    assert app.world.books(HARBOUR).invoices == ()


def test_a_missing_tenant_header_is_a_violation_and_still_xero_s_403(contract: Contract) -> None:
    app = AnApp(a_world(contract))
    app.tenant = ""
    assert app.call("GET", "Organisation").status == 403
    assert "header xero-tenant-id is required" in str(app.world.violations[0])


def test_a_wrong_answer_of_ours_names_its_place(contract: Contract) -> None:
    request = Request(method="GET", url="/api.xro/2.0/Currencies")
    wrong = Response(status=200, body=b'{"Currencies":[{"Code":"AUD","Description":7}]}')
    with pytest.raises(ContractViolation, match="Currencies/0/Description"):
        contract.check_answer(request, wrong)


def test_an_operation_that_does_not_exist_is_a_violation(contract: Contract) -> None:
    with pytest.raises(ContractViolation, match="no such operation"):
        contract.check_request(Request(method="DELETE", url="/api.xro/2.0/Invoices"))
