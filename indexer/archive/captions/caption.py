"""Caption -> sentences, credit lines, date, place and method; and which sentences are its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indexer.archive.captions.credits import find_credits
from indexer.archive.captions.methods import find_method
from indexer.archive.captions.places import find_place
from indexer.archive.captions.sentences import endings_of, split_at, split_sentences
from indexer.archive.captions.taken import find_taken
from indexer.model import ArchiveDate, Caption, Credit, Method, Place, Sentence, Status

_PLACE_WINDOW = 2000
_QUOTES = str.maketrans("‘’‚‛“”„‟«»", '\'\'\'\'""""""')
_EDGE = " \t.!?…。！？\"'()[]（）"


@dataclass(frozen=True, slots=True)
class ParsedCaption:
    """A caption read by itself, before it is compared with its neighbours.

    Attributes:
        text: The whole caption with its credit lines, whitespace folded.
        sentences: The caption without its credit lines, sentence by sentence.
        credits: Credit lines in order.
        taken: When the picture was taken; ``UNDATED`` if the caption does not tell.
        place: Where it was taken; None if the caption does not tell.
        method: Drone or aerial; None if the caption does not tell.
        status: Pool, handout ...; None if the credit lines do not tell.
        rights: Rights wording as printed; empty if there is none.
    """

    text: str
    sentences: tuple[str, ...]
    credits: tuple[Credit, ...]
    taken: ArchiveDate
    place: Place | None
    method: Method | None
    status: Status | None
    rights: str


def parse_caption(text: str, published: date | None) -> ParsedCaption:
    """Reads a caption.

    Args:
        text: The caption as plain text.
        published: When its story was published, for dates written without their year.

    Returns:
        What the caption says, as much as is certain. Any text is read in linear time.
    """
    folded = " ".join(text.split())
    found = find_credits(folded)
    sentences = tuple(split_sentences(found.body))
    lines = " ".join(credit.raw for credit in found.credits)
    return ParsedCaption(
        text=folded,
        sentences=sentences,
        credits=found.credits,
        taken=find_taken(sentences, lines, published),
        place=find_place(sentences[0][:_PLACE_WINDOW]) if sentences else None,
        method=find_method(folded),
        status=found.status,
        rights=found.rights,
    )


def mark_shared(captions: Sequence[ParsedCaption], paragraphs: Sequence[str]) -> list[Caption]:
    """Tells the sentences about one picture from those about the story.

    A sentence is shared if the story's body has it, or the differing caption of another picture.
    Pictures with one and the same caption keep its sentences as their own. Case, whitespace and
    the kind of quotation marks make no difference.

    Args:
        captions: The story's captions in order.
        paragraphs: The story's body.

    Returns:
        The captions in the same order.
    """
    endings = endings_of(paragraphs)
    split = [
        [part for sentence in caption.sentences for part in split_at(sentence, endings)]
        for caption in captions
    ]
    shared = {
        _fold(sentence) for paragraph in paragraphs for sentence in split_at(paragraph, endings)
    }
    # Captions that are the same count as one, so that what is left stands in differing ones.
    distinct = {_fold(caption.text): parts for caption, parts in zip(captions, split, strict=True)}
    held = Counter(
        sentence for parts in distinct.values() for sentence in {_fold(part) for part in parts}
    )
    shared |= {sentence for sentence, times in held.items() if times > 1}
    return [
        Caption(caption.text, tuple(Sentence(part, _fold(part) in shared) for part in parts))
        for caption, parts in zip(captions, split, strict=True)
    ]


def _fold(text: str) -> str:
    return " ".join(text.translate(_QUOTES).casefold().split()).strip(_EDGE)
