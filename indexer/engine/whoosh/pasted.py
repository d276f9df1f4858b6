"""What names a story or photo, typed instead of words: an address, a file, an id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

import numpy as np

from indexer.engine.request import Kind, Scope, SearchRequest
from indexer.engine.whoosh.executor import Evaluation
from indexer.engine.whoosh.opened import Opened
from indexer.engine.whoosh.segments.arrays import Mask
from indexer.engine.whoosh.time_limit import MAX_SECONDS, TimeLimit
from indexer.model import SIZE_SUFFIX, Image
from indexer.page_paths import is_same_site, normal_path
from indexer.query.nodes import Any, InField, Node, Phrase, Words
from indexer.query.parser import ParsedQuery
from indexer.texts import gettext

MAX_READ = 300
"""Photos with a file of that name that are looked at one by one."""

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/", re.IGNORECASE)
_FILE = re.compile(r"(?:\S*/\S+|\d{2,4}-\d{1,2}-\d{1,2}-\S+)\.[a-z]{2,8}", re.IGNORECASE)
_OWN_PAGE = re.compile(r"/(story|photo|img)/([^/]+)$")


class _Named(NamedTuple):
    """Stories, and what is said of them, or of their photos."""

    ids: tuple[str, ...]
    notice: str
    photos_notice: str


def by_name(opened: Opened, request: SearchRequest) -> ParsedQuery | None:
    """The search for what is named by an address, file or id; None if nothing known is."""
    typed = request.q.strip()
    if not ("/" in typed or "-" in typed):  # as most queries are
        return None
    if typed.split() != [typed] or not typed.isprintable():
        return None
    try:
        address = _address(typed)
    except ValueError:
        return None
    if request.kind is Kind.STORIES:
        named = _stories(opened, typed, address)
        return _search("id", named.ids, named.notice) if named else None
    return _photos(opened, typed, address)


def _address(typed: str) -> SplitResult | None:
    """What was typed as an address, if it looks like one; like that of a page, or a path alone."""
    if _SCHEME.match(typed) or (typed.startswith("/") and not typed.startswith("//")):
        return urlsplit(typed)
    return urlsplit(f"//{typed}") if _HOST.match(typed) else None


def _search(field: str, values: tuple[str, ...], notice: str) -> ParsedQuery:
    nodes: tuple[Node, ...] = tuple(InField(field, Words(value)) for value in values)
    return ParsedQuery((), nodes if len(nodes) == 1 else (Any(nodes),), (notice,), is_name=True)


def _stories(opened: Opened, typed: str, address: SplitResult | None) -> _Named | None:
    own = _OWN_PAGE.search(unquote(address.path)) if address else None
    story_id = own[2] if own and own[1] == "story" else typed
    if "-" in story_id and opened.snapshot.story(story_id):
        return _Named(
            (story_id,),
            gettext("This is the story with that id."),
            gettext("These are the photos of the story with that id."),
        )
    at_address = _story_at(opened, address) if address else None
    if at_address is not None:
        return _Named(
            (at_address,),
            gettext("This is the story that the public site shows at that address."),
            gettext("These are the photos of the story at that address."),
        )
    in_files = opened.links.in_files(typed) if _FILE.fullmatch(typed) else ()
    if not in_files:
        return None
    return _Named(
        in_files,
        gettext("This is what the file of that name holds."),
        gettext("These are the photos of what the file of that name holds."),
    )


def _story_at(opened: Opened, address: SplitResult) -> str | None:
    """Id of the story at an address; None if there is none."""
    story_id = opened.links.resolve_url(address.geturl())
    if story_id is None or address.scheme:
        return story_id
    # What has no scheme may be something else (/etc/hosts), so nothing of it may be passed over.
    story = opened.snapshot.story(story_id)
    shown = (story.public_url if story else None) or ""
    if not is_same_site(address.geturl(), shown):
        return None
    path = normal_path(address.path)
    return story_id if path == normal_path(urlsplit(shown).path) else opened.links.resolve(path)


def _photos(opened: Opened, typed: str, address: SplitResult | None) -> ParsedQuery | None:
    path = unquote(address.path) if address else ""
    own = _OWN_PAGE.search(path)
    photo_id = own[2] if own and own[1] != "story" else typed
    if "-" in photo_id and opened.snapshot.photo(photo_id):
        return _search("id", (photo_id,), gettext("This is the photo of that address."))
    named = _stories(opened, typed, address)
    if named is not None:
        return _search("story", named.ids, named.photos_notice)
    return _with_image(opened, path) if address and address.scheme else None


def _with_image(opened: Opened, path: str) -> ParsedQuery | None:
    name = path.rpartition("/")[2]
    if not re.search(r"\w\.\w+$", name):
        return None
    # The ending may be another for a smaller size, and stands apart from the name then.
    in_file = InField("file", Phrase(_full_size(name).rpartition(".")[0]))
    ids = tuple(_with_file(opened, in_file, path))
    if ids:
        notice = gettext("This is where the archive shows the image of that address.")
        return _search("id", ids, notice)
    if not any(mask.any() for mask in _matching(opened, in_file)):
        return None
    notice = gettext("The archive shows no image of that address; these have a file of that name.")
    return ParsedQuery((), (in_file,), (notice,), is_name=True)


def _with_file(opened: Opened, in_file: InField, path: str) -> Iterator[str]:
    """Ids of photos whose image is at a path, whatever the host."""
    left = MAX_READ
    for pair, mask in zip(opened.snapshot.pairs, _matching(opened, in_file), strict=True):
        for document in np.flatnonzero(mask).tolist()[:left]:
            _, photo = opened.snapshot.photo_at(pair, document)
            left -= 1
            if _is_at(photo.image, _full_size(path)):
                yield photo.id


def _matching(opened: Opened, node: Node) -> list[Mask]:
    """The photos that match a tree, a mask a segment."""
    query = ParsedQuery((), (node,))
    limit = TimeLimit(MAX_SECONDS)
    evaluation = Evaluation(opened.snapshot, query, Kind.PHOTOS, Scope.CAPTION, limit)
    return [evaluation.matches(node, number) for number in range(len(opened.snapshot.pairs))]


def _is_at(image: Image, path: str) -> bool:
    """True if an image is at a path, or one of both is part of a longer one."""
    source = unquote(image.src.partition("?")[0])
    for shown in (source.partition("://")[2] or source, image.file or ""):
        one = "/" + _full_size(shown).lstrip("/")
        if one != "/" and (one.endswith(path) or path.endswith(one)):
            return True
    return False


def _full_size(path: str) -> str:
    """A path without what is added to the names of smaller sizes."""
    return SIZE_SUFFIX.sub("", path)
