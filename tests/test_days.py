"""Days in a query: links mean the same when they are opened later."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.query.days import make_absolute, parse_days


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
        ("date:“last month”", "date:2021-01-01..2021-01-31"),
        ("date:today..2020", "date:2020-01-01..2021-02-14"),
        ('date:"14 February 2021"', 'date:"14 February 2021"'),
    ],
)
def test_relative_days_become_absolute(typed: str, absolute: str) -> None:
    assert make_absolute(typed, date(2021, 2, 14)) == absolute


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2021-02-14", date(2021, 2, 14), date(2021, 2, 14)),
        ("2021/2/14", date(2021, 2, 14), date(2021, 2, 14)),
        ("20210214", date(2021, 2, 14), date(2021, 2, 14)),
        ("2021-02-14T10:30:00Z", date(2021, 2, 14), date(2021, 2, 14)),
        ("14.2.2021", date(2021, 2, 14), date(2021, 2, 14)),
        ("14. 02. 2021", date(2021, 2, 14), date(2021, 2, 14)),
        ("02.2021", date(2021, 2, 1), date(2021, 2, 28)),
        ("14 February 2021", date(2021, 2, 14), date(2021, 2, 14)),
        ("February 14, 2021", date(2021, 2, 14), date(2021, 2, 14)),
        ("14th of Feb. 2021", date(2021, 2, 14), date(2021, 2, 14)),
        ("Feb 2021", date(2021, 2, 1), date(2021, 2, 28)),
        ("14. März 2021", date(2021, 3, 14), date(2021, 3, 14)),
        ("2021年2月14日", date(2021, 2, 14), date(2021, 2, 14)),
        ("2021년 2월 14일", date(2021, 2, 14), date(2021, 2, 14)),
        ("２０２１－０２－１４", date(2021, 2, 14), date(2021, 2, 14)),
        ("1er avril 2021", date(2021, 4, 1), date(2021, 4, 1)),
        ("5 de mayo de 2021", date(2021, 5, 5), date(2021, 5, 5)),
        ("7 de setembro de 2021", date(2021, 9, 7), date(2021, 9, 7)),
        ("mayo del 2021", date(2021, 5, 1), date(2021, 5, 31)),
        ("9 maart 2021", date(2021, 3, 9), date(2021, 3, 9)),
        ("12 augusti 2021", date(2021, 8, 12), date(2021, 8, 12)),
        ("5. desember 2021", date(2021, 12, 5), date(2021, 12, 5)),
        ("9 мая 2021 г.", date(2021, 5, 9), date(2021, 5, 9)),
        ("25 Μαρτίου 2021", date(2021, 3, 25), date(2021, 3, 25)),
        ("١٢ يناير ٢٠٢١", date(2021, 1, 12), date(2021, 1, 12)),
        ("2021年2月", date(2021, 2, 1), date(2021, 2, 28)),
        ("2021年", date(2021, 1, 1), date(2021, 12, 31)),
        ("2019-2021", date(2019, 1, 1), date(2021, 12, 31)),
        ("2019–2021", date(2019, 1, 1), date(2021, 12, 31)),
        ("2019…", date(2019, 1, 1), None),
        ("Feb 2019 – March 2021", date(2019, 2, 1), date(2021, 3, 31)),
        ("2021-03..2021-02", date(2021, 2, 1), date(2021, 3, 31)),
        ("1950's", date(1950, 1, 1), date(1959, 12, 31)),
        ("the 1950s", date(1950, 1, 1), date(1959, 12, 31)),
        ("early 1950s", date(1950, 1, 1), date(1953, 12, 31)),
        ("the late 1950s", date(1955, 1, 1), date(1959, 12, 31)),
        ("mid-1950s", date(1953, 1, 1), date(1956, 12, 31)),
        ("1950er Jahre", date(1950, 1, 1), date(1959, 12, 31)),
        ("c. 1950", date(1945, 1, 1), date(1955, 12, 31)),
        ("c.1950", date(1945, 1, 1), date(1955, 12, 31)),
        ("ca. 1950", date(1945, 1, 1), date(1955, 12, 31)),
        ("Circa 1950", date(1945, 1, 1), date(1955, 12, 31)),
        ("c. 1945–1970", date(1945, 1, 1), date(1970, 12, 31)),
        ("between 1945 and 1950", date(1945, 1, 1), date(1950, 12, 31)),
        ("November - December 1945", date(1945, 11, 1), date(1945, 12, 31)),
        ("June 7-9, 1960", date(1960, 6, 7), date(1960, 6, 9)),
        ("1900s", date(1900, 1, 1), date(1909, 12, 31)),
    ],
)
def test_dates_are_read_as_people_write_them(
    typed: str, first: date | None, last: date | None
) -> None:
    assert parse_days(typed, date(2024, 5, 31)) == (first, last)


@pytest.mark.parametrize(
    "typed",
    [
        "c. 50",
        "a photo of 1950",
        "1950 or so",
        "14/02/2021",
        "2021-13",
        "30 February 2021",
        "Feb",
        "14 Foo 2021",
        "..",
        "0",
        "99999",
        "soon",
    ],
)
def test_what_could_be_two_dates_or_is_none_is_not_guessed(typed: str) -> None:
    assert parse_days(typed, date(2024, 5, 31)) is None
