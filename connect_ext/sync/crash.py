"""Where a mistake of ours happened, without its message, which may hold anything; and how far it reaches."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from traceback import extract_tb
from typing import TypeVar

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage import intents, links
from connect_ext.storage.database import UNREACHABLE

FRAMES = 3
NOBODYS = (intents.LeaseLost, links.LinkConflict, *UNREACHABLE)
"""What is no mistake, and concerns the whole transaction."""

One = TypeVar("One", bound=Hashable)
Came = TypeVar("Came")

logger = logging.getLogger("connect_ext.work")


def where(mistake: BaseException) -> str:
    """The kind of the exception and the last places of our code that it came through, newest last."""
    ours = [frame for frame in extract_tb(mistake.__traceback__) if "connect_ext" in frame.filename]
    places = [f"{frame.filename.rpartition('connect_ext')[2].lstrip('/')}:{frame.lineno}" for frame in ours[-FRAMES:]]
    return f"{type(mistake).__name__} at {' > '.join(places) or 'an unknown place'}"


@contextmanager
def apart(event: str, installation_id: InstallationId) -> Iterator[None]:
    """A mistake of ours inside is logged and ends there, so that the next piece of work has its turn; what is nobody's
    mistake goes on upwards."""
    try:
        yield
    except NOBODYS:
        raise
    except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
        logger.error("%s.failed installation=%s %s", event, installation_id, where(mistake))


def together_or_apart(
    tx: Connection,
    event: str,
    installation_id: InstallationId,
    shares: Sequence[Sequence[One]],
    act: Callable[[Sequence[One]], Came],
) -> tuple[list[Came], dict[One, str]]:
    """Has everything written at once; where a mistake of ours comes between, share by share, so that each stands or
    falls by itself. Returns what it came to, and where the mistake was with each of those that fell."""
    try:
        return [_undone_by_a_mistake(tx, act, [one for share in shares for one in share])], {}
    except NOBODYS:
        raise
    except Exception as mistake:  # noqa: BLE001 - whatever it is, it is one share's
        logger.error("%s.failed installation=%s %s", event, installation_id, where(mistake))
    came, fallen = list[Came](), dict[One, str]()
    for share in shares:
        try:
            came.append(_undone_by_a_mistake(tx, act, share))
        except NOBODYS:
            raise
        except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
            fallen |= dict.fromkeys(share, where(mistake))
    return came, fallen


def _undone_by_a_mistake(tx: Connection, act: Callable[[Sequence[One]], Came], some: Sequence[One]) -> Came:
    with tx.begin_nested():
        return act(some)
