"""Days in a query: links mean the same when they are opened later."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.query.days import make_absolute


@pytest.mark.parametrize(
    ("typed", "absolute"),
    [
        ('ferry date:"last month"', "ferry date:2021-01-01..2021-01-31"),
        ("date:yesterday ferry", "date:2021-02-13 ferry"),
        ("(date:today OR tag:x)", "(date:2021-02-14 OR tag:x)"),
        ("Date:yesterday..", "Date:2021-02-13.."),
        ('-before:"last year"', "-before:2020-01-01..2020-12-31"),
        ('taken:"last 7 days"', "taken:2021-02-07..2021-02-14"),
        ("date:2020-02 after:2019", "date:2020-02 after:2019"),
        ('update:yesterday date:"nonsense"', 'update:yesterday date:"nonsense"'),
        ("date:1990s", "date:1990s"),
    ],
)
def test_relative_days_become_absolute(typed: str, absolute: str) -> None:
    assert make_absolute(typed, date(2021, 2, 14)) == absolute
