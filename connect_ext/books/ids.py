"""Names of ids, so that one kind cannot be passed for another."""

from __future__ import annotations

from typing import NewType

InstallationId = NewType("InstallationId", str)
"""Connect `EIN-…`: one account's use of this extension."""
RequestId = NewType("RequestId", str)
"""Connect `PR-…`: an asset request."""
AssetId = NewType("AssetId", str)
"""Connect `AS-…`: a subscription."""
TierAccountId = NewType("TierAccountId", str)
"""Connect `TA-…`: a customer or reseller as the marketplace knows it."""
ProductId = NewType("ProductId", str)
MarketplaceId = NewType("MarketplaceId", str)
ProductItemId = NewType("ProductItemId", str)
"""An item's `global_id` (`PRD-…-0001`). MPNs repeat across products, this does not."""
OrderKey = NewType("OrderKey", str)
"""Our stable name of an order; for an asset request its request id."""
UsageRecordId = NewType("UsageRecordId", str)
"""Connect `UR-…`: one record of a usage file, and of each chunk of it."""
DocumentKey = NewType("DocumentKey", str)
"""Our stable name of a document, such as `invoice:PR-…`, independent of its Xero id."""
XeroId = NewType("XeroId", str)
"""A UUID that Xero gave to a contact, an invoice, a theme."""
TenantId = NewType("TenantId", str)
"""Xero's id of an organisation, sent as `xero-tenant-id`."""


def contact_key(party: TierAccountId) -> DocumentKey:
    return DocumentKey(f"contact:{party}")


def details_key(party: TierAccountId) -> DocumentKey:
    """Of changing what the party's contact says of it."""
    return DocumentKey(f"details:{party}")


def invoice_key(order: OrderKey) -> DocumentKey:
    return DocumentKey(f"invoice:{order}")


def credit_key(order: OrderKey, number: int = 1) -> DocumentKey:
    """Of the credit notes of an order; it rarely needs more than one."""
    return DocumentKey(f"credit:{order}" if number == 1 else f"credit:{order}/{number}")


def undo_key(document: DocumentKey, number: int) -> DocumentKey:
    """Of taking a document back for the so-many-th time."""
    return DocumentKey(f"undo:{number}:{document}")


def undo_credit_key(document: DocumentKey, number: int) -> DocumentKey:
    """The same where a credit note does it."""
    return DocumentKey(f"credit:{undo_key(document, number)}")


def restore_key(document: DocumentKey) -> DocumentKey:
    """Of putting back what a person has changed about it."""
    return DocumentKey(f"restore:{document}")


def set_aside_key(document: DocumentKey, number: int) -> DocumentKey:
    """Of a document that was taken back, once its name is free for a new one."""
    return DocumentKey(f"undone:{number}:{document}")


def is_set_aside(key: DocumentKey) -> bool:
    return key.startswith("undone:")


def is_invoice(key: DocumentKey) -> bool:
    return key.startswith("invoice:")


def is_credit_note(key: DocumentKey) -> bool:
    return key.startswith("credit:")


def is_change(key: DocumentKey) -> bool:
    return key.startswith("change:")


def stands_for_an_order(key: DocumentKey) -> bool:
    """False of what was taken back, and of what is done with a document later."""
    return is_invoice(key) or is_credit_note(key) or is_change(key)


def allocation_key(credit_note: DocumentKey) -> DocumentKey:
    """Of setting a credit note off against invoices."""
    return DocumentKey(f"allocation:{credit_note}")


def close_key(invoice: XeroId) -> DocumentKey:
    """Of closing an invoice that several orders share: of this one in Xero, should its order get another."""
    return DocumentKey(f"close:{invoice}")


def email_key(invoice: XeroId) -> DocumentKey:
    """Of e-mailing an invoice to its contact."""
    return DocumentKey(f"email:{invoice}")


def is_closing(key: DocumentKey) -> bool:
    return key.startswith("close:")


def is_email(key: DocumentKey) -> bool:
    return key.startswith("email:")


def is_of(key: DocumentKey, order: OrderKey) -> bool:
    """Whether the document, or the change of one, is an order's own."""
    own = (invoice_key(order), credit_key(order))
    return key in own or key.startswith((f"credit:{order}/", f"change:{order}:"))


def change_key(order: OrderKey, document: DocumentKey) -> DocumentKey:
    """Of what an order changes on a draft that another order has made."""
    return DocumentKey(f"change:{order}:{document}")
