"""Which terms of a segment share a stem, kept beside the segment.

In a file of its own, because it depends on the languages of the archive: when a story in another
language comes in, this is written anew and the segment stays as it is.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from indexer import analysis
from indexer.engine.whoosh.segments.arrays import ArrayFile, different, narrow, write_arrays
from indexer.engine.whoosh.segments.content import offsets_of
from indexer.engine.whoosh.segments.strings import pack_strings, unpack_sorted


class StemTable:
    """The terms of each stem key.

    Attributes:
        languages: Those by which the terms were stemmed.
    """

    def __init__(self, file: ArrayFile) -> None:
        self.languages: tuple[str, ...] = tuple(file.facts["languages"])
        self._algorithms = analysis.Stems(self.languages).algorithms
        self._keys = unpack_sorted(file, "keys")
        self._offsets = file["terms.offsets"]
        self._terms = file["terms"]

    def terms(self, algorithm: str, key: str) -> list[int]:
        """Numbers of the terms that have the key by an algorithm, ascending."""
        number = self._keys.find(_name(self._algorithms.index(algorithm), key))
        if number is None:
            return []
        offset = self._offsets.item
        terms: list[int] = self._terms[offset(number) : offset(number + 1)].tolist()
        return terms


def write_stems(path: Path, terms: Sequence[bytes], stems: analysis.Stems) -> None:
    """Writes the stem keys of the terms of a segment."""
    forms = [term.decode() for term in terms]
    # Pairs of characters of scripts without spaces have no stems.
    numbers = [number for number, form in enumerate(forms) if not analysis.is_pair(form)]
    names: dict[bytes, int] = {}
    found, stemmed = array("I"), array("I")
    spaced = [forms[number] for number in numbers]
    for place, algorithm in enumerate(stems.algorithms):
        for at, key in stems.all_keys(spaced, algorithm):
            found.append(names.setdefault(_name(place, key), len(names)))
            stemmed.append(numbers[at])
    keys = sorted(names)
    ranks = np.empty(len(keys), np.int64)
    ranks[[names[key] for key in keys]] = np.arange(len(keys))
    # By key, then by term; a term may have a key twice.
    pairs = different(ranks[np.array(found, np.uint32)] << 32 | np.array(stemmed, np.uint32))
    arrays = {
        **pack_strings("keys", keys),
        "terms.offsets": narrow(offsets_of(np.bincount(pairs >> 32, minlength=len(keys)))),
        "terms": narrow(pairs & 0xFFFFFFFF),
    }
    write_arrays(path, arrays, {"languages": stems.languages})


def _name(algorithm: int, key: str) -> bytes:
    """The key of a stem in the table: by two algorithms, the same letters are two stems."""
    return bytes([algorithm]) + key.encode()
