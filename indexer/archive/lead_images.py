"""Images that the front matter names, however a theme calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from indexer.archive.figure_html import CAPTION_NAMES, CREDIT_NAMES, is_image_file, with_credit
from indexer.archive.figures import Figure
from indexer.archive.markdown import inline_text
from indexer.archive.metadata import to_text
from indexer.model import JSON

_IMAGE_WORD = (
    r"(?:images?|img|photos?|pictures?|pics?|cover|hero|banner|gallery|galleries|slides?|"
    r"slideshow|carousel)"
)
_KEY = re.compile(rf"(?:^|[_-])(?:{_IMAGE_WORD}\d*|feature)(?:$|[_-])", re.IGNORECASE)
_SMALL = re.compile(
    r"thumb|teaser|(?:^|[_-])(?:og|twitter|share|icon|logo|avatar)(?:$|[_-])", re.IGNORECASE
)
_ENTRY_KEYS = ("image_path", "path", "src", "url", "file", "filename", "name", "link")
_MAX_FIGURES = 1_000


def lead_figures(values: Mapping[str, JSON]) -> tuple[Figure, ...]:
    """The images of a post's front matter, in its order; each address once.

    Every key with a word for an image in it counts, at any depth, if its value is a file of an
    image. Small copies (``thumbnail``, ``teaser``, ``og_image``) count where there is no other.
    """
    found = list(_figures(values))
    large = [figure for small, figure in found if not small]
    figures = large or [figure for _, figure in found]
    by_src: dict[str, Figure] = {}
    for figure in figures[:_MAX_FIGURES]:
        by_src.setdefault(figure.src, figure)
    return tuple(by_src.values())


def _figures(values: Mapping[str, JSON], *, inside: bool = False) -> Iterator[tuple[bool, Figure]]:
    """Yields images, and whether each is a small copy."""
    for key, value in values.items():
        names_image, is_small = _kind_of_key(key)
        if names_image:
            yield from ((is_small, figure) for figure in _of_value(key, value, values))
        elif isinstance(value, dict) and not inside:
            yield from _figures(value, inside=True)


@lru_cache(maxsize=1024)
def _kind_of_key(key: str) -> tuple[bool, bool]:
    """Whether a key names an image, and whether that is a small copy; posts share their keys."""
    is_small = _SMALL.search(key) is not None
    names_image = _KEY.search(key) is not None or (is_small and "thumb" in key.lower())
    return names_image, is_small


def _of_value(key: str, value: JSON, beside: Mapping[str, JSON]) -> Iterator[Figure]:
    if isinstance(value, str) and _is_image(value):
        yield Figure(
            value.strip(),
            _beside(key, ("alt",), beside),
            with_credit(_beside(key, CAPTION_NAMES, beside), _beside(key, CREDIT_NAMES, beside)),
        )
    elif isinstance(value, list):
        for entry in value:
            yield from _of_value(key, entry, {})
    elif isinstance(value, dict):
        yield from _of_mapping(value, beside)


def _of_mapping(entry: Mapping[str, JSON], beside: Mapping[str, JSON]) -> Iterator[Figure]:
    lowered = {key.lower(): value for key, value in entry.items()}
    keys = [*_ENTRY_KEYS, *(key for key in lowered if _KEY.search(key) and not _SMALL.search(key))]
    src = next((text for key in keys if _is_image(text := _plain(lowered.get(key)))), "")
    if src:
        caption = _first(lowered, CAPTION_NAMES) or _first(beside, ("image_caption", "caption"))
        yield Figure(
            src,
            _first(lowered, ("alt",)),
            with_credit(caption, _first(lowered, CREDIT_NAMES)),
            _first(lowered, ("title",)),
        )
    for value in lowered.values():
        if isinstance(value, list):
            yield from _of_value("", value, {})


def _plain(value: JSON) -> str:
    return value.strip() if isinstance(value, str) else ""


def _is_image(value: str) -> bool:
    return is_image_file(value) and "\n" not in value


def _beside(key: str, names: Sequence[str], values: Mapping[str, JSON]) -> str:
    """What stands beside an image's key: ``image_caption``, ``image-alt``, ``caption``."""
    lowered = {name.lower().replace("-", "_"): value for name, value in values.items()}
    stem = key.lower().replace("-", "_")
    # "description" alone is the story's.
    alone = [name for name in names if name not in {"description", "text", "copyright"}]
    return _first(lowered, [f"{stem}_{name}" for name in names]) or _first(
        lowered, [*(f"image_{name}" for name in names), *alone]
    )


def _first(values: Mapping[str, JSON], names: Sequence[str]) -> str:
    return next((text for name in names if (text := _line(values.get(name)))), "")


def _line(value: JSON) -> str:
    return inline_text(to_text(value))
