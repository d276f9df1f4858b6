"""Names of the people whom posts give by a short name ("author: ada")."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

import yaml

from indexer.archive.files import read_inside
from indexer.archive.front_matter import split_front_matter
from indexer.archive.values import UnreadableError, parse_values
from indexer.model import JSON

_FILES = ("authors", "people", "contributors")
_SUFFIXES = (".yml", ".yaml", ".json")
PEOPLE = ("authors", "people", "contributors", "team")
"""Collections whose pages are about people; their names are used, they are no stories."""

_NAMES = ("full_name", "display_name", "name", "title")
_MAX_FILES = 2_000
_MAX_BYTES = 64 * 1024


def read_people(
    archive: Path, content: Path, collections: Path, configured: JSON
) -> dict[str, str]:
    """Reads full names by short name.

    Args:
        archive: The archive; links that leave it are not followed.
        content: Folder of the site's content, below whose ``_data`` a file may list people.
        collections: Folder below which a collection may have a page for each.
        configured: ``authors`` of the configuration.

    Returns:
        Short name -> full name; where several places know one, the first of collections, data
        and configuration counts.
    """
    names = _names(configured)
    for file in _FILES:
        for suffix in _SUFFIXES:
            path = content / "_data" / f"{file}{suffix}"
            text = read_inside(archive, path, _MAX_BYTES)
            if text is not None:
                with contextlib.suppress(UnreadableError):
                    names |= _names(dict(parse_values(text, toml=False)))
    for collection in PEOPLE:
        for path in sorted((collections / f"_{collection}").glob("*.*"))[:_MAX_FILES]:
            text = read_inside(archive, path, _MAX_BYTES)
            if text is not None:
                with contextlib.suppress(yaml.YAMLError):
                    names |= _of_page(path.stem, text)
    return names


def _of_page(stem: str, text: str) -> dict[str, str]:
    metadata = split_front_matter(text).metadata
    name = _name(dict(metadata.values)) if metadata else ""
    if not name or not metadata:
        return {}
    short = metadata.values.get("short_name")
    return dict.fromkeys((stem, *([short] if isinstance(short, str) else [])), name)


def _names(people: JSON) -> dict[str, str]:
    if not isinstance(people, dict):
        return {}
    return {short: name for short, person in people.items() if (name := _name(person))}


def _name(person: JSON) -> str:
    if not isinstance(person, Mapping):
        return ""
    given = (person.get(key) for key in _NAMES)
    return next((name.strip() for name in given if isinstance(name, str) and name.strip()), "")
