"""What is refunded (the refund table of money §8), a row each: three yearly seats become two on the 15th.

Given back: 138.00 x 351/365 = 132.7068... = 132.71, with 13.27 of GST 145.98; a draft keeps 414.00 - 132.71 = 281.29.
Of 455.40 a part of 400.00 is paid: 55.40 is due, so of 145.98 there is 90.58 too much to set off.
"""

from __future__ import annotations

from sandbox.tales.tale import Hand, Tale

YEARLY = "NRD-OFF-Y"
BILLED = "2027-02-01, 3 x 138.00 = 414.00 on 200 OUTPUT, total 455.40"
KEPT = "2027-02-01, 1 x 281.29 = 281.29 on 200 OUTPUT, total 309.42"
CREDIT = "credit note draft 2027-02-15, 1 x 132.71 = 132.71 on 200 OUTPUT, total 145.98"
LESS = "said: Invoice ... reduced."
OPEN = "stays open: nothing is due on it to set it off against."


def _fewer(name: str, about: str, *books: str, hand: Hand = Hand.NOTHING, submitted: bool = False) -> Tale:
    return Tale(
        name=name,
        about=about,
        first=lambda cast: cast.buys({YEARLY: 3}),
        later=lambda cast: cast.changes({YEARLY: 2}),
        hand=hand,
        submitted=submitted,
        books=books,
    )


REFUNDING = (
    _fewer("fewer-of-a-draft", "fewer seats of our own draft, which is reduced", f"invoice draft {KEPT}", LESS),
    _fewer(
        "fewer-of-a-submitted",
        "fewer seats of an invoice that awaits approval, which is reduced",
        f"invoice submitted {KEPT}",
        LESS,
        submitted=True,
    ),
    _fewer(
        "fewer-of-an-approved",
        "fewer seats of an approved invoice: a credit note",
        f"invoice authorised {BILLED}",
        CREDIT,
        hand=Hand.APPROVES,
    ),
    _fewer(
        "fewer-of-a-part-paid",
        "fewer seats of an invoice of which 400.00 is paid: a credit note, of which a part stays open",
        f"invoice authorised {BILLED}",
        CREDIT,
        f"said: Draft credit note ... created in Harbour Cloud Ltd. 90.58 AUD of the credit for ... {OPEN}",
        hand=Hand.PAYS_A_PART,
    ),
    _fewer(
        "fewer-of-a-paid",
        "fewer seats of a paid invoice: a credit note that stays open",
        f"invoice paid {BILLED}",
        CREDIT,
        f"said: Draft credit note ... created in Harbour Cloud Ltd. 145.98 AUD of the credit for ... {OPEN}",
        hand=Hand.PAYS,
    ),
    _fewer(
        "fewer-of-a-voided",
        "fewer seats of an invoice that a person voided: nobody is credited, and a person is asked",
        f"invoice voided {BILLED}",
        "attention: order 1 is not billed any more: Invoice ... was voided in Xero.",
        "waiting: Waits for order 1, an earlier order of the same subscription.",
        hand=Hand.VOIDS,
    ),
)
