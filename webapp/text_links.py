"""Where a story links to: stories of this archive to their pages here, all else as it is."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import url_for

from indexer.links import LinkGraph
from indexer.model import Story
from indexer.page_paths import POST_SCHEME, external_url, host_of


def followed_url(links: LinkGraph, story: Story, address: str) -> str | None:
    """Where a link in the text of a story leads; None if nowhere that is known or safe.

    Args:
        links: The links between the stories of the archive.
        story: The story.
        address: Of the link, as the index keeps it.
    """
    if address.startswith(POST_SCHEME):
        target = links.resolve(address)
    elif _host(address) in {"", _host(story.public_url or "")}:
        target = links.resolve_url(address)
    else:
        target = None
    if target == story.id:
        return None
    if target:
        return url_for("stories.story", story_id=target)
    return address if _is_mail(address) else external_url(address)


def _host(address: str) -> str:
    try:
        return host_of(address)
    except ValueError:
        return "?"  # of no site


def _is_mail(address: str) -> bool:
    try:
        return urlsplit(address).scheme == "mailto"
    except ValueError:
        return False
