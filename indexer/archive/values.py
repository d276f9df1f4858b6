"""Files of names and values: the configuration, and data such as the authors."""

from __future__ import annotations

import tomllib
from collections import deque
from collections.abc import Mapping
from pathlib import Path

import yaml

from indexer.archive.front_matter import load_yaml
from indexer.archive.yaml_limits import MAX_FRONT_MATTER_BYTES, TooComplexError
from indexer.model import JSON


class UnreadableError(Exception):
    """A file of values cannot be read. Its text is the end of a sentence.

    Attributes:
        line: Where, as far as is known.
    """

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


def read_values(path: Path) -> Mapping[str, JSON]:
    """Reads a file of names and values: TOML by its suffix, else YAML (or JSON, which is YAML).

    Raises:
        UnreadableError: It cannot be read, is too large or not valid.
    """
    if not path.is_file():
        raise UnreadableError("is no regular file")
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FRONT_MATTER_BYTES + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise UnreadableError(f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UnreadableError("is not UTF-8") from error
    if len(content) > MAX_FRONT_MATTER_BYTES:
        raise UnreadableError(f"is larger than {MAX_FRONT_MATTER_BYTES:,} bytes")
    return parse_values(text, toml=path.suffix == ".toml")


def parse_values(text: str, *, toml: bool) -> Mapping[str, JSON]:
    """Reads names and values from TOML or YAML.

    Raises:
        UnreadableError: The text is not valid, or holds too much.
    """
    try:
        if toml:
            return {name: _as_written(value) for name, value in tomllib.loads(text).items()}
        values = load_yaml(text).values
        # Strictly by the book (no tabs as spaces): a file that one YAML reader takes and another
        # refuses gives other addresses than the site has.
        deque(yaml.parse(text, Loader=yaml.SafeLoader), maxlen=0)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableError("is not valid TOML") from error
    except TooComplexError as error:
        raise UnreadableError(f"holds too much: {error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise UnreadableError("is not valid YAML", mark.line + 1 if mark else None) from error
    return values


def _as_written(value: object) -> JSON:
    """A TOML value as the YAML reader gives it: scalars as text."""
    if isinstance(value, dict):
        return {str(name): _as_written(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_as_written(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)
