"""Rules between parameters, which no schema can say: Schemathesis keeps to them too.

Each of them has a test of its own in test_api.py or test_parameters.py.
"""

from __future__ import annotations

from typing import Any

import schemathesis
from schemathesis import Case, HookContext

from indexer.engine.request import FACETS, MAX_RESULTS, Kind


@schemathesis.hook
def filter_case(_context: HookContext, case: Case[Any]) -> bool:
    """Keeps what may be asked together."""
    asked = case.query or {}
    cursor = asked.get("cursor") or ""
    if cursor not in {"", "*"}:
        return False  # nobody but the API makes cursors
    if cursor and (asked.get("page", 1) != 1 or asked.get("sort", "") not in {"", "oldest"}):
        return False
    kind = str(asked.get("in") or Kind.STORIES)
    counted = str(asked.get("facets") or "").split(",")
    if kind in list(Kind) and not set(counted) <= {"", *FACETS[Kind(kind)]}:
        return False
    size, page = asked.get("size") or 20, asked.get("page") or 1
    if isinstance(size, int) and isinstance(page, int) and page > 1 and size * page > MAX_RESULTS:
        return False
    return not (asked.get("from") and asked.get("to"))
