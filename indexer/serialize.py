"""The JSON form of results, the same for the command line and the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def to_json_bytes(value: DataclassInstance | dict[str, Any] | tuple[Any, ...]) -> bytes:
    """A dataclass (or a dict or tuple) as one line of UTF-8 JSON; dates in ISO form."""
    return msgspec.json.encode(value)
