"""Where a mistake of ours happened, without its message: that may hold a name, an address, anything."""

from __future__ import annotations

from traceback import extract_tb

FRAMES = 3


def where(mistake: BaseException) -> str:
    """The kind of the exception and the last places of our code that it came through, newest last."""
    ours = [frame for frame in extract_tb(mistake.__traceback__) if "connect_ext" in frame.filename]
    places = [f"{frame.filename.rpartition('connect_ext')[2].lstrip('/')}:{frame.lineno}" for frame in ours[-FRAMES:]]
    return f"{type(mistake).__name__} at {' > '.join(places) or 'an unknown place'}"
