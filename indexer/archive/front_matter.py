"""YAML made safe: limits before parsing, values kept as written.

Scalars stay text as written, so that a title ``1.10``, ``no`` or ``2016-06-31`` is not turned into
a number, a truth value or an error; what YAML would make of one is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from indexer.archive.yaml_limits import SAFE_LOADER, TooComplexError, check_limits
from indexer.model import JSON

_TYPED_TAGS = ("bool", "int", "float")
_TEXT_TAGS = ("str", "timestamp")

_NAME = re.compile(r"""["']?(\w[\w. -]{0,80})["']?[ \t]*""")
_BLOCK_MARKS = frozenset({"|", ">", "|-", ">-", "|+", ">+"})
_ITEM = re.compile(r"[ \t]*+-[ \t]++(?P<value>.*)")


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


class NoMappingError(yaml.YAMLError):
    """Valid YAML, but a text or a list."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A mapping read from YAML.

    Attributes:
        values: Key -> value; scalars as text, None for null.
        lines: Key -> its line in the file (from 1), for the keys of the outermost mapping.
        repeated: Keys that stand more than once, with the line of the repetition.
        error: Why it is no valid YAML and was read line by line instead; None if it is valid.
        error_line: Where, as far as is known.
    """

    values: Mapping[str, JSON]
    lines: Mapping[str, int] = field(default_factory=dict)
    repeated: tuple[tuple[str, int], ...] = ()
    error: yaml.YAMLError | None = None
    error_line: int | None = None


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

    Front matter that is no valid YAML is read line by line, as far as that goes.

    Raises:
        TooComplexError: It is beyond the limits.
    """
    handler = _Handler()
    if not handler.detect(text):
        return Split(None, text)
    _, body = frontmatter.parse(text, handler=handler)
    # Nothing is loaded from an opening line of dashes without a closing one.
    return Split(handler.loaded, body)


def load_yaml(text: str, first_line: int = 1) -> Loaded:
    """Reads YAML that holds a mapping (or nothing).

    Args:
        text: The YAML.
        first_line: The line of its file on which it begins.

    Raises:
        yaml.YAMLError: It is not valid YAML, no mapping, or beyond the limits.
    """
    check_limits(text)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        values = None if root is None else _build(loader, root)
    finally:
        loader.dispose()
    if root is None or values is None:
        return Loaded({})
    if not isinstance(values, dict):
        raise NoMappingError(
            f"it is a {'text' if isinstance(values, str) else 'list'}, not names with values"
        )
    keys = [key for key, _ in root.value if isinstance(key, yaml.ScalarNode)]
    return Loaded(
        values=values,
        lines={key.value: key.start_mark.line + first_line for key in keys},
        repeated=tuple((key, line + first_line) for key, line in loader.repeated),
    )


def typed(value: JSON) -> JSON:
    """A value as YAML types it, ready to be kept as JSON."""
    if isinstance(value, Plain):
        return value.typed
    if isinstance(value, dict):
        return {name: typed(item) for name, item in value.items()}
    return [typed(item) for item in value] if isinstance(value, list) else value


def read_lines(text: str) -> dict[str, JSON]:
    """Reads what is meant as YAML but is none, such as ``title: Fire: a history``.

    Every line ``name: value`` at the margin counts, its value as written but for the quotes around
    it; lines ``- value`` below a name without a value are its list.
    """
    values: dict[str, JSON] = {}
    items: list[JSON] = []
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        named = _NAME.fullmatch(name)
        if named and colon and value[:1] in {"", " ", "\t"}:
            items = []
            values[named[1].strip()] = _value_of_line(value.strip()) or items
        elif item := _ITEM.fullmatch(line):
            items.append(_unquoted(item["value"]))
    return {name: value or None for name, value in values.items()}


def _value_of_line(written: str) -> JSON:
    if written in _BLOCK_MARKS:
        return None
    if written.startswith("["):
        inside = written[1:].removesuffix("]")
        return [_unquoted(item) for item in inside.split(",") if item.strip()]
    return _unquoted(written)


def _unquoted(written: str) -> str:
    written = written.strip()
    quoted = written[:1] in {"'", '"'}
    if quoted and written.count(written[0]) == 2 and written[-1] == written[0]:  # noqa: PLR2004
        return written[1:-1]
    return written.strip(written[0]) if quoted and written.count(written[0]) == 1 else written


class _Handler(YAMLHandler):
    """Gives python-frontmatter our loader, and Jekyll's other closing line."""

    FM_BOUNDARY = re.compile(r"^(?:---|\.\.\.)\s*$", re.MULTILINE)

    def __init__(self) -> None:
        super().__init__()
        self.loaded: Loaded | None = None
        self._first_line = 1

    def split(self, text: str) -> tuple[str, str]:
        fm, content = super().split(text)
        # "---" may be followed by blank lines, which belong to the boundary.
        self._first_line = text.count("\n", 0, text.find(fm)) + 1 if fm else 1
        return fm, content

    def load(self, fm: str, **_: object) -> dict[str, JSON]:
        try:
            self.loaded = load_yaml(fm, self._first_line)
        except TooComplexError:
            raise
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + self._first_line if mark else None
            self.loaded = Loaded(read_lines(fm), error=error, error_line=line)
        return dict(self.loaded.values)


class _Loader(SAFE_LOADER):  # type: ignore[misc, valid-type]  # chosen at run time
    """Builds scalars as text and notes repeated keys."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.repeated: list[tuple[str, int]] = []

    def construct_mapping(self, node: yaml.Node, **_: object) -> dict[Hashable, Any]:
        self.note_repeated(node)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=True)
        return {str(key): value for key, value in mapping.items()}

    def note_repeated(self, node: yaml.Node) -> None:
        """Notes the keys of a mapping that stand more than once."""
        seen = set()
        # A tag such as !!set can claim a mapping where there is none; the base class says so.
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    self.repeated.append((key.value, key.start_mark.line))
                seen.add(key.value)


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
for _tag in _TEXT_TAGS:
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _construct_text)
_SCALARS: dict[str, Callable[[_Loader, Any], str | None]] = {
    **{f"tag:yaml.org,2002:{name}": _construct_plain for name in _TYPED_TAGS},
    **{f"tag:yaml.org,2002:{name}": _construct_text for name in _TEXT_TAGS},
    "tag:yaml.org,2002:null": lambda *_: None,
}
_SEQUENCE = "tag:yaml.org,2002:seq"
_MAPPING = "tag:yaml.org,2002:map"

# An unknown tag (such as !ruby/object) must not cost the post.
_Loader.add_constructor(None, _construct_text)


def _build(loader: _Loader, node: yaml.Node) -> JSON:
    """What the loader builds of a node; of what most front matter is, without asking it."""
    if isinstance(node, yaml.ScalarNode) and node.tag in _SCALARS:
        return _SCALARS[node.tag](loader, node)
    if isinstance(node, yaml.SequenceNode) and node.tag == _SEQUENCE:
        return [_build(loader, item) for item in node.value]
    if isinstance(node, yaml.MappingNode) and node.tag == _MAPPING and _is_plain(node):
        loader.note_repeated(node)
        return {str(_build(loader, key)): _build(loader, value) for key, value in node.value}
    return _to_json(loader.construct_object(node, deep=True))


def _is_plain(mapping: yaml.MappingNode) -> bool:
    """True if every key is a scalar, and none merges another mapping into this one."""
    return all(isinstance(key, yaml.ScalarNode) and key.tag in _SCALARS for key, _ in mapping.value)


def _to_json(value: object) -> JSON:
    """What YAML builds, as values of JSON: its sets and pairs are lists, its bytes nothing."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {str(key): _to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_to_json(item) for item in value]
    return ""
