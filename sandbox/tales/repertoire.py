"""All rows that can be played, by name."""

from __future__ import annotations

from sandbox.tales.moving import MOVING
from sandbox.tales.refunding import REFUNDING
from sandbox.tales.resting import RESTING
from sandbox.tales.tale import Tale

REPERTOIRE: dict[str, Tale] = {tale.name: tale for tale in (*MOVING, *REFUNDING, *RESTING)}
