"""A file of an archive becomes a story, is left out for a reason, or is a problem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from indexer.archive.body import Body, TooManyTagsError, read_body
from indexer.archive.captions import mark_shared, parse_caption
from indexer.archive.dates import WrittenDate, read_date, read_name_date
from indexer.archive.discover import DATED_NAME, DRAFTS_FOLDER, POSTS_FOLDER, Found
from indexer.archive.figures import Figure
from indexer.archive.images import ImageResolver
from indexer.archive.language import language_of
from indexer.archive.markup import to_html
from indexer.archive.metadata import Metadata, read_metadata, to_text
from indexer.archive.permalink import PermalinkParts, public_path
from indexer.archive.post import Post, PostError, has_front_matter, is_markdown, read_post
from indexer.archive.site import Site
from indexer.archive.slugs import slugify
from indexer.engine.records import Outcome
from indexer.model import (
    JSON,
    UNDATED,
    ArchiveDate,
    Photo,
    Problem,
    Severity,
    Source,
    Story,
)

_IMAGE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d-\d\d-\d\d)(?!\d)")
_IMAGE_KEYS = ("image", "image_feature", "feature_image", "featured_image", "thumbnail", "cover")
_IMAGE_CAPTION_KEYS = ("image_caption", "image_figcaption", "caption")


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading a post needs beside the post. Sent to every worker once.

    Attributes:
        archive: Absolute path of the archive.
        image_root: A folder outside the archive that holds images too.
        site: The site's configuration.
        today: Day on which the build runs; later posts are not published yet.
        future: True to take posts dated in the future.
        unpublished: True to take posts with ``published: false``, and drafts.
    """

    archive: Path
    image_root: Path | None
    site: Site
    today: date
    future: bool
    unpublished: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a file.

    Attributes:
        outcome: Story, excluded or failed.
        story: The story, if it became one.
        reason: Why it did not.
        publishes_on: Day from which a post dated in the future is published.
        images: Stamps of the image files looked at.
        problems: What could not be read as meant.
    """

    outcome: Outcome
    story: Story | None = None
    reason: str = ""
    publishes_on: date | None = None
    images: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_story(reader: Reader, found: Found, content: bytes) -> Reading:
    """Reads one file. Never raises for what the file holds."""
    reason = _why_no_post(reader, found, content)
    if reason:
        return Reading(Outcome.EXCLUDED, reason=reason)
    try:
        post = read_post(found.path, content)
        values: dict[str, JSON] = reader.site.front_matter_defaults(found.path)
        values |= post.metadata.values if post.metadata else {}
        metadata = read_metadata(values)
        if not metadata.published and not reader.unpublished:
            return Reading(Outcome.EXCLUDED, reason="published: false", problems=post.problems)
        return _Assembly(reader, found, post, metadata).read()
    except PostError as error:
        return failed(error.problem)
    except (TooManyTagsError, RecursionError) as error:
        reason = str(error) if isinstance(error, TooManyTagsError) else "it is nested too deeply"
        return failed(
            Problem(
                found.path,
                None,
                f"The body cannot be read: {reason}.",
                "Simplify its mark-up.",
                Severity.ERROR,
            )
        )


def failed(problem: Problem) -> Reading:
    """The reading of a file that could not be read."""
    return Reading(Outcome.FAILED, reason=problem.reason, problems=(problem,))


def _why_no_post(reader: Reader, found: Found, content: bytes) -> str:
    """Why a file is left out unread; empty if it is read."""
    name = PurePosixPath(found.path).name
    if found.draft and not reader.unpublished:
        return "draft"
    # Names that Jekyll leaves out too, and those that editors give their copies.
    if name.startswith(("#", "~", "_")) or name.endswith(("~", ".bak", ".orig", ".swp")):
        return "named as a backup or a hidden file"
    if not has_front_matter(content) and not DATED_NAME.fullmatch(name):
        return "neither front matter nor a date in the name"
    return ""


class _Assembly:
    """The steps from one post to its story, which share what they have found."""

    def __init__(self, reader: Reader, found: Found, post: Post, metadata: Metadata) -> None:
        self._reader = reader
        self._found = found
        self._post = post
        self._metadata = metadata
        self._problems = list(post.problems)
        self._name = DATED_NAME.fullmatch(self._path.stem)
        self._slug = self._name["slug"] if self._name else self._path.stem
        site = reader.site
        self._images = ImageResolver(reader.archive, reader.image_root, site.url, site.baseurl)

    @property
    def _path(self) -> PurePosixPath:
        return PurePosixPath(self._found.path)

    def read(self) -> Reading:
        html = to_html(
            self._post.body,
            markdown=is_markdown(self._found.path),
            variables=self._variables(),
        )
        body = read_body(html)
        figures = _merge_figures(_lead_figures(self._metadata), body.figures)
        written = self._date(figures)
        day = written.date if written else UNDATED
        if self._is_future(day):
            return Reading(
                Outcome.EXCLUDED,
                reason="dated in the future",
                publishes_on=day.earliest,
                problems=tuple(self._problems),
            )
        story = self._story(body, figures, written)
        for file in self._images.unreadable:
            self._warn(f"“{file}” is no picture that can be shown.", "Replace the file.")
        return Reading(
            Outcome.STORY,
            story,
            images=self._images.stamps,
            problems=tuple(self._problems),
        )

    def _variables(self) -> dict[str, JSON]:
        values = self._post.metadata.values if self._post.metadata else {}
        return {
            **{f"site.{name}": value for name, value in self._reader.site.variables.items()},
            **{f"page.{name}": value for name, value in values.items()},
        }

    def _story(self, body: Body, figures: Sequence[Figure], written: WrittenDate | None) -> Story:
        metadata, site = self._metadata, self._reader.site
        title = metadata.title or _title_of(self._slug) or self._path.stem
        text = "\n".join((title, *body.paragraphs))
        day = written.date if written else UNDATED
        categories = tuple(dict.fromkeys((*self._folders(), *metadata.categories)))
        return Story(
            id=self._found.story_id,
            path=self._found.path,
            title=title,
            date=day,
            authors=metadata.authors,
            categories=categories,
            tags=metadata.tags,
            keywords=metadata.keywords,
            description=metadata.description,
            lang=language_of(metadata.lang, self._found.path, site.lang, text),
            paragraphs=body.paragraphs,
            photos=self._photos(figures, body.paragraphs, day),
            rights=metadata.rights,
            public_url=self._public_url(written, categories),
            extra=metadata.extra,
        )

    def _date(self, figures: Sequence[Figure]) -> WrittenDate | None:
        """The date of the front matter, else of the file name, else of the image names."""
        stated = (
            read_date(self._metadata.date, Source.FRONT_MATTER) if self._metadata.date else None
        )
        if self._metadata.date and (stated is None or not stated.possible):
            wrong = "is not understood" if stated is None else "does not exist"
            self._warn(
                f"The date “{self._metadata.date}” {wrong}; another source is used.",
                "Write it as YYYY-MM-DD HH:MM:SS +0000.",
            )
        named = read_name_date(self._name["date"]) if self._name else None
        if named is not None and not named.possible:
            self._warn(f"The date “{named.date.raw}” of its name does not exist.", "Rename it.")
        candidates = [written for written in (stated, named) if written is not None]
        exact = [written for written in candidates if written.possible]
        if candidates:
            return (exact or candidates)[0]
        return _date_of_images(figures)

    def _is_future(self, day: ArchiveDate) -> bool:
        if self._reader.future or self._reader.site.show_future or day.earliest is None:
            return False
        return day.earliest > self._reader.today

    def _folders(self) -> tuple[str, ...]:
        """Categories from the folders above ``_posts``, as Jekyll takes them."""
        parts = self._path.parts
        for special in (POSTS_FOLDER, DRAFTS_FOLDER):
            if special in parts:
                return parts[: parts.index(special)]
        return ()

    def _public_url(self, written: WrittenDate | None, categories: Sequence[str]) -> str | None:
        if written is None:
            return None
        site = self._reader.site
        local = written.local
        if written.moment is not None:
            try:
                local = written.moment.astimezone(site.zone).replace(tzinfo=None)
            except OverflowError:
                local = written.local
        suffix = self._path.suffix
        plain = not is_markdown(self._found.path) or suffix.lower() in _MARKDOWN_SUFFIXES
        parts = PermalinkParts(
            local=local,
            name=self._slug,
            file_name=self._path.stem,
            slug=self._metadata.slug,
            categories=tuple(categories),
            output_ext=".html" if plain else suffix,
        )
        return (
            site.url + site.baseurl + public_path(self._metadata.permalink or site.permalink, parts)
        )

    def _photos(
        self, figures: Sequence[Figure], paragraphs: Sequence[str], day: ArchiveDate
    ) -> tuple[Photo, ...]:
        parsed = [parse_caption(figure.caption, day.earliest) for figure in figures]
        captions = mark_shared(parsed, paragraphs)
        occurrences: dict[str, int] = {}
        photos = []
        for figure, facts, caption in zip(figures, parsed, captions, strict=True):
            stem = slugify(PurePosixPath(figure.src.split("?")[0]).stem) or "image"
            occurrences[stem] = occurrences.get(stem, 0) + 1
            photos.append(
                Photo(
                    id=f"{self._found.story_id}--{stem}-{occurrences[stem]}",
                    story_id=self._found.story_id,
                    image=self._images.resolve(figure.src, self._found.path),
                    alt=figure.alt,
                    caption=caption,
                    credits=facts.credits,
                    taken=facts.taken,
                    place=facts.place,
                    method=facts.method,
                    status=facts.status,
                    rights=facts.rights,
                )
            )
        return tuple(photos)

    def _warn(self, reason: str, hint: str) -> None:
        self._problems.append(Problem(self._found.path, None, reason, hint))


_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown"})


def _title_of(slug: str) -> str:
    """A title from a file name, as Jekyll makes one."""
    return " ".join(word.capitalize() for word in re.split(r"[-_\s]+", slug) if word) or slug


def _date_of_images(figures: Sequence[Figure]) -> WrittenDate | None:
    """The date in the names of the images, if they agree."""
    found = {
        match[1]
        for figure in figures
        if (match := _IMAGE_DATE.search(PurePosixPath(figure.src.split("?")[0]).name))
    }
    if len(found) != 1:
        return None
    raw = found.pop()
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        return None
    local = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
    return WrittenDate(ArchiveDate.on_day(day, Source.IMAGE_NAMES, raw), None, local, possible=True)


def _lead_figures(metadata: Metadata) -> tuple[Figure, ...]:
    """Images that the front matter names."""
    values = {key.lower(): value for key, value in metadata.extra.items()} | {
        "image": metadata.image
    }
    caption = next((text for key in _IMAGE_CAPTION_KEYS if (text := to_text(values.get(key)))), "")
    figures = []
    for key in _IMAGE_KEYS:
        value = values.get(key)
        for entry in value if isinstance(value, list) else [value]:
            figure = _lead_figure(entry, caption)
            if figure is not None:
                figures.append(figure)
    return tuple(figures)


def _lead_figure(entry: JSON, caption: str) -> Figure | None:
    if isinstance(entry, str) and entry.strip():
        return Figure(entry.strip(), "", caption)
    if not isinstance(entry, dict):
        return None
    names = ("path", "src", "url", "file", "feature")
    src = next((text for name in names if (text := to_text(entry.get(name)))), "")
    if not src:
        return None
    return Figure(src, to_text(entry.get("alt")), to_text(entry.get("caption")) or caption)


def _merge_figures(lead: Sequence[Figure], body: Sequence[Figure]) -> tuple[Figure, ...]:
    """Lead images first, unless the body shows the same one."""
    shown = {figure.src for figure in body}
    return (*(figure for figure in dict.fromkeys(lead) if figure.src not in shown), *body)
