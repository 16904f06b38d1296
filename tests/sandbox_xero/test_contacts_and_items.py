from __future__ import annotations

from typing import Any
from urllib.parse import quote

from sandbox.xero import FJORD, HARBOUR
from tests.sandbox_xero.builders import AnApp, a_line, a_world, messages

TAKEN = (
    "The contact name ACME PTY is already assigned to another contact. "
    "The contact name must be unique across all active contacts."
)


def names(app: AnApp, query: str) -> list[str]:
    return [one["Name"] for one in app.call("GET", f"Contacts?{query}").json()["Contacts"]]


def test_put_refuses_a_taken_name_and_a_taken_number() -> None:
    app = AnApp(a_world())
    app.contact("Acme Pty", ContactNumber="TA-1")
    sent = {"Contacts": [{"Name": "ACME PTY"}, {"Name": "Other", "ContactNumber": "TA-1"}]}
    answer = app.call("PUT", "Contacts?summarizeErrors=false", sent)
    assert messages(answer, "Contacts") == [TAKEN]
    assert messages(answer, "Contacts", 1) == ["The contact number TA-1 is already assigned to another contact."]
    assert [one["HasValidationErrors"] for one in answer.json()["Contacts"]] == [True, True]
    assert len(app.world.books(HARBOUR).contacts) == 1


def test_post_changes_the_contact_of_that_number_and_keeps_the_rest() -> None:
    app = AnApp(a_world())
    contact_id = app.contact("Acme Pty", ContactNumber="TA-1", EmailAddress="a@acme.example")
    sent = {"Contacts": [{"ContactNumber": "TA-1", "Name": "Acme Group", "TaxNumber": "51 824 753 556"}]}
    changed = app.call("POST", "Contacts", sent).json()["Contacts"][0]
    assert changed["ContactID"] == contact_id
    assert (changed["Name"], changed["EmailAddress"]) == ("Acme Group", "a@acme.example")


def test_contacts_are_found_by_number_name_address_id_and_words() -> None:
    app = AnApp(a_world())
    one = app.contact("One", ContactNumber="TA-1", EmailAddress="one@x.example")
    app.contact("Two", ContactNumber="TA-2", EmailAddress="two@x.example")
    app.contact("Three", ContactStatus="ARCHIVED")
    assert names(app, "where=" + quote('ContactNumber=="TA-1" OR ContactNumber=="TA-2"')) == ["One", "Two"]
    assert names(app, "where=" + quote('Name=="Two"')) == ["Two"]
    assert names(app, "where=" + quote('EmailAddress=="one@x.example"')) == ["One"]
    assert names(app, f"IDs={one},{FJORD}") == ["One"]
    assert names(app, "searchTerm=TWO@x") == ["Two"]
    assert names(app, "") == ["One", "Two"]
    assert names(app, "includeArchived=true&page=1") == ["One", "Two", "Three"]
    assert app.call("GET", "Contacts/TA-2").json()["Contacts"][0]["Name"] == "Two"
    assert app.call("GET", f"Contacts/{one}").json()["Contacts"][0]["Name"] == "One"


def test_an_archived_contact_frees_its_name_and_a_bare_name_finds_the_active_one() -> None:
    app = AnApp(a_world())
    app.contact("Acme Pty", ContactStatus="ARCHIVED")
    active = app.contact("Acme Pty")
    assert app.invoice(Contact={"Name": "acme pty"})["Contact"]["ContactID"] == active


def test_a_contact_s_email_address_must_be_one() -> None:
    answer = AnApp(a_world()).call("PUT", "Contacts", {"Contacts": [{"Name": "A", "EmailAddress": "nobody"}]})
    assert messages(answer) == ["Email address 'nobody' is not a valid email address."]


