from __future__ import annotations

from hypothesis import settings

# The same examples on every run: a failure here is a fact, not chance.
settings.register_profile("fixed", derandomize=True, deadline=None, database=None, max_examples=100)
settings.load_profile("fixed")
