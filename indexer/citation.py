"""What is cited of a story, and of a search itself."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indexer.engine.request import Kind
from indexer.engine.results import Hit, SearchResult
from indexer.model import UNDATED, ArchiveDate, Photo, Source, Story
from indexer.texts import gettext, ngettext
from indexer.wording import inferred, shortened

_MAX_TITLE = 200
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9:-]+")


class Cited(StrEnum):
    """What is cited."""

    STORY = "story"
    PHOTO = "photo"
    SEARCH = "search"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a citation says, in whatever form.

    Attributes:
        cited: What is cited.
        id: Names it within the archive, for ever.
        title: Plain text.
        site: Title of the archive.
        accessed: The day it was read.
        date: When it was published.
        authors: Names in order.
        url: Where it is read; None if no address is known.
        lang: BCP 47 tag; empty if it has none.
        notes: What else has to be said, in words.
    """

    cited: Cited
    id: str
    title: str
    site: str
    accessed: date
    date: ArchiveDate = UNDATED
    authors: tuple[str, ...] = ()
    url: str | None = None
    lang: str = ""
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A name of ASCII letters, digits and hyphens, the same whenever it is made."""
        plain = _NOT_IN_KEYS.sub("-", self.id).strip("-")
        if plain == self.id:
            return plain
        return f"{plain}-{_short_hash(self.id)}".lstrip("-")


def cite_story(story: Story, site: str, url: str | None, accessed: date) -> Citation:
    """A story to be cited."""
    return Citation(
        cited=Cited.STORY,
        id=story.id,
        title=story.title,
        site=site,
        accessed=accessed,
        date=story.date,
        authors=story.authors,
        url=url,
        lang=story.lang,
        notes=tuple(note for note in (inferred(story.date.source), story.rights) if note),
    )


def cite_hit(hit: Hit, site: str, url: str | None, accessed: date) -> Citation:
    """A story that was found, to be cited; its rights are not known."""
    return Citation(
        cited=Cited.STORY,
        id=hit.id,
        title=hit.title,
        site=site,
        accessed=accessed,
        date=hit.published,
        authors=hit.authors,
        url=url,
        lang=hit.lang,
        notes=tuple(filter(None, [inferred(hit.date_source)])),
    )


def cite_photo(story: Story, photo: Photo, site: str, url: str | None, accessed: date) -> Citation:
    """A photo to be cited by its caption, on the day it was taken if that is known."""
    is_taken = photo.taken.earliest is not None
    said = photo.caption.own or photo.caption.text or photo.alt or photo.image.name
    notes = [gettext("photograph in “%(title)s”", title=story.title)]
    if is_taken:
        notes.append(gettext("date taken inferred from the caption"))
    else:
        notes += [gettext("dated by its publication"), inferred(story.date.source)]
    if photo.credits:
        credit = " ".join(credit.raw for credit in photo.credits)
        notes.append(gettext("credit line: “%(credit)s”", credit=credit))
    return Citation(
        cited=Cited.PHOTO,
        id=photo.id,
        title=shortened(said, _MAX_TITLE),
        site=site,
        accessed=accessed,
        date=photo.taken if is_taken else story.date,
        authors=photo.photographers,
        url=url,
        lang=story.lang,
        notes=tuple(filter(None, [*notes, photo.rights])),
    )


def cite_search(  # noqa: PLR0913 - what makes a search repeatable
    kind: Kind,
    result: SearchResult,
    *,
    site: str,
    permalink: str,
    asked: date,
    content_hash: str,
) -> Citation:
    """A search to be cited: what was asked of what, when, and how much it found.

    Args:
        kind: What was searched.
        result: The answer to a query whose days are absolute.
        site: Title of the archive.
        permalink: Address of the same search, its days absolute.
        asked: The day it was asked.
        content_hash: Names the content of the index.
    """
    notes = [_found(kind, result.total)]
    if result.incomplete:
        notes.append(gettext("not everything was searched, because a limit was reached"))
    notes.append(gettext("generation %(generation)s of the index", generation=result.generation))
    notes.append(gettext("content %(digest)s", digest=content_hash))
    return Citation(
        cited=Cited.SEARCH,
        id=f"search-{_short_hash(permalink)}",
        title=gettext("Search for %(reading)s", reading=result.reading),
        site=site,
        accessed=asked,
        date=ArchiveDate.on_day(asked, Source.NONE, ""),
        url=permalink,
        notes=tuple(notes),
    )


def _found(kind: Kind, number: int) -> str:
    if kind is Kind.PHOTOS:
        return ngettext("%(number)s photo found", "%(number)s photos found", number)
    return ngettext("%(number)s story found", "%(number)s stories found", number)


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
