"""A person says what became of an order that is not sent, takes that back, or undoes an order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from connect_ext.books.by_hand.ends import End, Wish
from connect_ext.books.days import Days
from connect_ext.books.ids import InstallationId
from connect_ext.books.money import Currency
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.prices.price import PriceRow
from connect_ext.books.settings.one_order import Chosen, CreditChoice
from connect_ext.storage import prices
from connect_ext.sync.by_hand.editing import choose
from connect_ext.sync.by_hand.ends import Ended, end_by_hand
from connect_ext.sync.by_hand.ignoring import unignore
from connect_ext.sync.by_hand.repricing import new_prices, reprice
from connect_ext.sync.by_hand.undo import Shown, begin, shown
from connect_ext.sync.by_hand.undoing import carry_on
from connect_ext.sync.runtime import new_worker
from connect_ext.sync.sending.posting import Poster
from connect_ext.sync.showing.preview import preview
from sandbox.connect.ids import secret
from tests.stories.language import Sentence
from tests.world import World

WAYS = {"was billed elsewhere": End.BILLED_ELSEWHERE, "is never sent": End.NEVER_SEND}


def by_hand(
    world: World, installation_id: InstallationId, sentence: Sentence, request_of: Callable[[str], str]
) -> bool:
    """Does what the sentence says of single orders. False where it says something else."""
    parts = sentence.parts
    if chosen := parts.get("chosen"):
        world.sync_only(installation_id, *map(request_of, chosen.split()))
    elif ended := parts.get("ended"):
        _ends(world, installation_id, request_of(ended), sentence)
    elif back := parts.get("back"):
        task = world.task(installation_id, request_of(back))
        assert unignore(world.app.runtime, installation_id, task.id, "UR-1")
    elif choice := parts.get("choice"):
        _chooses(world, installation_id, request_of(parts["chosen_for"] or ""), choice)
    elif undone := parts.get("undone"):
        _undoes(world, installation_id, request_of(undone))
    elif priced := parts.get("priced"):
        _prices(world, installation_id, priced, parts["becomes"] or "")
    elif repriced := parts.get("repriced"):
        _takes_the_prices_again(world, installation_id, request_of(repriced))
    else:
        return False
    return True


def _ends(world: World, installation_id: InstallationId, order: str, sentence: Sentence) -> None:
    first, last = sentence.parts.get("first"), sentence.parts.get("last")
    period = Days(start=date.fromisoformat(first), end=date.fromisoformat(last) + A_DAY) if first and last else None
    wish = Wish(end=WAYS[sentence.parts["how"] or ""], period=period)
    found = end_by_hand(world.proposer(installation_id), world.task(installation_id, order), wish, "UR-1")
    assert isinstance(found, Ended), found


def _chooses(world: World, installation_id: InstallationId, order: str, choice: str) -> None:
    task = world.task(installation_id, order)
    wanted = None if choice == "the settings" else CreditChoice(choice.replace(" ", "_"))
    chosen = Chosen(choice=wanted, by="a bookkeeper") if wanted else None
    assert choose(world.app.runtime, installation_id, task.id, chosen, "a bookkeeper")


def _prices(world: World, installation_id: InstallationId, mpn: str, price: str) -> None:
    """In a table of nothing else."""
    amount, _, currency = price.partition(" ")
    row = PriceRow(
        product_item=None,
        mpn=mpn,
        marketplace_id=None,
        customer_id=None,
        currency=Currency(currency),
        minimum_quantity=Decimal(0),
        price=Decimal(amount),
        valid_from=None,
        valid_to=None,
    )
    with world.app.runtime.database.transaction() as tx:
        prices.replace_all(tx, installation_id, [row])


def remarks_of(world: World, installation_id: InstallationId, order: str) -> tuple[str, ...]:
    """What a person is told who looks at an order that is not sent yet."""
    proposer, task = world.proposer(installation_id), world.task(installation_id, order)
    client = world.client(secret(installation_id))
    return preview(world.app.runtime, proposer.access, proposer.organisation, client, task).remarks


def _takes_the_prices_again(world: World, installation_id: InstallationId, order: str) -> None:
    proposer, task = world.proposer(installation_id), world.task(installation_id, order)
    assert reprice(proposer, new_prices(proposer, {task.id: task}), "a bookkeeper") == {task.id}


def _undoes(world: World, installation_id: InstallationId, order: str) -> None:
    """Looks at what it comes to, and says yes."""
    runtime, proposer, task = world.app.runtime, world.proposer(installation_id), world.task(installation_id, order)
    found = shown(runtime, proposer.access, proposer.organisation, task)
    assert isinstance(found, Shown), found
    begin(runtime, proposer.access, proposer.organisation, task, found.digest, "a bookkeeper")
    poster = Poster(runtime=runtime, access=proposer.access, worker=new_worker())
    assert carry_on(poster, installation_id, task.id) is None
