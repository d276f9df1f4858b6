"""Filters in plain words, as a person would say them: "in category “sport”, not tagged “final”"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.engine.request import Kind, SearchRequest
from indexer.facet_names import facet_in_a_sentence, quoted_value
from indexer.texts import gettext, message


@dataclass(frozen=True, slots=True)
class _Wording:
    """What is said of one facet.

    Attributes:
        asked: That one of some values is asked for.
        left_out: That these values are left out.
        none: That no value is asked for.
        some: That having no value is left out.
    """

    asked: str
    left_out: str
    none: str
    some: str


_WORDINGS = {
    "category": _Wording(
        message("in category %(values)s"),
        message("not in category %(values)s"),
        message("in no category"),
        message("in any category"),
    ),
    "tag": _Wording(
        message("tagged %(values)s"),
        message("not tagged %(values)s"),
        message("without tags"),
        message("with tags"),
    ),
    "keyword": _Wording(
        message("with the keyword %(values)s"),
        message("without the keyword %(values)s"),
        message("without keywords"),
        message("with keywords"),
    ),
    "author": _Wording(
        message("by %(values)s"),
        message("not by %(values)s"),
        message("without an author"),
        message("with an author"),
    ),
    "year": _Wording(
        message("published in %(values)s"),
        message("not published in %(values)s"),
        message("without a known year"),
        message("with a known year"),
    ),
    "month": _Wording(
        message("published in %(months)s"),
        message("not published in %(months)s"),
        message("without a known month"),
        message("with a known month"),
    ),
    "day": _Wording(
        message("published on %(values)s"),
        message("not published on %(values)s"),
        message("without a known day"),
        message("with a known day"),
    ),
    "lang": _Wording(
        message("in %(values)s"),
        message("not in %(values)s"),
        message("without a known language"),
        message("with a known language"),
    ),
    "rights": _Wording(
        message("with the note of rights %(values)s"),
        message("without the note of rights %(values)s"),
        message("without a note of rights"),
        message("with a note of rights"),
    ),
    "status": _Wording(
        message("credited as %(values)s"),
        message("not credited as %(values)s"),
        message("not credited as pool, handout or the like"),
        message("credited as pool, handout or the like"),
    ),
    "photos": _Wording("%(values)s", message("not %(values)s"), "", ""),
    "captioned": _Wording("%(values)s", message("not %(values)s"), "", ""),
    "credited": _Wording("%(values)s", message("not %(values)s"), "", ""),
    "via": _Wording(
        message("distributed by %(values)s"),
        message("not distributed by %(values)s"),
        message("without a known distributor"),
        message("with a known distributor"),
    ),
    "method": _Wording(
        message("made as %(values)s picture"),
        message("not made as %(values)s picture"),
        message("without a known method"),
        message("with a known method"),
    ),
    "taken_decade": _Wording(
        message("taken in the %(values)s"),
        message("not taken in the %(values)s"),
        message("without a known date of the picture"),
        message("with a known date of the picture"),
    ),
    "taken_year": _Wording(
        message("taken in %(years)s"),
        message("not taken in %(years)s"),
        message("without a known year of the picture"),
        message("with a known year of the picture"),
    ),
    "gap": _Wording(
        message("taken before publication: %(values)s"),
        message("not taken before publication: %(values)s"),
        message("without a known time between picture and publication"),
        message("with a known time between picture and publication"),
    ),
    "orientation": _Wording(
        message("in %(formats)s format"),
        message("not in %(formats)s format"),
        message("of unknown format"),
        message("of known format"),
    ),
    "image": _Wording(
        message("with the file of the picture %(values)s"),
        message("with the file of the picture not %(values)s"),
        message("without a file of the picture"),
        message("with a file of the picture"),
    ),
    "photographer": _Wording(
        message("photographed by %(values)s"),
        message("not photographed by %(values)s"),
        message("without a known photographer"),
        message("with a known photographer"),
    ),
    "agency": _Wording(
        message("of the agency %(values)s"),
        message("not of the agency %(values)s"),
        message("without a known agency"),
        message("with a known agency"),
    ),
    "place": _Wording(
        message("taken in %(values)s"),
        message("not taken in %(values)s"),
        message("without a known place"),
        message("with a known place"),
    ),
}
_OF_STORIES = {
    "photographer": _Wording(
        message("with photos by %(values)s"),
        message("without photos by %(values)s"),
        message("without photos by a known photographer"),
        message("with photos by a known photographer"),
    ),
    "agency": _Wording(
        message("with photos of the agency %(values)s"),
        message("without photos of the agency %(values)s"),
        message("without photos of a known agency"),
        message("with photos of a known agency"),
    ),
    "place": _Wording(
        message("with photos taken in %(values)s"),
        message("without photos taken in %(values)s"),
        message("without photos taken in a known place"),
        message("with photos taken in a known place"),
    ),
}
"""What is said otherwise where stories are asked for what is known of their photos."""

_OWN = _Wording(
    message("with %(facet)s %(values)s"),
    message("without %(facet)s %(values)s"),
    message("without %(facet)s"),
    message("with any %(facet)s"),
)
"""Of the archive's own facets."""

_EITHER = ("photos", "captioned", "credited")
"""Facets that everything has one of two values of."""

_OPPOSITE = {"yes": "no", "no": "yes"}


def describe_filters(request: SearchRequest) -> Iterator[str]:
    """Each filter of a search in words, those that leave something out last."""
    filters, excludes = dict(request.filters), dict(request.excludes)
    for name in _EITHER:
        # Without those that have photos: a person would just say without photos.
        turned = excludes.get(name, ())
        if len(turned) == 1 and turned[0] in _OPPOSITE:
            del excludes[name]
            yield quoted_value(name, _OPPOSITE[turned[0]])
    yield from _asked(request.kind, filters)
    yield from _left_out(request.kind, excludes)


def _asked(kind: Kind, filters: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name, values in filters.items():
        wording = _wording(kind, name)
        said = [_say(wording.asked, name, values)] if any(values) else []
        if "" in values:
            said.append(_say(wording.none, name, ()))
        if said:
            yield gettext(" or ").join(said)


def _left_out(kind: Kind, excludes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name, values in excludes.items():
        wording = _wording(kind, name)
        if "" in values:
            yield _say(wording.some, name, ())
        if any(values):
            yield _say(wording.left_out, name, values)


def _wording(kind: Kind, name: str) -> _Wording:
    if kind is Kind.STORIES and name in _OF_STORIES:
        return _OF_STORIES[name]
    return _WORDINGS.get(name, _OWN)


def _say(text: str, name: str, values: Sequence[str]) -> str:
    listed = gettext(" or ").join(quoted_value(name, value) for value in values if value)
    return gettext(
        text,
        values=listed,
        months=listed,
        years=listed,
        formats=listed,
        facet=facet_in_a_sentence(name),
    )
