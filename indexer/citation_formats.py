"""Citations in words, and in the forms that reference managers read.

Names stay as the archive prints them, because it does not say which part is the family's. Of a
date only what is known is given, and what was inferred is noted as such.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from indexer.citation import Citation, Cited
from indexer.model import ArchiveDate, Precision
from indexer.texts import gettext, long_day, message
from indexer.wording import YEARS_OF_A_DECADE, date_in_words, inferred

MAX_AUTHORS = 3
"""More are cited in words by the first alone, and others."""

_CLOSED, _OPEN = message("“%(text)s”"), message("“%(text)s,”")
_END_MARKS = tuple(".!?…。！？")
_RIS_TYPES = {Cited.STORY: "NEWS", Cited.PHOTO: "ART", Cited.SEARCH: "ELEC"}
_CSL_TYPES = {
    Cited.STORY: "article-newspaper",
    Cited.PHOTO: "graphic",
    Cited.SEARCH: "webpage",
}
_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_TEX = str.maketrans(
    {
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "%&#_$"},
    }
)
_URL_SAFE = "!#$%&'()*+,-./:;=?@[]_~"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def as_text(citation: Citation) -> str:
    """One sentence in the manner of the Chicago notes style; “n.d.” stands for no date."""
    title = _folded(citation.title)
    closed = title.endswith(_END_MARKS)
    day = date_in_words(citation.date) or gettext("n.d.")
    if inferred(citation.date.source):
        day = f"[{day}]"
    title = gettext(_CLOSED if closed else _OPEN, text=title)
    parts = [f"{title} {_folded(citation.site)}", day]
    if citation.authors:
        parts.insert(0, _authors_in_words(citation.authors))
    if citation.url and citation.cited is Cited.SEARCH:
        parts.append(_address(citation))
    elif citation.url:
        accessed = gettext("accessed %(day)s", day=long_day(citation.accessed))
        parts.append(f"{_address(citation)} ({accessed})")
    sentence = ", ".join(parts)
    sentence += "" if sentence.endswith(".") else "."
    note = _note(citation)
    return f"{sentence} {note[:1].upper()}{note[1:].rstrip('.')}.\n" if note else f"{sentence}\n"


def as_bibtex(citation: Citation) -> str:
    """An entry that BibTeX and biblatex read. Braces are balanced whatever a text holds."""
    fields = {
        "title": f"{{{_tex(citation.title)}}}",
        "author": " and ".join(f"{{{_tex(name)}}}" for name in citation.authors),
        "howpublished": _tex(citation.site),
        "url": _address(citation),
        "urldate": citation.accessed.isoformat(),
        "language": _tex(citation.lang),
        "note": _tex(_note(citation)),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    lines[1:1] = [f"  {name} = {value},\n" for name, value in _bibtex_date(citation.date)]
    return f"@misc{{{citation.key},\n{''.join(lines)}}}\n"


def as_ris(citation: Citation) -> str:
    """A record in RIS, lines ending as its specification wants them."""
    parts = _parts(citation.date)
    issued = parts[0] if len(parts) == 1 else []
    written = "/".join(f"{part:02}" for part in issued) + "/" * (4 - len(issued))
    rows = [
        ("TY", _RIS_TYPES[citation.cited]),
        ("ID", citation.key),
        ("TI", citation.title),
        *(("AU", name) for name in citation.authors),
        ("T2", citation.site),
        ("PY", f"{issued[0]:04}" if issued else ""),
        ("DA", written if issued else ""),
        ("UR", _address(citation)),
        ("Y2", f"{citation.accessed:%Y/%m/%d}/"),
        ("LA", citation.lang),
        ("N1", date_in_words(citation.date) if len(parts) > 1 else ""),
        ("N1", _note(citation)),
    ]
    lines = [f"{tag}  - {_folded(value)}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def as_csl(citation: Citation) -> str:
    """CSL-JSON, as Zotero, Pandoc and citeproc read it."""
    item = {
        "id": citation.key,
        "type": _CSL_TYPES[citation.cited],
        "title": _folded(citation.title),
        "author": [{"literal": _folded(name)} for name in citation.authors],
        "container-title": _folded(citation.site),
        "issued": {"date-parts": parts} if (parts := _parts(citation.date)) else None,
        "URL": _address(citation),
        "accessed": {"date-parts": [_numbers(citation.accessed, Precision.DAY)]},
        "language": citation.lang,
        "note": _folded(_note(citation)),
    }
    held = {name: value for name, value in item.items() if value}
    return json.dumps([held], ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """A form of citations.

    Attributes:
        suffix: Of its files.
        label: Its name.
        media_type: Of its files.
        write: Writes a citation in it.
    """

    suffix: str
    label: str
    media_type: str
    write: Callable[[Citation], str]


CITATION_FORMATS = {
    known.suffix: known
    for known in (
        CitationFormat("txt", message("Plain text"), "text/plain", as_text),
        CitationFormat("bib", "BibTeX", "application/x-bibtex", as_bibtex),
        CitationFormat("ris", "RIS", "application/x-research-info-systems", as_ris),
        CitationFormat("json", "CSL-JSON", "application/vnd.citationstyles.csl+json", as_csl),
    )
}
"""Suffix -> form."""


def _authors_in_words(names: Sequence[str]) -> str:
    names = [_folded(name) for name in names]
    if len(names) > MAX_AUTHORS:
        return gettext("%(name)s et al.", name=names[0])
    *others, last = names
    return gettext("%(names)s and %(last)s", names=", ".join(others), last=last) if others else last


def _address(citation: Citation) -> str:
    """The address in ASCII and without braces, which no form has to escape."""
    return quote(citation.url, safe=_URL_SAFE) if citation.url else ""


def _note(citation: Citation) -> str:
    return "; ".join(_folded(note) for note in citation.notes)


def _folded(text: str) -> str:
    """A text as one line: every form is made of lines."""
    return _CONTROL.sub(" ", text).strip()


def _tex(text: str) -> str:
    return _folded(text).translate(_TEX)


def _bibtex_date(when: ArchiveDate) -> Iterator[tuple[str, str]]:
    parts = _parts(when)
    if len(parts) > 1:
        years = dict.fromkeys(str(part[0]) for part in parts)
        yield "year", f"{{{'--'.join(years)}}}"
    elif parts:
        year, *rest = parts[0]
        yield "year", f"{{{year}}}"
        if rest:
            yield "month", _MONTHS[rest[0] - 1]
        yield from (("day", f"{{{day}}}") for day in rest[1:])


def _parts(when: ArchiveDate) -> list[list[int]]:
    """A date as year, month and day so far as they are known: none, one, or first and last."""
    if when.earliest is None:
        return []
    first, last = when.earliest, when.latest or when.earliest
    ends = [_numbers(first, when.precision), _numbers(last, when.precision)]
    if when.precision is Precision.DECADE:
        ends = [[end[0] // YEARS_OF_A_DECADE * YEARS_OF_A_DECADE] for end in ends]
        ends[1][0] += YEARS_OF_A_DECADE - 1
    return ends[:1] if ends[0] == ends[1] else ends


def _numbers(day: date, precision: Precision) -> list[int]:
    match precision:
        case Precision.MONTH:
            return [day.year, day.month]
        case Precision.YEAR | Precision.DECADE:
            return [day.year]
        case Precision.DAY | Precision.UNKNOWN:
            return [day.year, day.month, day.day]
