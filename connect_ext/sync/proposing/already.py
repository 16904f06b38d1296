"""An order of which something was made before: what that says now decides whether the order may go on, or is done."""

from __future__ import annotations

from collections.abc import Mapping

from connect_ext.books.documents.compare import intended
from connect_ext.books.documents.document import CreditNote, Invoice
from connect_ext.books.documents.held import HeldDocument, Link
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.documents.posted import Equal, Remark, posted
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.ids import DocumentKey, is_change, is_credit_note
from connect_ext.books.placing.shared import own_part
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.sync.sending.results import together
from connect_ext.work.outcome import NeedsPerson, Outcome, Synced


def already(
    proposed: Proposal | NothingToInvoice,
    made: Mapping[DocumentKey, Link],
    held: Mapping[DocumentKey, HeldDocument],
    organisation: Organisation,
) -> Outcome:
    """`made` are the order's documents that have a link, `held` what Xero holds of them. Nothing is sent, whatever
    this comes to: a document that a person has voided or deleted is never made again by itself (money §5)."""
    found = [_one(proposed, link, held.get(key), organisation) for key, link in made.items()]
    outcome = together(found)
    if not isinstance(outcome, Synced):
        return outcome
    remarks = dict.fromkeys(one.remark for one in found if isinstance(one, Synced) and one.remark)
    warnings = proposed.warnings if isinstance(proposed, Proposal) else ()
    return Synced(remark=" ".join(remarks), warnings=(*outcome.warnings, *warnings))


def _one(
    proposed: Proposal | NothingToInvoice, link: Link, held: HeldDocument | None, organisation: Organisation
) -> Outcome:
    noun = "credit note" if is_credit_note(link.key) else "invoice"
    if _is_change(proposed, link.key):
        # What was changed may have been changed again since, by another order or by a person.
        return Synced(remark=f"Invoice {_name(link)} was changed already.")
    if held is None:
        return _differs(link, f"{_name(link)} is not in {organisation.name} any more")
    document = _document(proposed, link.key)
    if document is None and not held.alive and isinstance(proposed, NothingToInvoice):
        return Synced(remark=proposed.reason)
    if not held.alive:
        return _differs(link, f"it is {held.status.lower()}")
    if document is None:
        return _differs(link, f"the order asks for no {noun} any more")
    return _compared(document, held, organisation, f"{noun.capitalize()} {held.name} is in Xero already.")


def _is_change(proposed: Proposal | NothingToInvoice, key: DocumentKey) -> bool:
    return is_change(key) or (isinstance(proposed, Proposal) and key in {change.key for change in proposed.changes})


def _document(proposed: Proposal | NothingToInvoice, key: DocumentKey) -> Invoice | CreditNote | None:
    if isinstance(proposed, NothingToInvoice):
        return None
    documents = (*((proposed.invoice,) if proposed.invoice else ()), *proposed.credit_notes)
    return next((one for one in documents if one.key == key), None)


def _compared(document: Invoice | CreditNote, held: HeldDocument, organisation: Organisation, remark: str) -> Outcome:
    # Whom it is billed to by now is a person's choice, in Xero or here; the amounts are ours.
    meant = intended(document, held.contact_id)
    found = posted(meant, own_part(meant, held), organisation.tax_rates, held.name)
    match found:
        case Equal():
            return Synced(remark=remark)
        case Remark(problem=differs):
            return Synced(remark=remark, warnings=(differs,))
        case Problem():
            return NeedsPerson(problems=(found,))


def _differs(link: Link, difference: str) -> Outcome:
    found = problem(Code.DOCUMENT_DIFFERS, subject=link.key.partition(":")[2], difference=difference)
    return NeedsPerson(problems=(found,))


def _name(link: Link) -> str:
    return link.number or link.xero_id
