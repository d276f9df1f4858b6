"""Captions as a whole: sentences, dates, and what neighbours share."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date

import pytest

from indexer.archive.captions import mark_shared, parse_caption
from indexer.model import Caption, Precision, Source

PUBLISHED = date(2021, 2, 9)
CAMPAIGN = "The city began its campaign Monday using Russian-made Sputnik V."
MINISTRY = "According to the ministry, it will cover up to 6 million people."


def marked(captions: Sequence[str], paragraphs: Sequence[str]) -> list[Caption]:
    return mark_shared([parse_caption(text, PUBLISHED) for text in captions], paragraphs)


@pytest.mark.parametrize(
    ("caption", "raw", "precision", "earliest", "latest"),
    [
        ("A port on Feb. 1, 2020.", "Feb. 1, 2020", "day", "2020-02-01", "2020-02-01"),
        ("A port, 14 August 2020.", "14 August 2020", "day", "2020-08-14", "2020-08-14"),
        ("Photo taken in June 2016.", "June 2016", "month", "2016-06-01", "2016-06-30"),
        ("Photo taken in 1945.", "1945", "year", "1945-01-01", "1945-12-31"),
        ("Main Street, 1936.", "1936", "year", "1936-01-01", "1936-12-31"),
        ("A mill, c. 1945-1970", "c. 1945-1970", "decade", "1945-01-01", "1970-12-31"),
        ("A mill, c. 1945", "c. 1945", "decade", "1940-01-01", "1950-12-31"),
        ("A mill, c.1945-1970", "c.1945-1970", "decade", "1945-01-01", "1970-12-31"),
        ("A mill. Its owner, c. 1945", "c. 1945", "decade", "1940-01-01", "1950-12-31"),
        ("A mill, circa June 1962", "circa June 1962", "decade", "1957-01-01", "1967-12-31"),
        ("A mill, possibly June 1962", "June 1962", "month", "1962-06-01", "1962-06-30"),
        ("A mill, March 25-27, 1958", "March 25-27, 1958", "month", "1958-03-25", "1958-03-27"),
        ("A mill, July - August 1953", "July - August 1953", "month", "1953-07-01", "1953-08-31"),
        (
            "A mill, December 1968 - January 1969",
            "December 1968 - January 1969",
            "month",
            "1968-12-01",
            "1969-01-31",
        ),
        ('A sign reads "Club 1961", 1962', "1962", "year", "1962-01-01", "1962-12-31"),
        ("A mill at 1925 Hill Street, 1962", "1962", "year", "1962-01-01", "1962-12-31"),
        ("This 1950s photo shows a mill.", "1950s", "decade", "1950-01-01", "1959-12-31"),
        ("A mill, early 1950s", "early 1950s", "decade", "1950-01-01", "1953-12-31"),
        ("A mill, late 1950s.", "late 1950s", "decade", "1955-01-01", "1959-12-31"),
        ("A mill, mid-1950s.", "mid-1950s", "decade", "1953-01-01", "1956-12-31"),
        ("A mill, 1800s.", "1800s", "decade", "1800-01-01", "1899-12-31"),
        (
            "Eine Mühle, Ende der 1950er Jahre",
            "Ende der 1950er Jahre",
            "decade",
            "1955-01-01",
            "1959-12-31",
        ),
        (
            "A mill, between 1905 and 1910.",
            "between 1905 and 1910",
            "decade",
            "1905-01-01",
            "1910-12-31",
        ),
        (
            "A mill. (Between 1905 and 1910). Its owner.",
            "Between 1905 and 1910",
            "decade",
            "1905-01-01",
            "1910-12-31",
        ),
        ("A mill. June 1936. It burned in 1940.", "June 1936", "month", "1936-06-01", "1936-06-30"),
        ("A mill. 4 July 1936.", "4 July 1936", "day", "1936-07-04", "1936-07-04"),
        ("A mill. [1936?]", "1936", "year", "1936-01-01", "1936-12-31"),
        ("A mill [ca. 1910]", "ca. 1910", "decade", "1905-01-01", "1915-12-31"),
        ("A mill, c1910", "c1910", "decade", "1905-01-01", "1915-12-31"),
        ("A mill, summer of 1962.", "1962", "year", "1962-01-01", "1962-12-31"),
        ("A mill, May 26 - 28,1969", "May 26 - 28,1969", "month", "1969-05-26", "1969-05-28"),
    ],
)
def test_date_is_as_exact_as_the_caption(
    caption: str, raw: str, precision: str, earliest: str, latest: str
) -> None:
    taken = parse_caption(caption, None).taken
    assert (taken.raw, taken.precision, taken.source) == (raw, precision, Source.CAPTION)
    assert (str(taken.earliest), str(taken.latest)) == (earliest, latest)


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("A man walks on Feb. 1.", "2021-02-01"),
        ("A man walks on Feb. 9.", "2021-02-09"),
        ("A man walks on Feb. 10.", "2020-02-10"),
        ("2月1日，市民散步。", "2021-02-01"),
        ("A man walks on Monday, Feb. 1.", "2021-02-01"),
        ("Ein Mann am Freitag, 5. Februar.", "2021-02-05"),
    ],
)
def test_missing_year_is_the_latest_before_publication(caption: str, expected: str) -> None:
    taken = parse_caption(caption, PUBLISHED).taken
    assert str(taken.earliest) == expected
    assert taken.source is Source.CAPTION_AND_PUBLISHED
    assert parse_caption(caption, None).taken.precision is Precision.UNKNOWN


@pytest.mark.parametrize(
    "caption",
    [
        "A man walks. The fort opened on May 3, 1998.",
        "A man walks past the fort, built on May 3, 1998.",
        "A man walks on Feb. 30, 2020.",
        "A man walks on Feb. 1, 2022.",
        "The Korean War (1950-1953) memorial.",
        "The actor in 2004.",
        'A man holds a sign that reads "Closed, May 3, 1998".',
        "A man walks on June 7-9, 1960.",
        "The painter John Smith, 1850-1912",
        "The statue unveiled on May 8, 1955, was moved.",
        "A man walks. It closed in Spring, 1936.",
        "This undated photo shows a mill.",
        "A mill that stood between 1905 and 1910.",
        "The workers of the mill between 1905 and 1910 were women.",
        "A bowl of the late 1800s is on show.",
        "A mill on May 26 - 28.",
        "A man walks on Tuesday, Feb. 1.",
        "A concert on Wednesday, Feb. 10.",
        "Ein Mann am Mittwoch, 10. Februar.",
        "Monday, February 1 at 1:30PM PST",
        "Monday, Feb. 1, 2021, 7 pm, main hall",
        "Montag, 1. Februar 2021, 19 Uhr",
    ],
)
def test_other_dates_are_not_the_date_taken(caption: str) -> None:
    assert parse_caption(caption, PUBLISHED).taken.precision is Precision.UNKNOWN


def test_a_sentence_may_tell_weekday_and_time_of_a_picture() -> None:
    taken = parse_caption("A man walks on Monday, Feb. 1, 2021 at 7 pm.", PUBLISHED).taken
    assert str(taken.earliest) == "2021-02-01"


def test_sentences_of_the_body_and_of_other_captions_are_shared() -> None:
    captions = [f"A nurse waits. {CAMPAIGN} {MINISTRY} (AP)", f"A doctor waits. {MINISTRY} (AP)"]
    first, second = marked(captions, [CAMPAIGN, "Another paragraph."])
    assert (first.own, first.shared) == ("A nurse waits.", f"{CAMPAIGN} {MINISTRY}")
    assert (second.own, second.shared) == ("A doctor waits.", MINISTRY)


def test_pictures_with_the_same_caption_keep_it_as_their_own() -> None:
    first, second = marked(["A nurse waits. A door opens."] * 2, ["A door  OPENS."])
    assert (first.own, first.shared) == ("A nurse waits.", "A door opens.")
    assert second == first


def test_quotes_case_and_spaces_make_no_difference() -> None:
    (caption,) = marked(["A man walks. “It’s over,” he said."], ['"It\'s  over," He said.'])
    assert caption.shared == "“It’s over,” he said."


def test_a_paragraph_shows_where_a_doubtful_sentence_ends() -> None:
    (caption,) = marked(
        ["A nurse waits. They use Vega V. Kazakhstan makes it."], ["They use Vega V."]
    )
    assert (caption.own, caption.shared) == (
        "A nurse waits. Kazakhstan makes it.",
        "They use Vega V.",
    )


def test_a_caption_may_stand_in_the_body_altogether() -> None:
    (caption,) = marked(["A nurse waits. (AP)"], ["A nurse waits."])
    assert (caption.text, caption.own, caption.shared) == (
        "A nurse waits. (AP)",
        "",
        "A nurse waits.",
    )


@pytest.mark.parametrize(
    "unit",
    [
        *("(", "[", "（", "/", "photo by ", "Photo: ", ". ", "A. ", "...", "U.S. ", "().", '"'),
        *(
            "in Aa, ",
            "Jan. 1, 2020 ",
            "this photo taken ",
            "摄",
            "新华社记者 ",
            "© ",
            " - ",
            " via ",
            *("THIS IMAGE ", "NO SALES ", "(PTI01_01_2020_1) ", "Image source, ", "file photo "),
            *(
                "this photo provided by the ",
                "[서울=뉴시스] ",
                "기자 ",
                "提供",
                "代表撮影・",
                "／",
                "-",
            ),
            *("June 7-9, ", "a@b.", "c. 1950 ", "; ", "(Archiv) ", " hide caption", "NASA/", "'s "),
        ),
    ],
)
def test_hostile_captions_take_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    for caption in (text, f"A port. ({text})", f"A port. {text} Jane Doe/AP"):
        parse_caption(caption, PUBLISHED)
    assert time.process_time() - start < 3


def test_evidence_names_the_words_a_fact_was_read_from() -> None:
    caption = (
        "FILE PHOTO: An aerial view shows a port in Lisbon, Portugal, June 3, 2020. "
        "REUTERS/Jane Doe/File Photo NO RESALES. NO ARCHIVES"
    )
    assert parse_caption(caption, None).evidence == {
        "taken": "June 3, 2020",
        "place": "Lisbon, Portugal",
        "method": "aerial view",
        "status": "FILE PHOTO",
        "rights": "NO RESALES. NO ARCHIVES",
        "photographer": "REUTERS/Jane Doe/File Photo",
        "agency": "REUTERS/Jane Doe/File Photo",
    }


def test_what_the_caption_says_of_a_giver_is_evidence_too() -> None:
    caption = "Troops march in this photo provided by the Joint Chiefs of Staff. (Yonhap)"
    assert parse_caption(caption, None).evidence == {
        "status": "this photo provided by the",
        "agency": "this photo provided by the Joint Chiefs of Staff",
        "via": "Yonhap",
    }


def test_notices_to_editors_are_no_sentences_but_rights() -> None:
    parsed = parse_caption("A port. REUTERS/Jane Doe NO RESALES. NO ARCHIVES", None)
    assert parsed.sentences == ("A port.",)
    assert parsed.rights == "NO RESALES. NO ARCHIVES"
