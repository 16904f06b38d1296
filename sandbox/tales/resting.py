"""What moves no money (money §1), a row each: it is ignored, or waits, and says why."""

from __future__ import annotations

from sandbox.tales.cast import Cast
from sandbox.tales.tale import Tale

YEARLY = "NRD-OFF-Y"
SEAT = "invoice draft 2027-02-01, 1 x 138.00 = 138.00 on 200 OUTPUT, total 151.80"


def _of_no_money(type_: str) -> Tale:
    return Tale(
        name=type_,
        about=f"a yearly seat, and a request of type {type_}",
        first=lambda cast: cast.buys({YEARLY: 1}),
        later=lambda cast: cast.asks(type_),
        books=(SEAT, f"ignored: A request of type {type_} changes nothing that is billed, so it never moves money."),
    )


def _resumes(cast: Cast) -> None:
    cast.asks("suspend")
    cast.asks("resume")


def _revokes(cast: Cast) -> None:
    cast.plans_to_buy({YEARLY: 1})
    cast.calls_it_off()


RESTING = (
    _of_no_money("suspend"),
    Tale(
        name="resume",
        about="a yearly seat is suspended and resumed",
        first=lambda cast: cast.buys({YEARLY: 1}),
        later=_resumes,
        books=(
            SEAT,
            *(
                f"ignored: A request of type {type_} changes nothing that is billed, so it never moves money."
                for type_ in ("suspend", "resume")
            ),
        ),
    ),
    _of_no_money("adjustment"),
    Tale(
        name="same-quantities",
        about="a change that changes no quantity",
        first=lambda cast: cast.buys({YEARLY: 1}),
        later=lambda cast: cast.changes({YEARLY: 1}),
        books=(SEAT, "ignored: The request changes no quantity that is billed, so it moves no money."),
    ),
    Tale(
        name="transfer",
        about="a yearly seat goes to another customer",
        first=lambda cast: cast.buys({YEARLY: 1}),
        later=lambda cast: cast.moves(),
        books=(
            SEAT,
            "ignored: A transfer moves no money itself; later orders of the subscription go to the new customer.",
        ),
    ),
    Tale(
        name="preview",
        about="a purchase on a preview connection",
        first=lambda cast: cast.buys({YEARLY: 1}, "preview"),
        books=("ignored: It is on a preview connection; only orders on a production connection move money.",),
    ),
    Tale(
        name="failed",
        about="a purchase that the vendor declines",
        first=lambda cast: cast.fails_to_buy({YEARLY: 1}),
        books=("ignored: The request is failed in Connect, so it moves no money.",),
    ),
    Tale(
        name="scheduled",
        about="a purchase that is planned for next year",
        first=lambda cast: cast.plans_to_buy({YEARLY: 1}),
        books=("waiting: The request is scheduled in Connect for 2028-02-01; it is invoiced once it is approved.",),
    ),
    Tale(
        name="revoked",
        about="a purchase that was planned and is called off",
        first=_revokes,
        books=("ignored: The request is revoked in Connect, so it moves no money.",),
    ),
)
