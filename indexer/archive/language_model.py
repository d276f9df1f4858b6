"""The language model of py3langid, asked for all of a text at once.

The library walks a text byte by byte through an automaton that knows groups of a few bytes. Where
it stands depends on the last bytes only, as many as the longest group has; so here every byte of a
text takes that many steps from the start, all bytes side by side. ``tests/test_language.py`` holds
the two to the same answers.

Importing this module begins to load the model, half a second of work, most of which lets other
threads run. Processes that are forked once it is loaded share it.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from indexer.errors import ReadersError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LONGEST = 6
"""Bytes of the longest group that the model knows."""

_KEPT = 1 << 14
"""Groups of bytes whose weights are kept: 9 MB, and more than one text can hold."""


_SOON = 0.0005
"""Seconds after which another thread gives the interpreter up to the one that loads."""


class _Identifier(LanguageIdentifier):  # type: ignore[misc]  # has no types
    """The library's identifier, which scores a text with arrays."""

    def __init__(self, *model: object, **options: object) -> None:
        super().__init__(*model, **options)
        self._steps = np.frombuffer(self.tk_nextmove, f"u{self.tk_nextmove.itemsize}")
        self._first_step = np.array(self.tk_row, np.intp) << 8
        self._features = np.array(self.tk_output, np.int32)
        self._slots = np.full(len(self.nb_ptc), -1, np.int32)
        self._weights = np.empty((_KEPT, self.nb_ptc.shape[1]), np.float32)
        self._used = 0

    def _raw_score(self, text: bytes) -> NDArray[np.float32]:
        found = self._found(text)
        features, counts = np.unique(found[found >= 0], return_counts=True)
        if not len(features):
            return super()._raw_score(text)  # type: ignore[no-any-return]
        weights = self._weights_of(features)
        return np.log1p(counts.astype(np.float32)) @ weights + self.nb_pc  # type: ignore[no-any-return]

    def _found(self, text: bytes) -> NDArray[np.int32]:
        """What the automaton tells at each byte; negative for nothing."""
        padded = np.zeros(len(text) + _LONGEST - 1, np.intp)
        padded[_LONGEST - 1 :] = np.frombuffer(text, np.uint8)
        states = np.zeros(len(text), np.intp)
        for step in range(_LONGEST):
            at = self._first_step.take(states) + padded[step : step + len(text)]
            states = self._steps.take(at)
        return self._features.take(states)

    def _weights_of(self, features: NDArray[np.int32]) -> NDArray[np.float32]:
        """Weights as the model has them, but in the numbers that are reckoned with.

        To convert them takes longer than all the rest, and texts of one language have the same.
        """
        new = features[self._slots[features] < 0]
        if self._used + len(new) > _KEPT:
            self._slots[:] = -1
            self._used, new = 0, features[:_KEPT]
        if len(new):
            slots = np.arange(self._used, self._used + len(new))
            self._slots[new] = slots
            self._weights[slots] = self.nb_ptc[new]
            self._used += len(new)
        return self._weights.take(self._slots[features], axis=0)


def _load() -> _Identifier:
    """Loads the model, some hundred pieces, after each of which it needs the interpreter."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SOON)
    try:
        return _Identifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-any-return]
    finally:
        sys.setswitchinterval(usual)


_LOADER = ThreadPoolExecutor(1, "language model")
_LOADING = _LOADER.submit(_load)


def finish_loading() -> None:
    """Waits for the thread that loads the model to end. Whether it could, is told when it is asked.

    A process that others are forked from would end of an error, and they not tell why.
    """
    _LOADER.shutdown()


def classify(text: str) -> tuple[str, float]:
    """The likeliest language of a text (ISO 639-1), and its probability.

    Raises:
        ReadersError: The model could not be loaded, which is no post's fault.
    """
    try:
        model = _LOADING.result()
    except OSError as error:
        raise ReadersError(
            f"The language model could not be unpacked: {error.strerror or error}. "
            "It takes some room where temporary files go; TMPDIR names another folder."
        ) from error
    language, probability = model.classify(text)
    return language, probability
