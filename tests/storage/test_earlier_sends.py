from __future__ import annotations

from dataclasses import replace

from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.storage import earlier_sends, intents
from connect_ext.storage.database import Database
from connect_ext.work.intent import Call, IntentEnd, IntentPart
from tests.storage.builders import NOW, TENANT, US, after, an_intent_draft, write

CHANGE = DocumentKey("change:PR-2:invoice:PR-1")
INVOICE = DocumentKey("invoice:PR-2")


def test_the_last_change_tells_what_it_was_about_to_change(database: Database) -> None:
    with database.transaction() as tx:
        for seconds, number in enumerate(("1.00", "2.00")):
            part = IntentPart(key=CHANGE, task_ids=(), target=XeroId("xero-1"), before={"Total": number})
            draft = replace(an_intent_draft([], call=Call.UPDATE_INVOICES), parts=(part,))
            written = intents.write(tx, US, "worker", draft, after(seconds), after(90))
            intents.close(tx, US, written.id, "worker", IntentEnd.READ, NOW)
        write(tx, [(INVOICE, [])])
        assert earlier_sends.before(tx, US, TENANT, [CHANGE, INVOICE]) == {CHANGE: {"Total": "2.00"}}


def test_only_a_send_without_an_answer_is_looked_for_again(database: Database) -> None:
    with database.transaction() as tx:
        ends = {IntentEnd.READ: "invoice:PR-1", IntentEnd.ANSWERED: "invoice:PR-2", IntentEnd.NOT_DONE: "invoice:PR-3"}
        for end, key in ends.items():
            intents.close(tx, US, write(tx, [(key, [])]).id, "worker", end, NOW)
        found = earlier_sends.once_read(tx, US, TENANT, [DocumentKey(key) for key in ends.values()])
        assert found == {DocumentKey("invoice:PR-1"): NOW}
        intents.close(tx, US, write(tx, [("invoice:PR-1", [])]).id, "worker", IntentEnd.READ, NOW)
        lost = earlier_sends.times_lost(tx, US, TENANT, [DocumentKey(key) for key in ends.values()])
        assert lost == {DocumentKey("invoice:PR-1"): 2}
