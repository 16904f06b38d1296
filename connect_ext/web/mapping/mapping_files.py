"""Mappings as CSV: download customers, items or fees; upload them again, or only have the file checked."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from connect_ext.books.mapping.mapping import Mappings
from connect_ext.books.prices.price_table import CellProblem, Sheet
from connect_ext.storage import customer_switches, mappings, settings
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.sync.mapping import customers_file, fees_file, items_file
from connect_ext.sync.mapping.mapping_customers import read_customers
from connect_ext.sync.mapping.mapping_products import read_products
from connect_ext.sync.mapping.mapping_rules import Rules
from connect_ext.web.connection.of_xero import of_xero
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation, owner
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.door.shapes import Out
from connect_ext.web.prices.csv_sheet import read_any_csv, write_table
from connect_ext.web.prices.price_file import PriceFileProblems, file, wrong_cells

router = APIRouter(prefix="/mapping/files", tags=["Mapping"])


class FilePart(StrEnum):
    CUSTOMERS = "customers"
    ITEMS = "items"
    FEES = "fees"


TITLES = {
    FilePart.CUSTOMERS: customers_file.TITLES,
    FilePart.ITEMS: items_file.TITLES,
    FilePart.FEES: fees_file.TITLES,
}
A_FILE: dict[str, Any] = {
    "text/csv": {"schema": {"type": "string"}, "example": "Fee,Xero item,Account,Tax type\r\nsetup,SETUP,260,\r\n"},
}


class MappingFileOut(Out):
    changed: int = Field(..., description="How many mappings the file changes, or has changed.", example=12)
    saved: bool = Field(..., description="False after a dry run.", example=True)
    read_as: str = Field(..., description="For people.", example="CSV with semicolons, Windows-1252")


@router.get(
    "/{part}",
    response_class=Response,
    responses={200: {"description": "The file.", "content": A_FILE}},
    dependencies=[Depends(one_at_a_time(Wait.MAPPING_FILE))],
)
def download(
    part: FilePart,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> Response:
    """As it is now; uploaded unchanged it changes nothing."""
    cells = of_xero(caller, lambda access: _Files(caller, client, access).cells(part))
    headers = {"Content-Disposition": f'attachment; filename="{part.value}-mapping.csv"', "Cache-Control": "no-store"}
    return Response(write_table(TITLES[part], cells), media_type="text/csv; charset=utf-8", headers=headers)


@router.post(
    "/{part}",
    response_model=MappingFileOut,
    responses={422: {"model": PriceFileProblems, "description": "What to correct."}},
    openapi_extra={"requestBody": {"required": True, "content": A_FILE}},
    dependencies=[Depends(one_at_a_time(Wait.MAPPING))],
)
def upload(
    part: FilePart,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
    owner: Annotated[ConnectClient, Depends(owner)],
    body: Annotated[bytes, Depends(file)],
    dry_run: Annotated[bool, Query(description="Check only.")] = False,
) -> MappingFileOut | JSONResponse:
    """All rows are taken, or nothing is changed and every problem of every row is told. What the file does not name
    stays as it is."""
    sheet = read_any_csv(body, TITLES[part])
    found = of_xero(caller, lambda access: _Files(caller, client, access).take(part, sheet, dry_run=dry_run))
    if not isinstance(found, int):
        return wrong_cells(found)
    if not dry_run and found:
        caller.app.drain_in_background(owner, caller.extension_id)
    return MappingFileOut(changed=found, saved=not dry_run, read_as=sheet.read_as)


class _Files:
    """One organisation's mappings, as one caller has them in a file."""

    def __init__(self, caller: Caller, client: ConnectClient, access: Access) -> None:
        self.caller, self.client, self.access = caller, client, access
        self.runtime, self.id = caller.app.runtime, caller.installation_id

    def cells(self, part: FilePart) -> list[Sequence[str]]:
        match part:
            case FilePart.CUSTOMERS:
                found = read_customers(self.runtime, self.client, self.access, self.id)
                with self.runtime.database.transaction() as tx:
                    switches = customer_switches.all_of(tx, self.id)
                return list(customers_file.customer_cells(found, self._mapped(), switches))
            case FilePart.ITEMS:
                return list(items_file.item_cells(read_products(self.runtime, self.client, self.access, self.id)))
            case FilePart.FEES:
                return list(fees_file.fee_cells(self._mapped()))

    def take(self, part: FilePart, sheet: Sheet, *, dry_run: bool) -> int | tuple[CellProblem, ...]:
        """How many mappings change, or what to correct."""
        facts = recent_facts(self.runtime, self.caller.app.recent_facts, self.access)
        user = self.caller.user_id
        match part:
            case FilePart.CUSTOMERS:
                found = read_customers(self.runtime, self.client, self.access, self.id)
                with self.runtime.database.transaction() as tx:
                    switches = customer_switches.all_of(tx, self.id)
                customers, problems = customers_file.check_customers(sheet, found, self._mapped(), facts, switches)
                if problems or dry_run:
                    return problems or customers.count
                return customers_file.save_customers(self.runtime, self.access, customers, user)
            case FilePart.ITEMS:
                products = read_products(self.runtime, self.client, self.access, self.id)
                with self.runtime.database.transaction() as tx:
                    several = settings.load(tx, self.id).settings.several_products_per_item
                items, problems = items_file.check_items(sheet, products, facts, several_per_item=several)
                if problems or dry_run:
                    return problems or items.count
                return items_file.save_items(self.runtime, self.access, items, user)
            case FilePart.FEES:
                return self._fees(sheet, dry_run=dry_run)

    def _fees(self, sheet: Sheet, *, dry_run: bool) -> int | tuple[CellProblem, ...]:
        facts = recent_facts(self.runtime, self.caller.app.recent_facts, self.access)
        held = {item.code: item for item in self.runtime.lists.items_of(self.access, self.runtime.clock())}
        before = self._mapped()
        fees, problems = fees_file.check_fees(sheet, before, held, facts)
        changed = len(set(fees) ^ set(before.fees.values()))
        if problems or dry_run or not changed:
            return problems or changed
        rules = Rules(
            runtime=self.runtime,
            access=self.access,
            organisation=facts,
            installation_id=self.id,
            user_id=self.caller.user_id,
        )
        refused = rules.save_fees(fees)
        if refused is not None:
            raise Refusal(409, "not_mapped", refused.why)
        return changed

    def _mapped(self) -> Mappings:
        with self.runtime.database.transaction() as tx:
            return mappings.load(tx, self.id, self.access.tenant_id)
