"""One accounting call that was let in: judged by the contract, answered by its endpoint, kept under its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.http import Request, Response, json_response
from sandbox.xero import gate
from sandbox.xero.accounting import Endpoint, Place, endpoint, place_of
from sandbox.xero.call import Call
from sandbox.xero.contract import Contract, ContractViolation
from sandbox.xero.faults import Alter, Fail, Fault, FindWrong, Reply, altered
from sandbox.xero.idempotency import IdempotencyKeys, key_of
from sandbox.xero.identity import Grant
from sandbox.xero.rendering import answer, envelope, parse_json
from sandbox.xero.state import Books
from sandbox.xero.words import Refused, not_found


@dataclass(frozen=True, slots=True)
class Judge:
    """Xero's published description, where there is one; what it objected to is remembered."""

    contract: Contract | None
    violations: list[ContractViolation] = field(default_factory=list)

    def objection(self, check: Callable[[Contract], None]) -> ContractViolation | None:
        if self.contract is None:
            return None
        try:
            check(self.contract)
        except ContractViolation as violation:
            self.violations.append(violation)
            return violation
        return None

    def objection_to(self, request: Request) -> ContractViolation | None:
        return self.objection(lambda contract: contract.check_request(request))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call whose token and organisation are good; `violation` is what the contract says against it."""

    request: Request
    grant: Grant
    books: Books
    fault: Fault | None
    violation: ContractViolation | None
    now: datetime


class Serving:
    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._keys = IdempotencyKeys()

    def answer(self, asked: Asked) -> Response:
        """Raises `Refused` where there is no such place, scope or key."""
        if isinstance(asked.fault, Reply):
            return asked.fault.response
        request = asked.request
        place = place_of(request.path)
        serve = endpoint(request.method, place) if place else None
        if place is None or serve is None:
            raise not_found()
        gate.scope(asked.grant, request.method, place.resource)
        if asked.violation is not None:
            return json_response(400, {"Type": "ContractViolation", "Message": str(asked.violation)})
        key_of(request)
        if (kept := self._keys.answered(asked.grant.client_id, request, asked.now)) is not None:
            return kept
        response = asked.fault.response if isinstance(asked.fault, Fail) else self._done(asked, place, serve)
        self._keys.keep(asked.grant.client_id, request, response, asked.now)
        return response

    def _done(self, asked: Asked, place: Place, serve: Endpoint) -> Response:
        request, fault = asked.request, asked.fault
        call = Call(
            books=asked.books,
            now=asked.now,
            client_id=asked.grant.client_id,
            query=request.query,
            modified_since=request.headers.get("if-modified-since"),
            body=parse_json(request.body) if request.method in ("PUT", "POST") else None,
            target=place.target,
            part=place.part,
        )
        try:
            content = fault.in_all(call, place.elements) if isinstance(fault, FindWrong) else serve(call)
            response = answer(200, envelope(call.now, content)) if content else Response(status=204)
        except Refused as refused:
            response = refused.response
        if wrong := self._judge.objection(lambda contract: contract.check_answer(request, response)):
            return json_response(500, {"Type": "ContractViolation", "Message": str(wrong)})
        return altered(response, place.elements, fault) if isinstance(fault, Alter) else response
