"""Addresses typed instead of words: of a story, of a photo, or of an image's file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import numpy as np

from indexer.engine.request import Kind, Scope, SearchRequest
from indexer.engine.whoosh.executor import Evaluation
from indexer.engine.whoosh.opened import Opened
from indexer.engine.whoosh.segments.arrays import Mask
from indexer.engine.whoosh.time_limit import MAX_SECONDS, TimeLimit
from indexer.model import SIZE_SUFFIX, Image
from indexer.query.nodes import Any, InField, Node, Phrase, Words
from indexer.query.parser import ParsedQuery
from indexer.texts import gettext

MAX_READ = 300
"""Photos with a file of that name that are looked at one by one."""

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_OWN_PAGE = re.compile(r"/(story|photo|img)/([^/]+)$")


def by_address(opened: Opened, request: SearchRequest) -> ParsedQuery | None:
    """The search for what an address stands for; None if none is typed, or for nothing known."""
    typed = request.q.strip()
    if not _ADDRESS.fullmatch(typed):
        return None
    try:
        path = unquote(urlsplit(typed).path)
    except ValueError:
        return None
    if request.kind is Kind.PHOTOS:
        return _photos(opened, typed, path)
    story_id = opened.links.resolve_url(typed)
    if story_id is None:
        return None
    notice = gettext("This is the story that the public site shows at that address.")
    return ParsedQuery((), (InField("id", Words(story_id)),), (notice,))


def _photos(opened: Opened, address: str, path: str) -> ParsedQuery | None:
    own = _OWN_PAGE.search(path)
    if own and own[1] != "story" and opened.snapshot.photo(own[2]):
        notice = gettext("This is the photo of that address.")
        return ParsedQuery((), (InField("id", Words(own[2])),), (notice,))
    story_id = own[2] if own and opened.snapshot.story(own[2]) else None
    story_id = story_id or opened.links.resolve_url(address)
    if story_id is not None:
        notice = gettext("These are the photos of the story at that address.")
        return ParsedQuery((), (InField("story", Words(story_id)),), (notice,))
    name = path.rpartition("/")[2]
    if not re.search(r"\w\.\w+$", name):
        return None
    # The ending may be another for a smaller size, and stands apart from the name then.
    in_file = InField("file", Phrase(_full_size(name).rpartition(".")[0]))
    ids = [InField("id", Words(photo_id)) for photo_id in _with_file(opened, in_file, path)]
    if ids:
        notice = gettext("This is where the archive shows the image of that address.")
        found: Node = ids[0] if len(ids) == 1 else Any(tuple(ids))
        return ParsedQuery((), (found,), (notice,))
    if not any(mask.any() for mask in _matching(opened, in_file)):
        return None
    notice = gettext("The archive shows no image of that address; these have a file of that name.")
    return ParsedQuery((), (in_file,), (notice,))


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
