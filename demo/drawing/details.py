"""The wishes for one picture, as written in the table of images."""

from __future__ import annotations

from collections.abc import Mapping


class Details:
    """Named values that vary a scene, such as `boats=3 crates=1`."""

    def __init__(self, values: Mapping[str, str]) -> None:
        """Keep the values by name."""
        self._values = dict(values)

    @classmethod
    def parse(cls, text: str) -> Details:
        """Read words of the form name=value."""
        pairs = (word.partition("=") for word in text.split())
        return cls({name: value for name, _, value in pairs})

    def text(self, name: str, default: str = "") -> str:
        """Give a value as it was written."""
        return self._values.get(name, default)

    def count(self, name: str, default: int = 0) -> int:
        """Give a value as a whole number."""
        return int(self._values.get(name, default))

    def has(self, name: str) -> bool:
        """Tell whether a value was given at all."""
        return name in self._values
