"""Where a mistake of ours happened, without its message, which may hold anything; and how far it reaches."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import extract_tb

from connect_ext.books.ids import InstallationId
from connect_ext.storage import intents, links
from connect_ext.storage.database import UNREACHABLE

FRAMES = 3

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
    except (intents.LeaseLost, links.LinkConflict, *UNREACHABLE):
        raise
    except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
        logger.error("%s.failed installation=%s %s", event, installation_id, where(mistake))
