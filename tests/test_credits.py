"""Credit lines, dates and places of captions, field by field."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from indexer.archive.captions import ParsedCaption, parse_caption
from indexer.model import Precision, Status

SHARED = Path(__file__).parents[1].parent / "shared"
OWN = Path(__file__).parent / "data" / "captions" / "credits.jsonl"
HELD_OUT = OWN.with_name("held_out.jsonl")
FIELDS = ("photographer", "agency", "via", "taken", "place", "status", "method")

Case = dict[str, str | list[str] | None]


def shared_file(path: str) -> Path:
    """A file beside the project; the test is skipped where there is none, but fails in CI."""
    file = SHARED / path
    if not file.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{file} is missing")
        pytest.skip(f"{file} is not here")
    return file


def read_cases(file: Path) -> list[Case]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line]


def parse(case: Case) -> ParsedCaption:
    published = case.get("published")
    day = date.fromisoformat(published) if isinstance(published, str) else None
    return parse_caption(str(case["caption"]), day)


def fields_of(parsed: ParsedCaption) -> Case:
    day = parsed.taken.earliest if parsed.taken.precision is Precision.DAY else None
    names = [name for credit in parsed.credits for name in credit.photographers]
    return {
        "photographer": list(dict.fromkeys(names)),
        "agency": next((credit.agency for credit in parsed.credits if credit.agency), None),
        "via": next((credit.via for credit in parsed.credits if credit.via), None),
        "taken": day.isoformat() if day else None,
        "place": parsed.place.name if parsed.place else None,
        "status": parsed.status,
        "method": parsed.method,
    }


def expected_of(case: Case) -> Case:
    nothing: Case = {"photographer": []}
    return {name: case.get(name) or nothing.get(name) for name in FIELDS}


def test_captions_are_read_as_printed() -> None:
    wrong = {}
    for case in read_cases(OWN):
        parsed = parse(case)
        found, expected = fields_of(parsed), expected_of(case)
        if found != expected or parsed.rights != case.get("rights", parsed.rights):
            wrong[case["caption"]] = found | {"rights": parsed.rights}
    assert wrong == {}


@pytest.mark.slow
def test_every_fact_has_the_words_it_was_read_from() -> None:
    for case in read_cases(OWN):
        parsed = parse(case)
        words = [*parsed.evidence.values(), *(credit.raw for credit in parsed.credits)]
        assert all(said and said in parsed.text for said in words), case["caption"]
        known = {name for name, value in fields_of(parsed).items() if value}
        assert known <= parsed.evidence.keys(), case["caption"]


@pytest.mark.shared
def test_every_shared_credit_line_is_read_in_every_field() -> None:
    cases = read_cases(shared_file("captions/credit-lines.jsonl"))
    assert len(cases) == 44
    wrong = [case["caption"] for case in cases if fields_of(parse(case)) != expected_of(case)]
    assert wrong == []


def rates(cases: list[Case]) -> dict[str, tuple[float, float]]:
    """Precision and recall of every field; printed too."""
    right, claimed, true = Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        found, expected = fields_of(parse(case)), expected_of(case)
        for name in FIELDS:
            claimed[name] += bool(found[name])
            true[name] += bool(expected[name])
            right[name] += bool(found[name]) and found[name] == expected[name]
    table = {name: (right[name] / claimed[name], right[name] / true[name]) for name in FIELDS}
    for name, (precision, recall) in table.items():
        print(f"{name:<13} precision {precision:.3f}, recall {recall:.3f}, of {true[name]}")  # noqa: T201
    return table


@pytest.mark.slow
def test_precision_and_recall_of_every_field() -> None:
    assert all(rate == (1.0, 1.0) for rate in rates(read_cases(OWN)).values())


def test_captions_that_no_rule_was_made_for() -> None:
    """Written by another hand from published style guides, and never used to make a rule."""
    table = rates(read_cases(HELD_OUT))
    assert table["photographer"][0] >= 0.98  # a wrong photographer is worse than none
    assert table["photographer"][1] >= 0.9
    assert all(precision >= 0.85 for precision, _ in table.values())
    assert all(recall >= 0.75 for _, recall in table.values())


@pytest.mark.shared
@pytest.mark.slow
def test_an_archive_without_credit_lines_yields_none() -> None:
    cases = read_cases(shared_file("captions/teenie-harris-10k.jsonl"))
    found = [
        caption for case in cases if (caption := parse_caption(str(case["caption"]), None)).credits
    ]
    assert found == []


@pytest.mark.parametrize(
    ("caption", "raw", "body"),
    [
        ("A port. (AP Photo/Jane Doe)", "AP Photo/Jane Doe", "A port."),
        ("A port. REUTERS/Jane Doe", "REUTERS/Jane Doe", "A port."),
        ("A port (photo: Jane).", "photo: Jane", "A port."),
        ("FILE PHOTO: A port.", "FILE PHOTO", "A port."),
        ("资料图：港口。", "资料图", "港口。"),
        ("Photo by Jane Doe. A port.", "Photo by Jane Doe.", "A port."),
    ],
)
def test_credit_is_kept_as_printed_and_left_out_of_the_sentences(
    caption: str, raw: str, body: str
) -> None:
    parsed = parse_caption(caption, None)
    assert [credit.raw for credit in parsed.credits] == [raw]
    assert parsed.sentences == (body,)
    assert parsed.text == caption


def test_a_bracket_of_the_line_is_no_part_of_a_name() -> None:
    (credit,) = parse_caption("A port. FILE PHOTO (Jane Doe/AP via Getty Images)", None).credits
    assert credit.via == "Getty Images"


@pytest.mark.parametrize("word", ["Stringer", "Handout", "Pool", "Staff", "STR", "HO"])
@pytest.mark.parametrize("form", ["A port. (Photo by {}/AFP)", "A port. REUTERS/{}"])
def test_a_role_is_never_a_photographer(form: str, word: str) -> None:
    (credit,) = parse_caption(form.format(word), None).credits
    assert credit.photographers == ()
    assert credit.agency in {"AFP", "Reuters"}


@pytest.mark.parametrize(
    "caption",
    [
        "Two groups on stage. (Blue Horizon/Red Sky)",
        "A visit. (Photo: Buckingham Palace)",
        "An altar. © 2019 Stadtmuseum Nordhafen",
        "A port, Northern Light Experiment (c) 2014 CERN",
        "The winner. (Jane Doe)",
        "A farm. Photo courtesy of Jane Doe",
    ],
)
def test_what_may_be_no_photographer_is_none(caption: str) -> None:
    parsed = parse_caption(caption, None)
    assert [name for credit in parsed.credits for name in credit.photographers] == []


@pytest.mark.parametrize("nickname", ['"Teddy"', "'Teddy'", "“Teddy”", "‘Teddy’"])
@pytest.mark.parametrize(
    "form",
    ["Photo: Edward {} Holm", "(Photo by Edward {} Holm/Harbour Museum)", "(Edward {} Holm/AP)"],
)
def test_a_photographer_may_have_a_nickname(form: str, nickname: str) -> None:
    (credit,) = parse_caption(f"A pier. {form.format(nickname)}", None).credits
    assert credit.photographers == (f"Edward {nickname} Holm",)


@pytest.mark.parametrize("line", ['"Teddy"', 'Holm "Teddy"', '"Teddy" Holm'])
def test_a_nickname_alone_makes_no_name(line: str) -> None:
    parsed = parse_caption(f"A pier. ({line}/AP)", None)
    assert [name for credit in parsed.credits for name in credit.photographers] == []


def test_a_pool_photographer_of_a_freelance_paper_keeps_the_first_status() -> None:
    parsed = parse_caption("A port. (Jane Doe/Pool Photo via AP)", None)
    assert parsed.status is Status.POOL


@pytest.mark.parametrize(
    "word",
    ["Plan", "Before", "Beispiel", "Figure", "Summer", "English", "Berlin", "Den Haag", "Paris",
     "Karte", "Lageplan", "Bauzustand", "Croquis", "Ejemplo", "Map", "Open Plan", "ISO 9001",
     "RFC-2616", "Table 3", "IMG_0376", "The authors"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["A house. ({})", "({})"])
def test_a_word_a_city_or_a_code_in_brackets_is_no_company(form: str, word: str) -> None:
    assert parse_caption(form.format(word), None).credits == ()


@pytest.mark.parametrize(
    "name", ["Northlight", "Plan International", "Kanal 5", "Studio 54", "MAP", "NASA", "Halyard"]
)
def test_a_name_in_brackets_is_a_company(name: str) -> None:
    (credit,) = parse_caption(f"A house. ({name})", None).credits
    assert (credit.agency, credit.photographers) == (name, ())


def test_a_remark_in_chinese_is_no_company() -> None:
    assert parse_caption("一座房子。（Northlight 有很多名字）", None).credits == ()


@pytest.mark.parametrize(
    "source",
    ["Fuente: Banco Nordico", "Quelle: Eigene Darstellung", "Quelle: Northlight Wiki.",
     "Fonte: Northlight Prints", "Source: Table 3", "Source: NLF-361", "Source: The authors"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["A house. {}", "{}"])
def test_a_source_is_neither_a_person_nor_a_company_by_its_shape(form: str, source: str) -> None:
    found = parse_caption(form.format(source), None).credits
    assert [(credit.photographers, credit.agency) for credit in found] in ([], [((), None)])


def test_a_source_with_a_known_given_name_is_a_person() -> None:
    (credit,) = parse_caption("Ein Haus. Quelle: Anna Nordby", None).credits
    assert credit.photographers == ("Anna Nordby",)


@pytest.mark.parametrize(
    "job", ["Photo editor", "Illustrations Director", "assistant design director", "Director"]
)
def test_a_job_behind_a_slash_leaves_the_photographer(job: str) -> None:
    (credit,) = parse_caption(f"A house. (Jane Doe/{job})", None).credits
    assert (credit.photographers, credit.agency) == (("Jane Doe",), None)


@pytest.mark.parametrize("raw", ["Jane Doe, photo editor", "Jane Doe – Director", "Art director"])
def test_a_job_elsewhere_makes_nobody_a_photographer(raw: str) -> None:
    assert parse_caption(f"A house. ({raw})", None).credits == ()
