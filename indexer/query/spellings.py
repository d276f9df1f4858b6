"""British and American spellings of one English word."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RULES = tuple(
    (typed, re.compile(rf"(?<=[a-z]{{3}}){typed}(?=(?:{endings})$)"), other)
    for typed, other, endings in (
        ("is", "iz", "e|es|ed|er|ers|ing|ation|ations|ational"),
        ("iz", "is", "e|es|ed|er|ers|ing|ation|ations|ational"),
        ("our", "or", "|s|ed|ing|ful|able|al|ite|ites|ist|ists|less|hood|hoods|ly|y"),
        ("or", "our", "|s|ed|ing|ful|able|al|ite|ites|ist|ists|less|hood|hoods|ly|y"),
    )
)
"""Letters, where they may be, and what stands for them on the other side of the ocean."""

_WORDS = """
    aeroplane/airplane ageing/aging aluminium/aluminum analogue/analog artefact/artifact
    calibre/caliber cancelled/canceled catalogue/catalog centre/center centred/centered
    defence/defense dialogue/dialog encyclopaedia/encyclopedia fibre/fiber grey/gray
    jewellery/jewelry judgement/judgment labelled/labeled licence/license litre/liter lustre/luster
    manoeuvre/maneuver meagre/meager metre/meter mould/mold moustache/mustache offence/offense
    paediatric/pediatric plough/plow pretence/pretense programme/program pyjama/pajama
    sceptic/skeptic sceptical/skeptical sombre/somber spectre/specter theatre/theater
    travelled/traveled traveller/traveler travelling/traveling
"""
_PAIRS = [pair.split("/") for pair in _WORDS.split()]
_OTHERS = {one: other for pair in _PAIRS for one, other in (pair, reversed(pair))}


def other_spellings(form: str) -> Iterator[str]:
    """How a word is spelt on the other side of the ocean, or would be: ``harbour``, ``harbor``.

    Not all are words; an archive's own texts tell which are.

    Args:
        form: The word, case folded.
    """
    plural = form.endswith("s") and form[:-1] in _OTHERS
    if plural or form in _OTHERS:
        yield _OTHERS[form[:-1]] + "s" if plural else _OTHERS[form]
        return
    for typed, pattern, other in _RULES:
        if typed in form and (written := pattern.sub(other, form)) != form:
            yield written
