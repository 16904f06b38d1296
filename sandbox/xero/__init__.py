"""A stand-in of Xero: identity, connections and accounting as one function from request to answer."""

from __future__ import annotations

from sandbox.xero.contract import Contract, ContractViolation
from sandbox.xero.demo import FJORD, HARBOUR, demo_xero
from sandbox.xero.faults import Faults, Hold
from sandbox.xero.identity import CLIENT_ID, CLIENT_SECRET, OWN_CLIENT_ID, OWN_CLIENT_SECRET
from sandbox.xero.limits import Limits, Problem
from sandbox.xero.person import Person
from sandbox.xero.view import BooksView
from sandbox.xero.wire import InProcessWire
from sandbox.xero.world import Called, XeroWorld

__all__ = [
    "CLIENT_ID",
    "CLIENT_SECRET",
    "FJORD",
    "HARBOUR",
    "OWN_CLIENT_ID",
    "OWN_CLIENT_SECRET",
    "BooksView",
    "Called",
    "Contract",
    "ContractViolation",
    "Faults",
    "Hold",
    "InProcessWire",
    "Limits",
    "Person",
    "Problem",
    "XeroWorld",
    "demo_xero",
]
