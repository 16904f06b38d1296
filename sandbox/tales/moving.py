"""What moves money (money §1), a row each.

10 % GST. A year from 1 February has 365 days, of which 351 are left on the 15th; February has 28, of which 14 are.
    a yearly seat from the 15th on    138.00 x 351/365 = 132.7068...
    two of them                       265.4136... = 265.41
    half a month of 10, and of 2      125.00 x 14/28 = 62.50, 25.00 x 14/28 = 12.50
"""

from __future__ import annotations

from sandbox.tales.cast import Cast
from sandbox.tales.tale import FIRST_OF_MARCH, Hand, Tale

YEARLY, MONTHLY = "NRD-OFF-Y", "NRD-OFF-M"
BY_USE = "said: Nothing to invoice: Skyline Backup storage: billed by usage, not when it is ordered."
SEATS = "10 x 12.50 = 125.00 on 200 OUTPUT"
TEN = f"invoice authorised 2027-02-01, {SEATS}, total 137.50"


def _uses(cast: Cast) -> None:
    cast.uses("340", "11.90")


def _uses_and_closes(cast: Cast) -> None:
    cast.uses("340", "11.90", closed=True)


MOVING = (
    Tale(
        name="purchase",
        about="10 monthly seats and onboarding; a month later the next period begins",
        first=lambda cast: cast.buys({MONTHLY: 10, "NRD-SETUP": 1}),
        books=(
            f"invoice draft 2027-02-01, {SEATS}, 1 x 250.00 = 250.00 on 260 OUTPUT, total 412.50",
            f"invoice draft 2027-03-01, {SEATS}, total 137.50",
        ),
    ),
    Tale(
        name="more",
        about="a yearly seat becomes three",
        first=lambda cast: cast.buys({YEARLY: 1}),
        later=lambda cast: cast.changes({YEARLY: 3}),
        books=(
            "invoice draft 2027-02-01, 1 x 138.00 = 138.00 on 200 OUTPUT, total 151.80",
            "invoice draft 2027-02-15, 2 x 132.7068 = 265.41 on 200 OUTPUT, total 291.95",
        ),
    ),
    Tale(
        name="plan-switch",
        about="two monthly seats become a yearly one; the draft keeps what was used",
        first=lambda cast: cast.buys({MONTHLY: 2}),
        later=lambda cast: cast.changes({MONTHLY: 0, YEARLY: 1}),
        books=(
            "said: Draft invoice ... created in Harbour Cloud Ltd; invoice ... reduced.",
            "invoice draft 2027-02-01, 1 x 12.50 = 12.50 on 200 OUTPUT, total 13.75",
            "invoice draft 2027-02-15, 1 x 132.7068 = 132.71 on 200 OUTPUT, total 145.98",
        ),
    ),
    Tale(
        name="renewed",
        about="three monthly seats are renewed as four, for the month from 1 March on",
        first=lambda cast: cast.buys({MONTHLY: 3}),
        later=lambda cast: cast.renews({MONTHLY: 4}),
        books=(
            "invoice draft 2027-02-01, 3 x 12.50 = 37.50 on 200 OUTPUT, total 41.25",
            "invoice draft 2027-02-15, 4 x 12.50 = 50.00 on 200 OUTPUT, total 55.00",
        ),
    ),
    Tale(
        name="usage",
        about="340 GB, in a file that is accepted",
        first=lambda cast: cast.buys({"SKB-GB": "unlimited"}),
        later=_uses,
        books=("invoice draft 2027-02-15, 340 x 0.035 = 11.90 on 200 OUTPUT, total 13.09", BY_USE),
    ),
    Tale(
        name="usage-chunk",
        about="340 GB, in a file that is accepted and closed, of which its chunk tells, too: billed once",
        first=lambda cast: cast.buys({"SKB-GB": "unlimited"}),
        later=_uses_and_closes,
        books=("invoice draft 2027-02-15, 340 x 0.035 = 11.90 on 200 OUTPUT, total 13.09", BY_USE),
    ),
    Tale(
        name="cancelled",
        about="10 monthly seats end in the middle of what is billed",
        first=lambda cast: cast.buys({MONTHLY: 10}),
        later=lambda cast: cast.cancels(),
        hand=Hand.APPROVES,
        books=(TEN, "credit note draft 2027-02-15, 1 x 62.50 = 62.50 on 200 OUTPUT, total 68.75"),
    ),
    Tale(
        name="cancelled-at-the-end",
        about="10 monthly seats end with what is billed: nothing is given back, and nothing is billed any more",
        first=lambda cast: cast.buys({MONTHLY: 10}),
        later=lambda cast: cast.cancels(FIRST_OF_MARCH),
        hand=Hand.APPROVES,
        books=(TEN, "said: Nothing to credit: Northwind Office, monthly: billed up to 2027-02-28."),
    ),
    Tale(
        name="cancelled-on-the-same-day",
        about="10 monthly seats end on the day on which they began: all is given back",
        first=lambda cast: cast.buys({MONTHLY: 10}),
        later=lambda cast: cast.cancels(),
        hand=Hand.APPROVES,
        same_day=True,
        books=(TEN, "credit note draft 2027-02-01, 10 x 12.50 = 125.00 on 200 OUTPUT, total 137.50"),
    ),
)
