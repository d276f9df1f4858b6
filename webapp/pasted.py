"""What readers paste to name a story: an address of it, its path in the archive, or its id."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from indexer.engine.base import Engine
from indexer.page_paths import POST_SCHEME, is_same_site
from webapp.gone import was_removed_from

_OWN_PAGE = "/story/"


def story_id_of(engine: Engine, pasted: str) -> str | None:
    """The id of the story that is meant; None if there is none.

    Args:
        engine: Knows the stories.
        pasted: A story's id, the address of its page here or on the public site (also a former
            one), or the path of its file in the archive.
    """
    pasted = pasted.strip()
    if not pasted:
        return None
    for candidate in (pasted, _on_own_page(pasted)):
        if candidate and engine.story(candidate):
            return candidate
    links = engine.links()
    story_id = links.resolve_url(pasted)
    if story_id is not None:
        story = engine.story(story_id)
        if story is not None and is_same_site(pasted, story.public_url or ""):
            return story_id
    return None if "://" in pasted else links.resolve(f"{POST_SCHEME}{pasted}")


def is_gone(engine: Engine, pasted: str) -> bool:
    """True if what was pasted names a story that is no longer in the index."""
    pasted = pasted.strip()
    named = (pasted, _on_own_page(pasted))
    return any(map(engine.was_removed, named)) or was_removed_from(engine, pasted)


def _on_own_page(address: str) -> str:
    """The id in the address of a story's page on this site; empty if it is none."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return unquote(path.rpartition(_OWN_PAGE)[2]) if _OWN_PAGE in path else ""
