"""Names of the people whom posts give by a short name ("author: ada")."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

import yaml

from indexer.archive.front_matter import split_front_matter
from indexer.archive.values import UnreadableError, read_values
from indexer.model import JSON

_FILES = ("authors", "people", "contributors")
_SUFFIXES = (".yml", ".yaml", ".json")
PEOPLE = ("authors", "people", "contributors", "team")
"""Collections whose pages are about people; their names are used, they are no stories."""

_NAMES = ("name", "display_name", "full_name", "title")
_MAX_FILES = 2_000
_MAX_BYTES = 64 * 1024


def read_people(content: Path, collections: Path, configured: JSON) -> dict[str, str]:
    """Reads full names by short name.

    Args:
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
            if path.is_file():
                with contextlib.suppress(UnreadableError):
                    names |= _names(dict(read_values(path)))
    for collection in PEOPLE:
        for path in sorted((collections / f"_{collection}").glob("*.*"))[:_MAX_FILES]:
            with contextlib.suppress(OSError, UnicodeDecodeError, yaml.YAMLError):
                if path.stat().st_size <= _MAX_BYTES:
                    names |= _of_page(path)
    return names


def _of_page(path: Path) -> dict[str, str]:
    metadata = split_front_matter(path.read_text(encoding="utf-8-sig")).metadata
    name = _name(dict(metadata.values)) if metadata else ""
    if not name or not metadata:
        return {}
    short = metadata.values.get("short_name")
    return dict.fromkeys((path.stem, *([short] if isinstance(short, str) else [])), name)


def _names(people: JSON) -> dict[str, str]:
    if not isinstance(people, dict):
        return {}
    return {short: name for short, person in people.items() if (name := _name(person))}


def _name(person: JSON) -> str:
    if not isinstance(person, Mapping):
        return ""
    given = (person.get(key) for key in _NAMES)
    return next((name.strip() for name in given if isinstance(name, str) and name.strip()), "")
