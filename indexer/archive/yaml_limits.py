"""How much YAML is read: bounds that are checked before anything is built."""

from __future__ import annotations

import re

import yaml

MAX_FRONT_MATTER_BYTES = 64 * 1024
MAX_DEPTH = 32
MAX_NODES = 10_000
MAX_ALIASES = 50

SAFE_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader to build on, in C where it can be."""

_COLLECTION_SIGNS = "[{?:"
_ITEM_SIGN = re.compile(r"-(?!\S)")
"""No list or mapping is without one of these of its own; days and addresses have other hyphens."""


class TooComplexError(yaml.YAMLError):
    """YAML beyond the limits of size, depth or aliases."""


def check_limits(text: str) -> None:
    """Measures what would be built in the stream of events, before anything is built from it.

    Raises:
        TooComplexError: It is too much.
    """
    if len(text.encode()) > MAX_FRONT_MATTER_BYTES:
        raise TooComplexError(f"it is longer than {MAX_FRONT_MATTER_BYTES:,} bytes")
    signs = sum(map(text.count, _COLLECTION_SIGNS)) + len(_ITEM_SIGN.findall(text))
    if len(text) < MAX_NODES // 2 and signs < MAX_DEPTH and "*" not in text:
        return  # too short and too flat to be beyond any other limit, and without aliases
    meter = _Meter()
    for event in yaml.parse(text, Loader=SAFE_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            meter.open(event.anchor)
        elif isinstance(event, yaml.CollectionEndEvent):
            meter.close()
        elif isinstance(event, yaml.ScalarEvent):
            meter.add(event.anchor, 1)
        elif isinstance(event, yaml.AliasEvent):
            meter.alias(event.anchor)


class _Meter:
    """Counts depth, aliases and the values that all of them together stand for."""

    def __init__(self) -> None:
        self._aliases = 0
        self._sizes: dict[str, int] = {}  # what an alias of that anchor stands for, in values
        self._open: list[tuple[str | None, int]] = [(None, 0)]

    def open(self, anchor: str | None) -> None:
        self._open.append((anchor, 1))
        if len(self._open) > MAX_DEPTH + 1:
            raise TooComplexError(f"it is nested deeper than {MAX_DEPTH} levels")

    def close(self) -> None:
        self.add(*self._open.pop())

    def alias(self, anchor: str | None) -> None:
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            raise TooComplexError(f"it holds more than {MAX_ALIASES} aliases")
        # An alias of a node that is still open would repeat itself for ever.
        self.add(None, self._sizes.get(anchor or "", MAX_NODES + 1))

    def add(self, anchor: str | None, size: int) -> None:
        if anchor is not None:
            self._sizes[anchor] = size
        parent, total = self._open[-1]
        self._open[-1] = (parent, total + size)
        if total + size > MAX_NODES:
            raise TooComplexError(f"it holds more than {MAX_NODES:,} values, aliases counted")
