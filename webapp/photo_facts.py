"""What is known of a photo: by the archive, stated or inferred, and by the file itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from indexer.embedded_metadata import CAMERA, Embedded, read_embedded
from indexer.engine.request import Kind, SearchRequest
from indexer.errors import ParameterError
from indexer.model import ArchiveDate, Method, Photo, Source, Status, Story
from indexer.parameters import parse_day
from indexer.photo_metadata import BY_NAME, PhotoRecord, rights_of
from indexer.texts import decimal, gettext, message, with_commas
from indexer.wording import PHOTO_VALUES
from webapp.dates import show_date
from webapp.links import NamedLink, facet_links, facet_url, search_url

_SOURCES = {
    Source.FRONT_MATTER: message("stated by the archive"),
    Source.FILE_NAME: message("inferred from the file name"),
    Source.IMAGE_NAMES: message("inferred from the image names"),
    Source.CAPTION: message("inferred from the caption"),
    Source.CAPTION_AND_PUBLISHED: message("inferred from the caption and the day of publication"),
}
_FROM_CREDIT = message("inferred from the credit line")
_PRINTED = message("stated, as printed")
_KILO = 1000

_PLACES = ("location", "city", "country")
_ALONE = ("headline", "description", "alt_text", "keywords", "copyright_info_url")
"""What files say that is shown elsewhere on the page, or not known to the archive."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of a photo.

    Attributes:
        label: What it is.
        values: What the archive says; one or more, or none where only the file says something.
        source: Where that was found, in words.
        in_file: What the image file says; empty for nothing.
        differs: True if that is something else.
    """

    label: str
    values: tuple[NamedLink, ...]
    source: str = ""
    in_file: str = ""
    differs: bool = False


def facts_of(story: Story, photo: Photo, file: Path | None) -> tuple[Fact, ...]:
    """What is known of a photo beside its caption.

    Args:
        story: The story it stands in.
        photo: The photo.
        file: Its image file; None where it is not at hand.
    """
    embedded = read_embedded(file) if file else {}
    facts = [*_of_the_archive(story, photo, embedded), *_of_the_file(story, photo, file, embedded)]
    return tuple(fact for fact in facts if fact.values or fact.in_file)


def _of_the_archive(story: Story, photo: Photo, embedded: Embedded) -> Iterable[Fact]:
    def fact(  # noqa: PLR0913, PLR0917 - what a fact is made of
        label: str,
        name: str,
        values: tuple[NamedLink, ...],
        source: str,
        said: Sequence[str] = (),
        agree: Callable[[str], bool] | None = None,
    ) -> Fact:
        source = _with_words(source, photo.evidence.get(name, ""), values) if values else ""
        known = [value.text for value in values]
        in_file = ", ".join(said)
        same = agree(in_file) if agree else _alike(known) == _alike(said)
        return Fact(label, values, source, in_file, differs=bool(known and said) and not same)

    place = photo.place.name if photo.place else ""
    in_file = [text for name in _PLACES for text in embedded.get(name, ())]
    yield fact(
        gettext("Taken"),
        "taken",
        _taken(photo.taken),
        _source(photo.taken.source),
        embedded.get("date_created", ()),
        lambda said: _overlaps(photo.taken, said),
    )
    yield fact(
        gettext("Place"),
        "place",
        facet_links(Kind.PHOTOS, "place", [place] if place else []),
        _source(photo.place.source) if photo.place else "",
        in_file,
        lambda _: all(folded in _folded(place) for folded in map(_folded, in_file)),
    )
    yield fact(
        gettext("Photographer"),
        "photographer",
        facet_links(Kind.PHOTOS, "photographer", photo.photographers),
        gettext(_FROM_CREDIT),
        embedded.get("creator", ()),
    )
    yield fact(
        gettext("Agency"),
        "agency",
        facet_links(Kind.PHOTOS, "agency", photo.agencies),
        gettext(_FROM_CREDIT),
        embedded.get("source", ()),
    )
    yield fact(
        gettext("Distributed by"),
        "via",
        facet_links(Kind.PHOTOS, "via", photo.distributors),
        gettext(_FROM_CREDIT),
    )
    yield fact(gettext("Status"), "status", _worded("status", photo.status), gettext(_FROM_CREDIT))
    yield fact(
        gettext("Method"), "method", _worded("method", photo.method), _source(Source.CAPTION)
    )
    credit = " ".join(credit.raw for credit in photo.credits)
    yield fact(
        gettext("Credit line"),
        "credit",
        _plain([credit] if credit else []),
        gettext(_PRINTED),
        embedded.get("credit_line", ()),
        lambda said: _folded(said) in _folded(credit),
    )
    rights = rights_of(PhotoRecord(story, photo))
    yield fact(
        gettext("Rights"),
        "rights",
        _plain([rights] if rights else []),
        gettext(_PRINTED) if photo.rights else gettext("inferred from the rights of the story"),
        embedded.get("copyright_notice", ()),
    )


def _of_the_file(
    story: Story, photo: Photo, file: Path | None, embedded: Embedded
) -> Iterable[Fact]:
    """What the file is, and what it says that no fact of the archive stands beside."""
    image = photo.image
    known = {
        "headline": story.title,
        "description": photo.caption.text,
        "alt_text": photo.alt,
        "keywords": "",
        "copyright_info_url": "",
    }
    for name in _ALONE:
        said = ", ".join(embedded.get(name, ()))
        differs = bool(known[name]) and _folded(said) not in _folded(known[name])
        yield Fact(gettext(BY_NAME[name].label), (), "", said, differs)
    yield Fact(gettext("Camera"), (), "", ", ".join(embedded.get(CAMERA, ())))
    yield Fact(gettext("File"), _plain([image.file or image.src]))
    parts = [(image.type or "").partition("/")[2].partition("+")[0].upper()]
    if image.width and image.height:
        size = {"width": with_commas(image.width), "height": with_commas(image.height)}
        parts.append(gettext("%(width)s × %(height)s pixels", **size))
    parts.append(_file_size(file) if file else "")
    yield Fact(gettext("Type and size"), _plain([", ".join(filter(None, parts))]))


def _file_size(file: Path) -> str:
    try:
        size = file.stat().st_size
    except OSError:
        return ""
    if size < _KILO**2:
        return gettext("%(number)s KB", number=with_commas(max(1, round(size / _KILO))))
    return gettext("%(number)s MB", number=decimal(size / _KILO**2, 1))


def _taken(taken: ArchiveDate) -> tuple[NamedLink, ...]:
    shown = show_date(taken)
    if shown is None or taken.earliest is None:
        return ()
    last = taken.latest or taken.earliest
    words = f"taken:{taken.earliest}" + (f"..{last}" if last != taken.earliest else "")
    return (NamedLink(shown.text, search_url(SearchRequest(q=words, kind=Kind.PHOTOS))),)


def _overlaps(taken: ArchiveDate, said: str) -> bool:
    """True if the days that a file names can be those that the archive knows."""
    try:
        first, last = (parse_day("", said, last=end) for end in (False, True))
    except ParameterError:
        return False
    known = taken.earliest or date.min, taken.latest or date.max
    return (first or date.min) <= known[1] and known[0] <= (last or date.max)


def _worded(facet: str, value: Status | Method | None) -> tuple[NamedLink, ...]:
    if value is None:
        return ()
    text = gettext(PHOTO_VALUES[facet, value.value])
    return (NamedLink(text, facet_url(Kind.PHOTOS, facet, value)),)


def _source(source: Source) -> str:
    return gettext(_SOURCES[source]) if source in _SOURCES else ""


def _with_words(source: str, words: str, values: tuple[NamedLink, ...]) -> str:
    """Where a fact was found, with the words it was read from where they say more than it does."""
    if not words or words in {value.text for value in values}:
        return source
    return gettext("%(source)s: “%(words)s”", source=source, words=words)


def _plain(names: Iterable[str]) -> tuple[NamedLink, ...]:
    return tuple(NamedLink(name) for name in dict.fromkeys(names) if name)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _alike(texts: Iterable[str]) -> list[str]:
    return sorted(_folded(text) for text in texts)
