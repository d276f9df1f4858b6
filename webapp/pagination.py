"""Pages of a search: which there are, and where they lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from indexer.engine.request import MAX_RESULTS, SearchRequest
from indexer.texts import gettext, with_commas
from webapp.links import search_url

_NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page.

    Attributes:
        number: 1-based.
        url: Where it is.
        current: True if it is the page that is shown.
    """

    number: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pagination:
    """The pages of a search.

    Attributes:
        number: Of the page that was asked for.
        last: Number of the last page; 1 if nothing was found.
        links: Pages to choose from; None stands for pages left out.
        previous: Address of the page before; None on the first.
        next: Address of the page after; None on the last.
    """

    number: int
    last: int
    links: tuple[PageLink | None, ...]
    previous: str | None
    next: str | None


def pages_of_search(
    request: SearchRequest, total: int, address: Callable[[SearchRequest], str] = search_url
) -> Pagination:
    """The pages of a search that found ``total`` documents.

    Args:
        request: The search.
        total: What it found.
        address: Gives the address of the page for a request.
    """
    last = last_page(total, request.size)
    return paginate(request.page, last, lambda number: address(replace(request, page=number)))


def last_page(total: int, size: int) -> int:
    """The number of the last page that can be asked for; 1 if nothing was found."""
    return max(1, min(-(-total // size), MAX_RESULTS // size))


def no_page(number: int, last: int) -> str:
    """Says that a page is beyond the end."""
    return gettext(
        "There is no page %(number)s; the last one is page %(last)s.",
        number=with_commas(number),
        last=with_commas(last),
    )


def paginate(current: int, last: int, url: Callable[[int], str]) -> Pagination:
    """The pages of a list.

    Args:
        current: The page asked for.
        last: How many there are.
        url: Number of a page -> its address.
    """
    last = max(1, last)
    return Pagination(
        number=current,
        last=last,
        links=tuple(
            None if number is None else PageLink(number, url(number), number == current)
            for number in page_numbers(min(current, last), last)
        ),
        previous=url(min(current - 1, last)) if current > 1 else None,
        next=url(current + 1) if current < last else None,
    )


def page_numbers(current: int, last: int) -> list[int | None]:
    """First, last and neighbouring pages in order, None where more than one is left out."""
    near = range(current - _NEIGHBOURS, current + _NEIGHBOURS + 1)
    shown = sorted({1, last, *(number for number in near if 1 <= number <= last)})
    numbers: list[int | None] = []
    before = 0
    for number in shown:
        left_out = number - before - 1
        if left_out == 1:
            numbers.append(number - 1)
        elif left_out:
            numbers.append(None)
        numbers.append(number)
        before = number
    return numbers
