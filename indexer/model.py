"""The parsed things: stories, photos, dates, credits and problems.

Frozen values without input or output. What an archive *states* and what Backfile *infers* are
kept apart: every date and place carries the source it came from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from urllib.parse import unquote

if TYPE_CHECKING:
    JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None
else:
    # msgspec, which keeps stories in the index, reads no recursive types.
    JSON = Any


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    UNKNOWN = "unknown"


class Source(StrEnum):
    """Where a value was found.

    What stands in ``FRONT_MATTER``, ``CONFIGURATION`` or a ``SETTING`` is stated; everything else
    is inferred.
    """

    FRONT_MATTER = "front_matter"
    CONFIGURATION = "configuration"
    SETTING = "setting"
    FOLDER = "folder"
    FILE_NAME = "file_name"
    IMAGE_NAMES = "image_names"
    CAPTION = "caption"
    CAPTION_AND_PUBLISHED = "caption_and_published"
    TEXT = "text"
    NONE = "none"


class ImageState(StrEnum):
    """Whether an image's file can be shown."""

    PRESENT = "present"
    MISSING = "missing"
    REMOTE = "remote"


class Status(StrEnum):
    """How a picture reached the publisher, where its credit line says so."""

    POOL = "pool"
    HANDOUT = "handout"
    FILE = "file"
    PROVIDED = "provided"
    STRINGER = "stringer"
    FREELANCE = "freelance"
    REPRODUCTION = "reproduction"


class Method(StrEnum):
    """How a picture was taken, where its caption says so."""

    DRONE = "drone"
    AERIAL = "aerial"


class Shape(StrEnum):
    """What a paragraph is in its story, in a letter."""

    TEXT = "p"
    HEADING = "h"
    ITEM = "l"
    NUMBERED_ITEM = "o"
    CODE = "c"
    QUOTE = "q"
    ROW = "t"


class ProblemKind(StrEnum):
    """What a problem is about. The first six cost something when a post is read."""

    UNREADABLE = "unreadable"
    FRONT_MATTER = "front-matter"
    ENCODING = "encoding"
    DATE = "date"
    IMAGE = "image"
    SITE = "site"
    UNDATED = "undated"
    BROKEN_LINK = "broken-link"
    MISSING_IMAGE = "missing-image"
    UNUSED_IMAGE = "unused-image"
    REPEATED_IMAGE = "repeated-image"
    NO_CAPTION = "no-caption"
    THIN_CAPTION = "thin-caption"
    REPEATED_CAPTION = "repeated-caption"
    SIMILAR_CAPTION = "similar-caption"
    NO_CREDIT = "no-credit"
    UNCLEAR_CREDIT = "unclear-credit"
    NO_DATE_TAKEN = "no-date-taken"
    TAKEN_LATER = "taken-later"
    TAKEN_EARLIER = "taken-earlier"
    NO_PLACE = "no-place"


