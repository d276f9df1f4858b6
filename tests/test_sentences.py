"""Where sentences end and where a stop ends only an abbreviation."""

from __future__ import annotations

import pytest

from indexer.archive.captions.sentences import split_sentences


@pytest.mark.parametrize(
    "text",
    [
        "It opened on Feb. 1, 2021, in the capital.",
        "The U.S. President waves to the crowd.",
        "Writer J. R. Smith reads from his book.",
        "George W. Bush leaves the plane.",
        "Mr. Smith and Dr. Jones walk past St. John's Church.",
        "He lives at No. 5 in the old town.",
        "They met at 9 a.m. on Monday.",
        "The vote begins at 8 p.m. Eastern time.",
        "Am 1. Februar 2021 wird der Hafen eröffnet.",
        "The mayor (e.g. Jane Doe. The first) speaks.",
        "Prices rose by 3.5 percent.",
        "Apple Inc. Chief Executive Jane Doe speaks.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(text: str) -> None:
    assert split_sentences(text) == [text]


@pytest.mark.parametrize(
    "sentences",
    [
        [
            "The campaign began using Russian-made Sputnik V.",
            "According to the ministry, it goes on.",
        ],
        ["He needs vitamin C.", "Oranges are sold out."],
        ["The team is in Group B.", "Germany won."],
        ["He came from the U.S.", "The crowd cheered."],
        ["They met at 9 a.m.", "The hall was full."],
        ["It ended in Feb.", "The crowd left."],
        ['"We are glad," he said.', '"It is over."'],
        ["Rescuers at work.", "Courtesy U.S. Customs and Border Protection."],
        ["Is it over?", "Yes!", "It is."],
        ["今天下雪。", "孩子们很高兴！", "“真的吗？”", "他笑了。"],
        ["桜が咲いた。", "花見客でにぎわう。"],
    ],
)
def test_sentences_come_apart(sentences: list[str]) -> None:
    chinese = sentences[0][-1] == "。"
    assert split_sentences(("" if chinese else " ").join(sentences)) == sentences


def test_another_text_decides_where_the_words_do_not() -> None:
    text = "The campaign uses Vega V. Kazakhstan makes it too."
    assert split_sentences(text) == [text]
    assert split_sentences(text, known_ends=["They use Vega V."]) == [
        "The campaign uses Vega V.",
        "Kazakhstan makes it too.",
    ]


def test_blank_text_has_no_sentences() -> None:
    assert split_sentences(" \n ") == []
