"""White space and single characters of texts, found without a pattern's try at every letter."""

from __future__ import annotations


def fold_spaces(text: str) -> str:
    """A text whose white space is single spaces, with none at its ends."""
    # Of white space, the space alone counts as printable; most texts are folded already.
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(text.split())


def places_of(characters: str, text: str) -> list[int]:
    """Where any of some characters stands, in order."""
    places: list[int] = []
    for character in characters:
        at = text.find(character)
        while at >= 0:
            places.append(at)
            at = text.find(character, at + 1)
    places.sort()
    return places
