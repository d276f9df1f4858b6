from datetime import UTC, date, datetime

import pytest

from indexer.engine.request import Kind, Match, Scope, Sort
from indexer.errors import ParameterError
from indexer.parameters import parse_parameters, to_parameters


def test_nothing_given_browses_stories_newest_first() -> None:
    request = parse_parameters([])
    assert (request.kind, request.scope, request.match) == (Kind.STORIES, Scope.CAPTION, Match.AUTO)
    assert (request.size, request.page, request.order) == (20, 1, Sort.NEWEST)


def test_words_are_ranked_unless_another_order_is_asked_for() -> None:
    assert parse_parameters([("q", "ferry")]).order is Sort.RELEVANCE
    assert parse_parameters([("q", "ferry"), ("sort", "oldest")]).order is Sort.OLDEST


def test_repeated_facets_gather_and_the_empty_value_is_kept() -> None:
    request = parse_parameters(
        [("category", "sport"), ("category", ""), ("category", "sport"), ("not.tag", "old")]
    )
    assert request.filters == {"category": ("sport", "")}
    assert request.excludes == {"tag": ("old",)}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("from", "2021", date(2021, 1, 1)),
        ("to", "2021", date(2021, 12, 31)),
        ("from", "2021-02", date(2021, 2, 1)),
        ("to", "2021-02", date(2021, 2, 28)),
        ("to", "2020-2", date(2020, 2, 29)),
        ("from", "2021-02-09", date(2021, 2, 9)),
    ],
)
def test_partial_dates_reach_to_the_edge_of_their_unit(
    name: str, text: str, expected: date
) -> None:
    request = parse_parameters([(name, text)])
    assert (request.date_from if name == "from" else request.date_to) == expected


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("in", "videos", "stories, photos"),
        ("scope", "all", "own, caption, story"),
        ("match", "some", "auto, all, any"),
        ("sort", "best", "relevance, newest, oldest, taken-newest, taken-oldest"),
        ("size", "0", "1 to 100"),
        ("size", "101", "1 to 100"),
        ("size", "ten", "whole number"),
        ("size", "１２", "whole number"),
        ("page", "-1", "whole number"),
        ("page", "501", "1 to 500"),
        ("from", "yesterday", "YYYY-MM-DD"),
        ("to", "2021-02-30", "YYYY-MM-DD"),
        ("to", "0000", "YYYY-MM-DD"),
        ("from", "2021-13", "YYYY-MM-DD"),
        ("to", "2000", "2010-01-01 or later"),
        ("on", "02-30", "MM-DD, or today"),
        ("since", "2026-11", "YYYY-MM-DDTHH:MM, in UTC"),
        ("since", "2026-11-31", "YYYY-MM-DD"),
        ("since", "2026-11-20T25:00", "YYYY-MM-DDTHH:MM"),
        ("since", "2026-11-20T14:30+02:00", "in UTC"),
        ("since", "yesterday", "YYYY-MM-DD"),
        ("on", "2020-02-09", "MM-DD"),
        ("on", "13-01", "MM-DD"),
        ("on", "yesterday", "MM-DD"),
        ("histogram", "hour", "day, week, month, year, decade, auto"),
    ],
)
def test_a_wrong_value_names_the_parameter_and_what_is_allowed(
    name: str, value: str, allowed: str
) -> None:
    with pytest.raises(ParameterError) as caught:
        parse_parameters([("from", "2010"), (name, value)])
    assert caught.value.parameter == name
    assert allowed in caught.value.allowed
    assert name in str(caught.value)


@pytest.mark.parametrize("text", ["2026-11-20", "2026-11-20T14:30", "2026-11-20T00:00:07"])
def test_a_moment_is_in_utc_and_written_as_it_was(text: str) -> None:
    request = parse_parameters([("since", text)])
    assert request.since == datetime.fromisoformat(text).replace(tzinfo=UTC)
    assert to_parameters(request) == [("since", text)]


def test_control_characters_are_no_text() -> None:
    request = parse_parameters([("q", "fer\x00ry \x1bpier\n"), ("tag", "a\x00b")])
    assert request.q == "ferry pier\n"
    assert request.filters == {"tag": ("ab",)}


def test_today_becomes_the_day_itself() -> None:
    request = parse_parameters([("on", "today")])
    assert request.on is not None
    assert to_parameters(request) == [("on", f"{request.on.month:02}-{request.on.day:02}")]
    assert date(2000, *request.on).replace(year=date.today().year) == date.today()  # noqa: DTZ011


def test_decorated_links_work_and_say_what_was_ignored() -> None:
    request = parse_parameters([("q", "ferry"), ("utm_source", "mail"), ("status", "A")])
    assert request.filters == {}
    assert len(request.notices) == 2
    assert "utm_source" in request.notices[0]
    assert "“Status”" in request.notices[1]


def test_what_is_written_reads_back_the_same() -> None:
    pairs = [
        ("q", "harbour bridge"),
        ("in", "photos"),
        ("scope", "own"),
        ("match", "any"),
        ("photographer", "Zoë Lund"),
        ("photographer", ""),
        ("not.category", "sport"),
        ("from", "2019-01-01"),
        ("to", "2020-12-31"),
        ("on", "02-29"),
        ("since", "2026-11-20T14:30"),
        ("histogram", "month"),
        ("sort", "oldest"),
        ("size", "50"),
        ("page", "3"),
    ]
    request = parse_parameters(pairs)
    assert to_parameters(request) == pairs
    assert parse_parameters(to_parameters(request)) == request
    assert to_parameters(parse_parameters([])) == []
