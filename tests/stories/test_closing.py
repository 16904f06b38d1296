"""Invoices per month stay drafts until their closing day is over, and then take the status of the settings."""

from __future__ import annotations

from tests.stories.story import Story


def test_the_invoice_of_a_month_is_approved_when_the_month_is_over(story: Story) -> None:
    """
    setting  invoice target is one per month
    setting  document status is approved
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-SETUP
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    then     a person syncs
    then     the clock moves to 2026-11-30
    then     the schedule fires
    then     the clock moves to 2026-12-01
    then     the schedule fires
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A and B authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 2750.00, total 3025.00,
             dated 2026-11-21
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {B}/1
    line     10 x 250.00 = 2500.00 account 260 tax OUTPUT mark {A}/1
    task     A synced
    task     B synced
    """
    story.plays()


def test_the_closing_day_and_the_status_are_those_of_the_settings(story: Story) -> None:
    """
    setting  invoice target is one per month
    setting  closing day is 25
    setting  document status is awaiting approval
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    then     a person syncs
    then     the clock moves to 2026-11-26
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A submitted AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 250.00, total 275.00,
             dated 2026-11-21
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_late_order_of_a_closed_month_has_an_invoice_of_its_own(story: Story) -> None:
    """
    setting  invoice target is one per month
    setting  closing day is 25
    setting  document status is approved
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     2 x NRD-SETUP
    order    C purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     3 x NRD-SETUP
    then     the schedule fires
    then     a person syncs A
    then     the clock moves to 2026-11-26
    then     the schedule fires
    then     a person syncs B C
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 250.00, total 275.00,
             dated 2026-11-21
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/1
    invoice  B authorised AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 500.00, total 550.00
    line     2 x 250.00 = 500.00 account 260 tax OUTPUT mark {B}/1
    invoice  C authorised AUD for Harbour & Sons Pty Ltd, reference {C}, subtotal 750.00, total 825.00
    line     3 x 250.00 = 750.00 account 260 tax OUTPUT mark {C}/1
    task     A synced
    task     B synced
    task     C synced
    """
    story.plays()


def test_an_invoice_that_a_person_has_edited_is_left_to_them(story: Story) -> None:
    """
    setting  invoice target is one per month
    setting  document status is approved
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    then     a person syncs
    then     a person edits the invoice of A
    then     the clock moves to 2026-12-01
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference changed by hand, subtotal 250.00, total 275.00,
             dated 2026-11-21
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_one_that_was_undone_or_deleted_is_not_closed(story: Story) -> None:
    """
    setting  invoice target is one per month
    setting  document status is approved
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    B purchase for Bräuer Design Studio by Southern Cross Cloud
    line     1 x NRD-SETUP
    then     a person syncs
    then     a person undoes A
    then     a person deletes the invoice of B
    then     the clock moves to 2026-12-01
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    contact  Bräuer Design Studio, numbered
    invoice  A deleted AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 250.00, total 275.00,
             dated 2026-11-21
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/1
    invoice  B deleted AUD for Bräuer Design Studio, reference {B}, subtotal 250.00, total 275.00,
             dated 2026-11-21
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {B}/1
    task     A attention XI-812
    task     B attention XI-814
    """
    story.plays()


def test_what_is_sent_again_after_an_undo_is_closed_too(story: Story) -> None:
    """
    setting  invoice target is one per month
    setting  document status is approved
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    then     a person syncs
    then     a person undoes A
    then     a person syncs A
    then     the clock moves to 2026-12-01
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A deleted AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 250.00, total 275.00,
             dated 2026-11-21
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/1
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 250.00, total 275.00,
             dated 2026-11-21
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_a_closing_whose_answer_was_lost_is_done_once(story: Story) -> None:
    """
    setting  invoice target is one per month
    setting  document status is approved
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    then     a person syncs
    then     the clock moves to 2026-12-01
    then     the answer about the next change is lost
    then     the schedule fires
    then     10 minutes pass
    then     the schedule fires
    then     60 minutes pass
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 250.00, total 275.00,
             dated 2026-11-21
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_an_invoice_in_a_locked_period_waits_for_the_lock_to_be_moved(story: Story) -> None:
    """
    setting  invoice target is one per month
    setting  document status is approved
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    then     a person syncs
    then     the lock moves to 2026-11-30
    then     the clock moves to 2026-12-01
    then     the schedule fires
    then     the lock moves to 2026-10-31
    then     the clock moves to 2026-12-02
    then     the schedule fires
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 250.00, total 275.00,
             dated 2026-11-21
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/1
    task     A synced
    """
    story.plays()


def test_before_ten_approved_documents_were_sent_by_a_person_nothing_is_e_mailed(story: Story) -> None:
    """
    setting  document status is approved
    setting  e-mail is sent by us
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/1
    task     A synced XI-410
    """
    story.plays()


def test_with_the_tenth_approved_document_that_a_person_has_sent_e_mails_begin(story: Story) -> None:
    """
    setting  document status is approved
    setting  e-mail is sent by us
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    B purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    C purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    D purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    E purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    F purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    G purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    H purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    I purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    J purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    order    K purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     1 x NRD-SETUP
    then     a person syncs
    then     J is told
    then     a person syncs
    then     K is told
    then     a person syncs
    ---
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A authorised AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/1
    task     A synced XI-410
    invoice  B authorised AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {B}/1
    task     B synced XI-410
    invoice  C authorised AUD for Harbour & Sons Pty Ltd, reference {C}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {C}/1
    task     C synced XI-410
    invoice  D authorised AUD for Harbour & Sons Pty Ltd, reference {D}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {D}/1
    task     D synced XI-410
    invoice  E authorised AUD for Harbour & Sons Pty Ltd, reference {E}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {E}/1
    task     E synced XI-410
    invoice  F authorised AUD for Harbour & Sons Pty Ltd, reference {F}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {F}/1
    task     F synced XI-410
    invoice  G authorised AUD for Harbour & Sons Pty Ltd, reference {G}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {G}/1
    task     G synced XI-410
    invoice  H authorised AUD for Harbour & Sons Pty Ltd, reference {H}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {H}/1
    task     H synced XI-410
    invoice  I authorised AUD for Harbour & Sons Pty Ltd, reference {I}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {I}/1
    task     I synced XI-410
    invoice  J authorised AUD for Harbour & Sons Pty Ltd, reference {J}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {J}/1
    task     J synced
    invoice  K authorised AUD for Harbour & Sons Pty Ltd, reference {K}, subtotal 250.00, total 275.00
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {K}/1
    task     K synced
    e-mail   J
    e-mail   K
    """
    story.plays()
