"""Tells Hypothesis of the profiles that `make coverage` (few) and `make mutants` (some) ask for."""

from __future__ import annotations

from hypothesis import Phase, settings

# The same examples each time: what is measured must not depend on chance, nor take minutes.
for name, examples in {"few": 8, "some": 25}.items():
    settings.register_profile(
        name,
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
    )
