"""The Mapping page's fees, fallback item and tracking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends

from connect_ext.books.mapping.mapping import Mappings
from connect_ext.storage import mappings
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.sync.mapping.mapping_items import NotMapped
from connect_ext.sync.mapping.mapping_rules import Rules
from connect_ext.web.connection.of_xero import of_xero
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.mapping.mapping_shapes import (
    CategoryOut,
    ChoicesBody,
    ChoicesOut,
    FeesBody,
    fee_body,
    fee_of,
    rule_body,
    rule_of,
)

router = APIRouter(prefix="/mapping", tags=["Mapping"])


@router.get("/fees", response_model=FeesBody, dependencies=[Depends(one_at_a_time(Wait.RULES))])
def read_fees(caller: Annotated[Caller, Depends(caller)]) -> FeesBody:
    found = _loaded(caller).fees
    return FeesBody(fees=[fee_body(found[kind]) for kind in sorted(found)])


@router.put("/fees", response_model=FeesBody, dependencies=[Depends(one_at_a_time(Wait.MAPPING))])
def save_fees(given: FeesBody, caller: Annotated[Caller, Depends(caller)]) -> FeesBody:
    """In place of all that were."""
    _save(caller, lambda rules: rules.save_fees([fee_of(fee) for fee in given.fees]))
    return given


@router.get("/choices", response_model=ChoicesOut, dependencies=[Depends(one_at_a_time(Wait.CHOICES))])
def read_choices(caller: Annotated[Caller, Depends(caller)]) -> ChoicesOut:
    found, categories = _loaded(caller), of_xero(caller, lambda access: access.organisation.tracking_categories())
    return ChoicesOut(
        fallback_item=found.fallback_item,
        tracking=[rule_body(rule) for rule in found.tracking],
        categories=[CategoryOut(name=one.name, options=list(one.options)) for one in categories],
    )


@router.put("/choices", response_model=ChoicesBody, dependencies=[Depends(one_at_a_time(Wait.MAPPING))])
def save_choices(given: ChoicesBody, caller: Annotated[Caller, Depends(caller)]) -> ChoicesBody:
    tracking = [rule_of(rule) for rule in given.tracking]
    _save(caller, lambda rules: rules.save_choices(given.fallback_item, tracking))
    return given


def _loaded(caller: Caller) -> Mappings:
    def load(access: Access) -> Mappings:
        with caller.app.runtime.database.transaction() as tx:
            return mappings.load(tx, caller.installation_id, access.tenant_id)

    return of_xero(caller, load)


def _save(caller: Caller, act: Callable[[Rules], NotMapped | None]) -> None:
    def save(access: Access) -> NotMapped | None:
        rules = Rules(
            runtime=caller.app.runtime,
            access=access,
            organisation=recent_facts(caller.app.runtime, caller.app.recent_facts, access),
            installation_id=caller.installation_id,
            user_id=caller.user_id,
        )
        return act(rules)

    refused = of_xero(caller, save)
    if refused is not None:
        raise Refusal(409, "not_mapped", refused.why)
