import pytest

from indexer.analysis import (
    Stems,
    fold_case,
    fold_with_offsets,
    forms,
    inflect_alike,
    query_tokens,
    tokenize,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ferry's new Pier", ["the", "ferry", "new", "pier"]),
        ("COVID-19 jabs", ["covid", "19", "jabs"]),
        ("don’t", ["don", "t"]),
        ("l’archive", ["l", "archive"]),
        ("Straße ＡＢＣ ﬁne", ["strasse", "abc", "fine"]),
        ("Zoë Élan", ["zoë", "élan"]),
        ("日本語", ["日本", "本語", "語"]),
        ("第3回ruby会議", ["第", "3", "回", "ruby", "会議", "議"]),
        ("हिन्दी", ["हिन्दी"]),
        ("... — !", []),
        ("snake_case", ["snake", "case"]),
        ("v5.2.3-rc1, 2.3.", ["v5", ".2", ".3", "rc1", "2", ".3"]),
        ("14.2.2021 １．５ 1.2rc1", ["14", ".2", "2021", "1", ".5", "1", "2rc1"]),
        ("img.001.jpg .5", ["img", "001", "jpg", "5"]),
        ("café\ufe0f", ["café\ufe0f"]),
        ("❤\ufe0f love", ["love"]),
        ("𠮷野家", ["𠮷野", "野家", "家"]),
        ("ภาษาไทย", ["ภา", "าษ", "ษา", "าไ", "ไท", "ทย", "ย"]),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


def test_offsets_are_those_of_the_text() -> None:
    text = "Zoë’s ﬁne 日本 pier"
    assert [text[token.start : token.end] for token in tokenize(text)] == [
        "Zoë’s", "ﬁne", "日本", "本", "pier",
    ]  # fmt: skip


def test_a_decomposed_accent_is_the_same_word() -> None:
    assert forms("Zoe\u0308") == forms("Zo\u00eb")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("東京都", ["東京", "京都"]),
        ("京", ["京"]),
        ("東京 京", ["東京", "京", "京"]),
        ("東京2020", ["東京", "京", "2020"]),
    ],
)
def test_a_query_in_an_unspaced_script_needs_no_lone_last_character(
    typed: str, expected: list[str]
) -> None:
    assert [token.form for token in query_tokens(typed)] == expected


@pytest.mark.parametrize(
    ("languages", "one", "other"),
    [
        (["en"], "vaccines", "vaccinated"),
        (["en"], "ferry", "ferries"),
        (["de"], "häuser", "haus"),
        (["de"], "hauser", "häuser"),
        (["fr"], "cafés", "cafe"),
        (["cs", "en"], "zoë", "zoe"),
        (["en"], "søren", "soren"),
        (["en"], "luboš", "lubos"),
        (["en"], "beyoncé", "beyonce"),
        (["en"], "résumés", "resumes"),
        (["en"], "łódź", "lodz"),
        (["en"], "encyclopædia", "encyclopaedia"),
        (["pt-BR"], "crianças", "criança"),
    ],
)
def test_forms_of_one_word_share_a_stem(languages: list[str], one: str, other: str) -> None:
    stems = Stems(languages)
    assert any(stems.keys(one, name) & stems.keys(other, name) for name in stems.algorithms)


def test_words_of_different_meaning_do_not_share_a_stem() -> None:
    stems = Stems(["en"])
    assert not stems.keys("harbour", "english") & stems.keys("harbinger", "english")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("novel", "novels", True),
        ("ferry", "ferries", True),
        ("plan", "planned", True),
        ("releases", "releasing", True),
        ("novel", "novells", False),
        ("publication", "public", False),
        ("severe", "several", False),
        ("publisher", "published", False),
    ],
)
def test_inflections_are_told_from_other_words_of_a_stem(
    one: str, other: str, *, same: bool
) -> None:
    assert inflect_alike(one, other) is same
    assert inflect_alike(other, one) is same


def test_a_letter_is_folded_alike_beside_what_moves_others() -> None:
    letters = {letter for letter in map(chr, range(0x10000)) if letter.isalpha()}
    for letter in letters - {"ﾞ", "ﾟ"}:  # which belong to what is before them
        folded, offsets = fold_with_offsets(f"½ {letter} x")
        assert offsets is not None
        assert (folded, *offsets[-3:]) == (f"1⁄2 {fold_case(letter)} x", 3, 4, 5), letter