class Severity(StrEnum):
    """Whether a problem cost a whole post or only a part of it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class ArchiveDate:
    """A date as an interval of days, because "June 2016" and "c. 1945-1970" are dates too.

    Attributes:
        earliest: First day it can be; None if nothing is known.
        latest: Last day it can be; None if nothing is known.
        precision: The unit in which it is known.
        source: Where it was found.
        raw: The text it was read from.
    """

    earliest: date | None = None
    latest: date | None = None
    precision: Precision = Precision.UNKNOWN
    source: Source = Source.NONE
    raw: str = ""

    @classmethod
    def on_day(cls, day: date, source: Source, raw: str) -> ArchiveDate:
        """A date known to the day."""
        return cls(day, day, Precision.DAY, source, raw)


UNDATED = ArchiveDate()


IMAGE_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
"""Formats, as Pillow names them, that browsers show and that are served."""


MAX_PIXELS = 89_000_000
"""A picture of more is a mistake or an attack, and is not shown; Pillow warns a little above."""

_VERSION_DIGITS = 12

SIZE_SUFFIX = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w+$)")
"""What WordPress adds to the names of the sizes it makes."""


@dataclass(frozen=True, slots=True)
class Image:
    """The picture a photo shows.

    Attributes:
        src: The address as the post writes it.
        state: Whether its file can be shown.
        file: Archive-relative POSIX path of the file; None when remote or missing.
        width: Pixels; None when unknown.
        height: Pixels; None when unknown.
        type: Media type, such as ``image/jpeg``; None when unknown.
        digest: Hex digest of the file's content, by which copies are known; None when unknown.
    """

    src: str
    state: ImageState
    file: str | None = None
    width: int | None = None
    height: int | None = None
    type: str | None = None
    digest: str | None = None

    @property
    def shown(self) -> bool:
        """True if it can be shown: its file is there and a picture of known format and size."""
        is_picture = self.state is ImageState.PRESENT and self.width is not None
        return is_picture and not is_too_large(self)

    @property
    def name(self) -> str:
        """Name of the file, as the address gives it."""
        return unquote(self.src.partition("?")[0].rstrip("/").rpartition("/")[2])

    @property
    def version(self) -> str | None:
        """Changes with the content of the file; None when that is unknown."""
        return self.digest[:_VERSION_DIGITS] if self.digest else None

    @property
    def key(self) -> str:
        """The same for two addresses of one picture.

        Files with the same content are one picture, and so are the sizes that WordPress makes of
        one (``pier-300x210.jpg``).
        """
        if self.digest:
            return self.digest
        place = self.file or unquote(self.src.partition("?")[0]).removeprefix(
            "https:"
        ).removeprefix("http:")
        return SIZE_SUFFIX.sub("", place)


def is_too_large(image: Image) -> bool:
    """True for a picture of more pixels than are shown."""
    return (image.width or 0) * (image.height or 0) > MAX_PIXELS


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a caption.

    Attributes:
        text: The sentence.
        shared: True if the story's body, or the differing caption of another of its photos, has
            the same sentence, so that it tells of the story rather than of this picture.
    """

    text: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands under a picture.

    Attributes:
        text: The whole caption with its credit line, whitespace folded.
        sentences: The caption without its credit line, sentence by sentence.
    """

    text: str = ""
    sentences: tuple[Sentence, ...] = ()

    @property
    def own(self) -> str:
        """The sentences that tell of this picture only."""
        return " ".join(s.text for s in self.sentences if not s.shared)

    @property
    def shared(self) -> str:
        """The sentences it shares with the body or with its neighbours."""
        return " ".join(s.text for s in self.sentences if s.shared)


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit line.

    Attributes:
        raw: The credit as printed.
        photographers: Names of persons, in order.
        agency: The organisation whose picture it is.
        via: The organisation that distributed it.
    """

    raw: str
    photographers: tuple[str, ...] = ()
    agency: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture was taken, such as "Nur-Sultan, Kazakhstan"."""

    name: str
    source: Source = Source.CAPTION


@dataclass(frozen=True, slots=True)
class Photo:
    """One captioned (or uncaptioned) picture in a story.

    Attributes:
        id: Stable: story id, ``--``, image stem, ``-``, occurrence of that stem in the story.
        story_id: The story it stands in.
        image: The picture.
        position: Paragraphs of the story that end before it.
        alt: Alternative text of the image.
        title: What its ``title`` says, where that is neither alternative text nor caption.
        caption: Its caption; empty text if it has none.
        credits: Credit lines in order.
        taken: When it was taken, if the caption tells.
        place: Where it was taken, if the caption tells.
        method: Drone or aerial, if the caption tells.
        status: Pool, handout ..., if the credit tells.
        rights: Rights wording as printed; empty if there is none.
        evidence: Fact (``taken``, ``place``, ``photographer`` ...) -> the words of the caption it
            was read from.
        line: 1-based line of the post's file on which it stands; None if that cannot be told.
    """

    id: str
    story_id: str
    image: Image
    position: int = 0
    alt: str = ""
    title: str = ""
    caption: Caption = Caption()
    credits: tuple[Credit, ...] = ()
    taken: ArchiveDate = UNDATED
    place: Place | None = None
    method: Method | None = None
    status: Status | None = None
    rights: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None

    @property
    def photographers(self) -> tuple[str, ...]:
        """Names of all its credit lines, each once."""
        return tuple(dict.fromkeys(n for credit in self.credits for n in credit.photographers))

    @property
    def agencies(self) -> tuple[str, ...]:
        """Agencies of all its credit lines, each once."""
        return tuple(dict.fromkeys(c.agency for c in self.credits if c.agency))

    @property
    def distributors(self) -> tuple[str, ...]:
        """Who distributed it, by all its credit lines, each once."""
        return tuple(dict.fromkeys(c.via for c in self.credits if c.via))


class TextLink(NamedTuple):
    """A link in a paragraph.

    Attributes:
        paragraph: The paragraph it stands in, from 0.
        start: First of its characters.
        end: The character after its last.
        address: Where it leads: by ``http``, ``https`` or ``mailto``; root-relative on the same
            site where that site's own address is not known; or ``post:NAME``.
    """

    paragraph: int
    start: int
    end: int
    address: str


class TableRow(NamedTuple):
    """The cells of a paragraph that is a row of a table.

    Attributes:
        paragraph: The paragraph, from 0.
        starts: Where each of its cells begins in the text; an empty one where the next does.
        is_head: True if all of them are headings.
    """

    paragraph: int
    starts: tuple[int, ...]
    is_head: bool


@dataclass(frozen=True, slots=True)
class Story:
    """A post as readers know it.

    Attributes:
        id: Stable: the slug of the path without suffix, a hash appended where two paths collide.
        path: Archive-relative POSIX path of the post.
        title: Plain text.
        date: When it was published.
        authors: Names in order.
        categories: In order, without repeats.
        tags: In order, without repeats.
        keywords: In order, without repeats.
        description: Plain text; empty if there is none.
        lang: BCP 47 tag, lower case primary language first, such as ``en`` or ``zh-CN``.
        paragraphs: The body as plain text, captions left out; code keeps its lines.
        shapes: What each paragraph is, a letter of :class:`Shape` each.
        text_links: Links in the paragraphs, in order; those in code are left out.
        rows: Cells of paragraphs that are rows of tables with several columns.
        photos: In order of appearance.
        rights: Licence or copyright wording as stated; empty if there is none.
        public_url: Where the public site shows it: absolute if the site's address is known,
            else root-relative; None for an undated story.
        links: Pages of the same site that it links to, as normal paths, in order.
        sources: Field -> where it was found, for fields with a value.
        extra: Front matter that no field above holds, as JSON values.
    """

    id: str
    path: str
    title: str
    date: ArchiveDate = UNDATED
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    description: str = ""
    lang: str = "en"
    paragraphs: tuple[str, ...] = ()
    shapes: str = ""
    text_links: tuple[TextLink, ...] = ()
    rows: tuple[TableRow, ...] = ()
    photos: tuple[Photo, ...] = ()
    rights: str = ""
    public_url: str | None = None
    links: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    extra: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the archive that could not be read as meant.

    Attributes:
        path: Archive-relative POSIX path.
        line: 1-based line in the file; None if it concerns the whole file.
        reason: What is wrong, in one plain sentence.
        hint: What to do about it.
        severity: ``error`` if the post was lost, ``warning`` if only a part of it.
        kind: What it is about.
    """

    path: str
    line: int | None
    reason: str
    hint: str
    severity: Severity = Severity.WARNING
    kind: ProblemKind = ProblemKind.UNREADABLE
