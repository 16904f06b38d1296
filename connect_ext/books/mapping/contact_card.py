"""What a Xero contact says about itself: enough to recognise a customer by it, or to make a customer of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from connect_ext.books.ids import XeroId
from connect_ext.books.orders.order import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """Empty texts are what Xero does not say."""

    id: XeroId
    name: str
    active: bool
    number: str = ""
    """Xero's ContactNumber, which only apps write."""
    account_number: str = ""
    """Which people write, and see on the contact's page."""
    tax_number: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    address: Address = field(default_factory=Address)
    """The country as Xero's page has it: often a name, not two letters."""
    customer: bool = False
    """Whether any sales invoice was ever made for it; Xero keeps this itself."""
    supplier: bool = False
