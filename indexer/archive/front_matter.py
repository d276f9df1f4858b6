"""YAML made safe: limits before parsing, values kept as written.

Scalars stay text as written, so that a title ``1.10``, ``no`` or ``2016-06-31`` is not turned into
a number, a truth value or an error; what YAML would make of one is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from indexer.model import JSON

MAX_FRONT_MATTER_BYTES = 64 * 1024
MAX_DEPTH = 32
MAX_NODES = 10_000

_SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TYPED_TAGS = ("bool", "int", "float")


class Plain(str):
    """A scalar that YAML reads as a number or truth value, as written.

    Attributes:
        typed: The value YAML makes of it.
    """

    __slots__ = ("typed",)
    typed: bool | float

    def __new__(cls, written: str, typed: bool | float) -> Self:  # noqa: FBT001 - a value
        """Makes the text remember its value."""
        plain = super().__new__(cls, written)
        plain.typed = typed
        return plain

    def __getnewargs__(self) -> tuple[str, bool | float]:  # type: ignore[override]
        """Lets it travel to other processes."""
        return str(self), self.typed


class TooComplexError(yaml.YAMLError):
    """YAML beyond the limits of size, depth or aliases."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A mapping read from YAML.

    Attributes:
        values: Key -> value; scalars as text, None for null.
        repeated: Keys that stand more than once, with the 1-based line of the repetition.
    """

    values: Mapping[str, JSON]
    repeated: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """A post's text taken apart.

    Attributes:
        metadata: Its front matter; None if there is none.
        body: The rest.
    """

    metadata: Loaded | None
    body: str


def split_front_matter(text: str) -> Split:
    """Takes front matter and body apart.

    Raises:
        yaml.YAMLError: The front matter is not valid YAML, no mapping, or beyond the limits.
    """
    handler = _Handler()
    if not handler.detect(text):
        return Split(None, text)
    _, body = frontmatter.parse(text, handler=handler)
    # Nothing is loaded from an opening line of dashes without a closing one.
    return Split(handler.loaded, body)


def load_yaml(text: str) -> Loaded:
    """Reads YAML that holds a mapping (or nothing).

    Raises:
        yaml.YAMLError: It is not valid YAML, no mapping, or beyond the limits.
    """
    _check_limits(text)
    loader = _Loader(text)
    try:
        values = loader.get_single_data()
    finally:
        loader.dispose()
    if values is None:
        return Loaded({})
    if not isinstance(values, dict):
        raise yaml.YAMLError(f"it is a {type(values).__name__}, not a mapping of names to values")
    return Loaded({name: _to_json(value) for name, value in values.items()}, tuple(loader.repeated))


def typed(value: JSON) -> JSON:
    """A value as YAML types it, ready to be kept as JSON."""
    if isinstance(value, Plain):
        return value.typed
    if isinstance(value, dict):
        return {name: typed(item) for name, item in value.items()}
    return [typed(item) for item in value] if isinstance(value, list) else value


class _Handler(YAMLHandler):
    """Gives python-frontmatter our loader, and Jekyll's other closing line."""

    FM_BOUNDARY = re.compile(r"^(?:-{3,}|\.{3})\s*$", re.MULTILINE)

    def __init__(self) -> None:
        super().__init__()
        self.loaded: Loaded | None = None

    def load(self, fm: str, **_: object) -> dict[str, JSON]:
        self.loaded = load_yaml(fm)
        return dict(self.loaded.values)


class _Loader(_SafeLoader):  # type: ignore[misc, valid-type]  # chosen at run time
    """Builds scalars as text and notes repeated keys."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.repeated: list[tuple[str, int]] = []

    def construct_mapping(self, node: yaml.Node, **_: object) -> dict[Hashable, Any]:
        seen = set()
        # A tag such as !!set can claim a mapping where there is none; the base class says so.
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    self.repeated.append((key.value, key.start_mark.line + 1))
                seen.add(key.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=True)
        return {str(key): value for key, value in mapping.items()}


def _construct_plain(loader: _Loader, node: yaml.ScalarNode) -> str:
    written = _construct_text(loader, node)
    base = getattr(yaml.SafeLoader, f"construct_yaml_{node.tag.rpartition(':')[2]}")
    try:
        return Plain(written, base(loader, node))
    except (ValueError, OverflowError, LookupError):
        return written


def _construct_text(_: _Loader, node: yaml.Node) -> str:
    if not isinstance(node.value, str):
        return ""
    if node.value.isprintable():
        return node.value
    # Without libyaml, escapes such as "\ud83d\ude00" arrive as halves of characters.
    whole = node.value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\N{REPLACEMENT CHARACTER}")


for _tag in _TYPED_TAGS:
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _construct_plain)
for _tag in ("str", "timestamp"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _construct_text)
# An unknown tag (such as !ruby/object) must not cost the post.
_Loader.add_constructor(None, _construct_text)


def _check_limits(text: str) -> None:
    """Measures what would be built in the stream of events, before anything is built from it."""
    if len(text.encode()) > MAX_FRONT_MATTER_BYTES:
        raise TooComplexError(f"it is longer than {MAX_FRONT_MATTER_BYTES:,} bytes")
    sizes: dict[str, int] = {}  # what an alias of that anchor stands for, in nodes
    open_nodes: list[tuple[str | None, int]] = [(None, 0)]
    for event in yaml.parse(text, Loader=_SafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((event.anchor, 1))
            if len(open_nodes) > MAX_DEPTH + 1:
                raise TooComplexError(f"it is nested deeper than {MAX_DEPTH} levels")
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, size = open_nodes.pop()
        elif isinstance(event, yaml.ScalarEvent):
            anchor, size = event.anchor, 1
        elif isinstance(event, yaml.AliasEvent):
            # An alias of a node that is still open would repeat itself for ever.
            anchor, size = None, sizes.get(event.anchor or "", MAX_NODES + 1)
        else:
            continue
        if anchor is not None:
            sizes[anchor] = size
        parent, total = open_nodes[-1]
        open_nodes[-1] = (parent, total + size)
        if total + size > MAX_NODES:
            raise TooComplexError(f"it holds more than {MAX_NODES:,} values, aliases counted")


def _to_json(value: object) -> JSON:
    """What YAML builds, as values of JSON: its sets and pairs are lists, its bytes nothing."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {str(key): _to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_to_json(item) for item in value]
    return ""
