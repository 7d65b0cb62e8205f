"""Directives: the documents in the world, told apart by identity and gathered from all who name them."""

from __future__ import annotations

from docgraph.directives.directive import Conflict, Directive, Origin
from docgraph.directives.identity import Identity
from docgraph.directives.resolution import Resolution, resolve
from docgraph.directives.steps import DEFAULT_STEPS
from docgraph.directives.verdicts import Ambiguous, Cause, MentionVerdict, Resolved, SelfReference, Step, Unresolved

__all__ = [
    "DEFAULT_STEPS",
    "Ambiguous",
    "Cause",
    "Conflict",
    "Directive",
    "Identity",
    "MentionVerdict",
    "Origin",
    "Resolution",
    "Resolved",
    "SelfReference",
    "Step",
    "Unresolved",
    "resolve",
]
