"""What is known of a photo: by the archive, stated or inferred, and by the file itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from indexer.embedded_metadata import CAMERA, Embedded, read_embedded
from indexer.engine.request import Kind, SearchRequest
from indexer.errors import ParameterError
from indexer.model import ArchiveDate, Method, Photo, Precision, Source, Status, Story
from indexer.parameters import parse_day
from indexer.photo_metadata import BY_NAME, PhotoRecord, rights_of
from indexer.texts import decimal, gettext, message, with_commas
from indexer.wording import PHOTO_VALUES, date_in_words
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
_OF_THE_STORY = message("inferred from the rights of the story")
_KILO = 1000

_PLACES = ("location", "city", "country")
_ALONE = ("headline", "description", "keywords", "copyright_info_url")
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


def _of_the_archive(story: Story, photo: Photo, embedded: Embedded) -> Iterator[Fact]:
    """What the archive knows, with what the file says of the same."""
    make = _Facts(photo, embedded)
    yield make.taken()
    yield make.place()
    yield make.named(message("Photographer"), "photographer", photo.photographers, "creator")
    yield make.named(message("Agency"), "agency", photo.agencies, "source")
    yield make.named(message("Distributed by"), "via", photo.distributors)
    yield make.worded(message("Status"), "status", photo.status, gettext(_FROM_CREDIT))
    yield make.worded(message("Method"), "method", photo.method, _source(Source.CAPTION))
    yield make.credit_line()
    yield make.rights(rights_of(PhotoRecord(story, photo)))
    yield make.alternative_text()


class _Facts:
    """Makes facts of a photo, with what its file says beside what the archive does.

    Args:
        photo: The photo.
        embedded: What its file says.
    """

    def __init__(self, photo: Photo, embedded: Embedded) -> None:
        self._photo = photo
        self._embedded = embedded

    def taken(self) -> Fact:
        taken = self._photo.taken
        said = self._embedded.get("date_created", ())
        return self._fact(
            gettext("Taken"),
            "taken",
            _taken(taken),
            _source(taken.source),
            [_readable(day) for day in said],
            same=all(_overlaps(taken, day) for day in said),
        )

    def place(self) -> Fact:
        place = self._photo.place
        name = place.name if place else ""
        said = [text for part in _PLACES for text in self._embedded.get(part, ())]
        return self._fact(
            gettext("Place"),
            "place",
            facet_links(Kind.PHOTOS, "place", [name] if name else []),
            _source(place.source) if place else "",
            said,
            same=all(_folded(part) in _folded(name) for part in said),
        )

    def named(self, label: str, facet: str, names: Sequence[str], field: str = "") -> Fact:
        said = self._embedded.get(field, ())
        links = facet_links(Kind.PHOTOS, facet, names)
        same = _alike(names) == _alike(said)
        return self._fact(gettext(label), facet, links, gettext(_FROM_CREDIT), said, same=same)

    def worded(self, label: str, facet: str, value: Status | Method | None, source: str) -> Fact:
        if value is None:
            return self._fact(gettext(label), facet, (), "")
        text = gettext(PHOTO_VALUES[facet, value.value])
        link = NamedLink(text, facet_url(Kind.PHOTOS, facet, value))
        return self._fact(gettext(label), facet, (link,), source)

    def credit_line(self) -> Fact:
        printed = " ".join(credit.raw for credit in self._photo.credits)
        said = self._embedded.get("credit_line", ())
        same = all(_folded(text) in _folded(printed) for text in said)
        values = _plain([printed])
        return self._fact(
            gettext("Credit line"), "credit", values, gettext(_PRINTED), said, same=same
        )

    def rights(self, rights: str) -> Fact:
        said = self._embedded.get("copyright_notice", ())
        source = _PRINTED if self._photo.rights else _OF_THE_STORY
        same = _alike([rights]) == _alike(said)
        values = _plain([rights])
        return self._fact(gettext("Rights"), "rights", values, gettext(source), said, same=same)

    def alternative_text(self) -> Fact:
        """What stands for the picture where it is not seen, unless the caption says the same."""
        text, name = self._photo.alt, "alt_text"
        said = self._embedded.get(name, ())
        again = _folded(text) in _folded(self._photo.caption.text)
        values = () if again else _plain([text])
        same = _folded(text) == _folded(", ".join(said))
        return self._fact(
            gettext(BY_NAME[name].label), name, values, gettext(_PRINTED), said, same=same
        )

    def _fact(  # noqa: PLR0913 - what a fact is made of
        self,
        label: str,
        name: str,
        values: tuple[NamedLink, ...],
        source: str,
        said: Sequence[str] = (),
        *,
        same: bool = True,
    ) -> Fact:
        words = self._photo.evidence.get(name, "")
        source = _with_words(source, words, values) if values else ""
        differs = bool(values and said) and not same
        return Fact(label, values, source, ", ".join(said), differs)


def _of_the_file(
    story: Story, photo: Photo, file: Path | None, embedded: Embedded
) -> Iterator[Fact]:
    """What the file is, and what it says that no fact of the archive stands beside."""
    image = photo.image
    known = {
        "headline": story.title,
        "description": photo.caption.text,
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


def _readable(day: str) -> str:
    """A day, month or year in ISO form as people read it."""
    precision = {4: Precision.YEAR, 7: Precision.MONTH}.get(len(day), Precision.DAY)
    try:
        return date_in_words(ArchiveDate(parse_day("", day, last=False), None, precision)) or day
    except ParameterError:
        return day


def _overlaps(taken: ArchiveDate, said: str) -> bool:
    """True if the days that a file names can be those that the archive knows."""
    try:
        first, last = (parse_day("", said, last=end) for end in (False, True))
    except ParameterError:
        return False
    known = taken.earliest or date.min, taken.latest or date.max
    return (first or date.min) <= known[1] and known[0] <= (last or date.max)


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
