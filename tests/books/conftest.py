"""Tells Hypothesis of the profile that `make coverage` and `make mutants` ask for."""

from __future__ import annotations

from hypothesis import Phase, settings

# Few examples, and the same ones each time: what is measured must not depend on chance, nor take minutes.
settings.register_profile(
    "same", max_examples=25, derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate)
)
