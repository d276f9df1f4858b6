"""A file of an archive becomes a story, is left out for a reason, or is a problem."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from indexer.archive.addresses import FileName, internal_links, own_paths, public_url, text_links
from indexer.archive.body import Body, read_body
from indexer.archive.dates import WrittenDate
from indexer.archive.dating import date_story
from indexer.archive.discover import (
    DATED_NAME,
    DRAFTS_FOLDER,
    POSTS_FOLDER,
    Found,
    is_for_machines,
    is_media,
)
from indexer.archive.figures import Figure
from indexer.archive.images import ImageResolver
from indexer.archive.language import Language, language_of
from indexer.archive.lead_images import lead_figures
from indexer.archive.limits import BeyondLimitError
from indexer.archive.markup import to_html
from indexer.archive.metadata import Metadata, read_metadata
from indexer.archive.people import PEOPLE
from indexer.archive.photos import merge_figures, read_photos
from indexer.archive.post import (
    Post,
    PostError,
    has_front_matter,
    is_markdown,
    read_post,
    without_data,
)
from indexer.archive.reading import Reader, Reading, failed
from indexer.archive.site import POSTS, Site
from indexer.archive.slugs import name_of, stem_of
from indexer.archive.source_lines import SourceLines
from indexer.engine.records import Outcome
from indexer.model import JSON, UNDATED, Photo, Problem, ProblemKind, Severity, Source, Story
from indexer.texts import message


def read_story(reader: Reader, found: Found, content: bytes) -> Reading:
    """Reads one file. Never raises for what the file holds."""
    reason = _why_no_post(reader, found, content)
    if reason:
        return Reading(Outcome.EXCLUDED, reason=reason)
    if len(content) > reader.limits.post_bytes:
        content = without_data(content)
    if len(content) > reader.limits.post_bytes:
        return failed(_too_large(reader, found))
    try:
        post = read_post(found.path, content, reader.site.encoding)
        metadata = read_metadata(
            post.metadata.values if post.metadata else {},
            reader.site.front_matter_defaults(found.path, found.collection),
        )
        if not metadata.published and not reader.unpublished:
            return Reading(
                Outcome.EXCLUDED, reason=message("published: false"), problems=post.problems
            )
        return _Assembly(reader, found, post, metadata).read()
    except PostError as error:
        return failed(error.problem)
    except (BeyondLimitError, RecursionError) as error:
        reason = str(error) if isinstance(error, BeyondLimitError) else "it is nested too deeply"
        return failed(
            Problem(
                found.path,
                None,
                f"The body cannot be read: {reason}.",
                "Simplify its mark-up, or raise the limit in the settings.",
                Severity.ERROR,
            )
        )


def _too_large(reader: Reader, found: Found) -> Problem:
    reason = f"The file is larger than {reader.limits.post_bytes:,} bytes."
    return Problem(found.path, None, reason, "Split the post, or raise the limit.", Severity.ERROR)


def _why_no_post(reader: Reader, found: Found, content: bytes) -> str:
    """Why a file is left out unread; empty if it is read."""
    name = name_of(found.path)
    reason = _why_left_out(reader, found)
    if reason:
        return reason
    # Names that Jekyll leaves out too, and those that editors give their copies.
    if name.startswith(("#", "~", "_")) or name.endswith(("~", ".bak", ".orig", ".swp")):
        return message("named as a backup or a hidden file")
    is_post = has_front_matter(content) or (DATED_NAME.fullmatch(name) and not is_media(name))
    return "" if is_post else message("neither front matter nor a date in the name")


def _why_left_out(reader: Reader, found: Found) -> str:
    """Why the place of a file keeps it from being read."""
    if found.draft and not reader.unpublished:
        return message("draft")
    if reader.site.excludes(found.path):
        return message("excluded by the site's configuration")
    if found.collection != POSTS:
        reason = _why_no_collection(reader.site, found.collection)
        if reason:
            return f"collection {found.collection}, which {reason}"
        if is_for_machines(found.path):
            return message("a style sheet, a script, data or a feed")
    return message("in a folder that the site does not read") if _is_hidden(found.path) else ""


def _is_hidden(path: str) -> bool:
    """True below a folder within the posts whose name Jekyll passes over."""
    folders = path.split("/")[:-1]
    within = [folders.index(name) for name in (POSTS_FOLDER, DRAFTS_FOLDER) if name in folders]
    return bool(within) and any(
        name.startswith((".", "_", "#", "~")) for name in folders[min(within) + 1 :]
    )


def _why_no_collection(site: Site, name: str) -> str:
    if name in PEOPLE:
        return "tells who people are"
    collection = site.collections.get(name)
    return "" if collection and collection.output else "the site does not publish"


class _Assembly:
    """The steps from one post to its story, which share what they have found."""

    def __init__(self, reader: Reader, found: Found, post: Post, metadata: Metadata) -> None:
        self._reader = reader
        self._found = found
        self._post = post
        self._metadata = metadata
        self._problems = list(post.problems)
        stem = stem_of(found.path)
        dated = DATED_NAME.fullmatch(stem)
        slug, written = (dated["slug"] or stem, dated["date"]) if dated else (stem, "")
        self._name = FileName(stem, slug, written)
        self._folders = _folders_of(reader.site.inside(found.path))
        self._categories = tuple(dict.fromkeys((*self._folders, *metadata.categories)))

    def read(self) -> Reading:
        """Reads the body, then the date, then all the rest."""
        values = self._post.metadata.values if self._post.metadata else {}
        html = to_html(
            self._post.body,
            markdown=is_markdown(self._found.path),
            variables=_variables(self._reader.site, values),
            includes=self._reader.site.includes,
            most=self._reader.limits.post_bytes,
        )
        for line in html.lines_without_image:
            self._warn(
                ProblemKind.IMAGE,
                "A [caption] holds no image; its text was kept.",
                "Add the image, or remove the shortcode.",
                self._post.body_line + line,
            )
        body = read_body(html.text, self._reader.limits)
        figures = self._figures(lead_figures(values), body.figures)
        dating = date_story(self._metadata.date, self._name.written_date, figures)
        for reason, hint in dating.complaints:
            self._warn(ProblemKind.DATE, reason, hint, self._post.line_of("date"))
        day = dating.written.date if dating.written else UNDATED
        if self._is_future(day.earliest):
            return Reading(
                Outcome.EXCLUDED,
                reason=message("dated in the future"),
                publishes_on=day.earliest,
                problems=tuple(self._problems),
            )
        site = self._reader.site
        address = public_url(
            site, self._found, self._name, self._metadata, dating.written, self._categories
        )
        reader = self._reader
        images = ImageResolver(reader.archive, reader.image_root, site, address, reader.image_files)
        photos = read_photos(figures, body.paragraphs, self._found, day.earliest, images)
        for reason, hint in images.complaints():
            self._warn(ProblemKind.IMAGE, reason, hint)
        return Reading(
            Outcome.STORY,
            self._story(body, photos, dating.written, address),
            addresses=own_paths(site, address, self._metadata.redirects),
            images=images.stamps,
            problems=tuple(self._problems),
        )

    def _figures(self, lead: Sequence[Figure], body: Sequence[Figure]) -> tuple[Figure, ...]:
        """The images of front matter and body, with their lines."""
        lines = SourceLines(self._post.head + self._post.body)
        return merge_figures(lines.number(lead, 0), lines.number(body, len(self._post.head)))

    def _story(
        self,
        body: Body,
        photos: tuple[Photo, ...],
        written: WrittenDate | None,
        address: str | None,
    ) -> Story:
        metadata, site, found = self._metadata, self._reader.site, self._found
        title = metadata.title or _title_of(self._name.slug) or self._name.stem
        language = self._language("\n".join((title, *body.paragraphs)))
        sources = dict(metadata.sources) | {"lang": language.source}
        sources.setdefault("title", Source.FILE_NAME)
        if self._folders:
            sources.setdefault("categories", Source.FOLDER)
        return Story(
            id=found.story_id,
            path=found.path,
            title=title,
            date=written.date if written else UNDATED,
            authors=tuple(site.authors.get(author, author) for author in metadata.authors),
            categories=self._categories,
            tags=metadata.tags,
            keywords=metadata.keywords,
            description=metadata.description,
            lang=language.tag,
            paragraphs=body.paragraphs,
            shapes=body.shapes,
            text_links=text_links(site, address, body.text_links),
            rows=body.rows,
            photos=photos,
            rights=metadata.rights,
            public_url=address,
            links=internal_links(site, address, body.links),
            sources={name: sources[name] for name in _SOURCED if name in sources},
            extra=metadata.extra,
        )

    def _language(self, text: str) -> Language:
        stated = None
        if self._reader.lang:
            stated = Language(self._reader.lang, Source.SETTING)
        elif self._metadata.lang:
            stated = Language(self._metadata.lang, self._metadata.sources["lang"])
        return language_of(stated, self._found.path, self._reader.site.lang, text)

    def _is_future(self, day: date | None) -> bool:
        if self._reader.future or self._reader.site.show_future or day is None:
            return False
        return day > self._reader.today

    def _warn(self, kind: ProblemKind, reason: str, hint: str, line: int | None = None) -> None:
        self._problems.append(Problem(self._found.path, line, reason, hint, kind=kind))


_SOURCED = (
    "title", "authors", "categories", "tags", "keywords", "description", "lang", "rights",
)  # fmt: skip
"""Fields whose source a story tells; its date tells its own."""


def _folders_of(path: str) -> tuple[str, ...]:
    """Categories from the folders above ``_posts``, as Jekyll takes them."""
    parts = path.split("/")
    for special in (POSTS_FOLDER, DRAFTS_FOLDER):
        if special in parts:
            folders = parts[: parts.index(special)]
            return tuple(name for name in folders if not name.startswith("_"))
    return ()


def _variables(site: Site, values: Mapping[str, JSON]) -> dict[str, JSON]:
    return {
        **{f"site.{name}": value for name, value in site.variables.items()},
        **{f"page.{name}": value for name, value in values.items()},
    }


def _title_of(slug: str) -> str:
    """A title from a file name, as Jekyll makes one."""
    return " ".join(word.capitalize() for word in re.split(r"[-_\s]+", slug) if word) or slug
