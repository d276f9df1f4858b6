"""Telling the language of a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from indexer.archive.language_model import classify

SENTENCES = (
    "The ship left the harbour early in the morning.", "Das Schiff verließ früh den Hafen.",
    "Le navire a quitté le port de bon matin.", "El barco salió del puerto por la mañana.",
    "Корабль вышел из порта рано утром.", "船は朝早く港を出た。", "這艘船一早就離開了港口。",
    "غادرت السفينة الميناء في الصباح الباكر.", "NASA ", "12 345", "\n", "ü", "é\N{COMBINING TILDE}",
)  # fmt: skip
texts = some.lists(some.one_of(some.sampled_from(SENTENCES), some.text(max_size=9)), max_size=8)


@pytest.fixture(scope="module")
def stock() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@settings(max_examples=300)
@given(texts.map(" ".join))
def test_a_text_at_once_is_told_as_byte_by_byte(stock: LanguageIdentifier, text: str) -> None:
    (language, probability), (expected, sure) = classify(text), stock.classify(text)
    assert probability == pytest.approx(sure, abs=1e-4)
    assert language == expected or probability == pytest.approx(0.5, abs=0.01)