def test_an_item_code_is_unique_and_short() -> None:
    app = AnApp(a_world())
    seat: dict[str, Any] = {"Code": "MPN-1", "Name": "Seat", "SalesDetails": {"UnitPrice": 10.5, "AccountCode": "200"}}
    assert app.call("PUT", "Items", {"Items": [seat]}).status == 200
    answer = app.call("PUT", "Items?summarizeErrors=false", {"Items": [seat, {"Code": "x" * 31}]})
    assert messages(answer, "Items") == ["Price List Item with Code 'MPN-1' already exists"]
    assert messages(answer, "Items", 1) == ["Price List Item Code must be 30 characters or fewer"]
    renamed = app.call("POST", "Items", {"Items": [{"Code": "MPN-1", "Name": "Chair"}]}).json()["Items"][0]
    assert (renamed["Name"], renamed["SalesDetails"]["UnitPrice"]) == ("Chair", 10.5)


def test_an_item_fills_in_what_its_line_leaves_out() -> None:
    app = AnApp(a_world())
    sales = {"UnitPrice": 10.5, "AccountCode": "260", "TaxType": "EXEMPTOUTPUT"}
    app.call("PUT", "Items", {"Items": [{"Code": "MPN-1", "Description": "A seat", "SalesDetails": sales}]})
    bare, priced = app.invoice(
        LineItems=[{"ItemCode": "MPN-1", "Quantity": 2}, a_line(ItemCode="MPN-1", UnitAmount=9)]
    )["LineItems"]
    assert (bare["Description"], bare["LineAmount"], bare["AccountCode"]) == ("A seat", 21.0, "260")
    assert (priced["Description"], priced["LineAmount"], priced["TaxType"]) == ("Seats", 27.0, "OUTPUT")


def test_the_organisations_differ_in_currency_country_and_tax() -> None:
    world = a_world()
    seen = {}
    for tenant in (HARBOUR, FJORD):
        app = AnApp(world, tenant)
        organisation = app.call("GET", "Organisation").json()["Organisations"][0]
        rates = [one["TaxType"] for one in app.call("GET", "TaxRates").json()["TaxRates"]]
        seen[organisation["Name"]] = (organisation["BaseCurrency"], organisation["CountryCode"], rates[0])
    assert seen == {"Harbour Cloud Ltd": ("AUD", "AU", "OUTPUT"), "Fjord Reseller AS": ("GBP", "GB", "OUTPUT2")}


def test_a_merged_contact_is_archived_and_says_where_it_went() -> None:
    app = AnApp(a_world())
    gone, kept = app.contact("Acme Pty", ContactNumber="TA-1"), app.contact("Acme Group")
    app.world.person(HARBOUR).merge(gone, kept)
    assert names(app, "") == ["Acme Group"]
    (found,) = app.call("GET", f"Contacts?IDs={gone}&includeArchived=true&page=1").json()["Contacts"]
    assert (found["ContactStatus"], found["MergedToContactID"]) == ("ARCHIVED", kept)


def test_items_are_found_by_code_and_tell_whether_they_are_stock_and_for_sale() -> None:
    app = AnApp(a_world())
    stock = {"Code": "BOX", "IsTrackedAsInventory": True, "IsSold": False}
    app.call("PUT", "Items", {"Items": [{"Code": "SEAT"}, stock]})
    found = app.call("GET", "Items?where=" + quote('Code=="BOX" OR Code=="SEAT"')).json()["Items"]
    assert [(one["Code"], one["IsTrackedAsInventory"], one["IsSold"]) for one in found] == [
        ("SEAT", False, True),
        ("BOX", True, False),
    ]


def test_tracking_categories_are_listed_with_archived_options() -> None:
    app = AnApp(a_world())
    assert app.call("GET", "TrackingCategories").json()["TrackingCategories"] == []
    app.world.person(HARBOUR).track("Region", "South", "Old", archived="Old")
    (found,) = app.call("GET", "TrackingCategories").json()["TrackingCategories"]
    assert [(one["Name"], one["Status"]) for one in found["Options"]] == [("South", "ACTIVE"), ("Old", "ARCHIVED")]
