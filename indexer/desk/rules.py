"""What can be told of one story by itself: its date, and the captions of its photos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from indexer.desk.finding import Finding
from indexer.model import (
    ArchiveDate,
    ImageState,
    Photo,
    Precision,
    ProblemKind,
    Status,
    Story,
)
from indexer.texts import message

_FILLERS = frozenset(
    {
        "a", "an", "and", "at", "by", "credit", "courtesy", "dsc", "figure", "file", "from",
        "image", "images", "img", "in", "of", "on", "photo", "photograph", "photos", "pic",
        "picture", "pictures", "screenshot", "screenshots", "source", "the", "untitled",
        "abb", "abbildung", "bild", "bilder", "das", "dem", "der", "die", "ein", "eine", "foto",
        "fotos", "im", "quelle", "und", "von",
    }
)  # fmt: skip
"""Words that say nothing of who or what is shown."""

_CALENDAR = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_WORD = re.compile(r"[^\W\d_]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CREDIT_CUE = re.compile(
    r"(?:\b(?:photo(?:graph)?|picture|image|foto|bild|illustration)s?\s*(?:by\b|credit|courtesy|:)"
    r"|\bcredits?\s*:|\bcourtesy (?:of|by)\b|©|\(c\)"
    r"|\((?:from|via|source|quelle)\b|\b(?:at|on|from|via) (?:flickr|wikipedia|wikimedia|getty)\b"
    r"|^by\s+\S)",
    re.IGNORECASE,
)
_LAST = re.compile(r"\((?P<within>[^\W\d_][^()\d:;,?!]{1,60})\)(?=[.\s]*$)")
_BETWEEN_NAMES = frozenset({"&", "and", "de", "der", "du", "für", "of", "the", "und", "van", "von"})
_DAY = re.compile(rf"(?:{_CALENDAR}|Left|Right|Centre|Center|Top|Bottom|Click|See)\b")
_MAX_WORDS = 5
_PLACE = re.compile(
    r"(?:\b(?:above|across|along|am|an|around|at|auf|behind|bei|below|beneath|beside|en|from|im|in"
    r"|near|nach|of|off|on|outside|over|through|to|under|vor|à)\s+(?:[a-z]\w*\s+){0,2}|,\s)"
    rf"(?!(?:{_CALENDAR})\b)"
    r"[^\W\d_a-z]\w"
)
"""What follows such a word with a capital letter may well be a place."""

_SLACK = timedelta(days=1)
"""It is the next day elsewhere."""

_LONG = timedelta(days=300)
"""Where a picture is said to be older, a year may be mistyped: "Jan. 3, 2020" early in 2021."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TO_COME = re.compile(
    r"\b(?:will|to be|to take place|coming|upcoming|next|planned|plans?|expected|scheduled|until"
    r"|soon|deadline|register|join|poster|banner|logo|wird|werden|soll|nächste\w*|geplant\w*)\b",
    re.IGNORECASE,
)
_EXACT = frozenset({Precision.DAY, Precision.MONTH})
_OLD_ON_PURPOSE = frozenset({Status.FILE, Status.REPRODUCTION})
_MAX_SHOWN = 80


def findings_of(story: Story) -> Iterator[Finding]:
    """What is not as it should be, in the order of the post."""
    if story.date.earliest is None:
        yield Finding(
            kind=ProblemKind.UNDATED,
            path=story.path,
            line=None,
            text=message("“%(title)s” has no date."),
            values={"title": shortened(story.title)},
            hint=message(
                "Add date: YYYY-MM-DD to its front matter, or put the date before its file name."
            ),
            story_id=story.id,
        )
    for photo in story.photos:
        yield from _of_photo(story, photo)


def shortened(text: str) -> str:
    """The beginning of a text."""
    return text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…"


def image_name(photo: Photo) -> str:
    """What a photo's picture is called."""
    return photo.image.name or photo.image.src


def _of_photo(story: Story, photo: Photo) -> Iterator[Finding]:
    if photo.image.state is ImageState.MISSING:
        yield _finding(
            story,
            photo,
            ProblemKind.MISSING_IMAGE,
            message("The file of “%(src)s” is missing."),
            message("Restore it, or set image_root if images lie elsewhere."),
            src=photo.image.src,
        )
    if not photo.caption.text:
        yield _finding(
            story,
            photo,
            ProblemKind.NO_CAPTION,
            message("“%(name)s” has no caption."),
            message(
                "Write one; until then it is found by its alternative text and name only. Pictures "
                "that many stories show without one are taken for icons and left out."
            ),
            name=image_name(photo),
        )
        return
    yield from _of_caption(story, photo)


def _of_caption(story: Story, photo: Photo) -> Iterator[Finding]:
    text = shortened(photo.caption.text)
    if _says_nothing(photo):
        yield _finding(
            story,
            photo,
            ProblemKind.THIN_CAPTION,
            message("The caption “%(text)s” does not say who or what is shown."),
            message("Name the people, or say what can be seen."),
            text=text,
        )
    yield from _of_credit(story, photo, text)
    yield from _of_dates(story, photo, text)
    if photo.place is None and not _may_name_a_place(photo.caption.text):
        yield _finding(
            story,
            photo,
            ProblemKind.NO_PLACE,
            message("The caption “%(text)s” does not say where the photo was taken."),
            message("Add the place if it is known."),
            text=text,
        )


def _of_credit(story: Story, photo: Photo, text: str) -> Iterator[Finding]:
    raw = unclear_credit(photo)
    if raw:
        yield _finding(
            story,
            photo,
            ProblemKind.UNCLEAR_CREDIT,
            message("The credit “%(raw)s” names nobody that was understood."),
            message("Write it as (Name/Agency), or (Photo by Name/Agency)."),
            raw=shortened(raw),
        )
    elif not photo.credits:
        yield _finding(
            story,
            photo,
            ProblemKind.NO_CREDIT,
            message("The caption “%(text)s” has no credit."),
            message("End it with (Name/Agency) or the like."),
            text=text,
        )


def unclear_credit(photo: Photo) -> str:
    """What seems to be a credit but was not understood; empty if there is nothing of the kind."""
    for credit in photo.credits:
        if not (credit.photographers or credit.agency or credit.via or photo.status):
            return credit.raw
    if photo.credits:
        return ""
    if photo.status is not None:
        return ""
    text = photo.caption.text
    cue = _CREDIT_CUE.search(text)
    return text[cue.start() :] if cue else _name_in_brackets(text)


def _name_in_brackets(text: str) -> str:
    """What stands in brackets at the end, if it is written as a name and is no day."""
    last = _LAST.search(text)
    words = re.split(r"[\s/]+", last["within"]) if last else []
    named = all(word[:1].isupper() or word in _BETWEEN_NAMES for word in words)
    return (
        last[0] if last and named and len(words) <= _MAX_WORDS and not _DAY.match(words[0]) else ""
    )


def _may_name_a_place(text: str) -> bool:
    """True for captions that seem to say where, though not in a way that was understood."""
    return bool(_WIDE.search(text) or _PLACE.search(text))


def _of_dates(story: Story, photo: Photo, text: str) -> Iterator[Finding]:
    first, last = story.date.earliest, story.date.latest
    taken = _taken(photo, first)
    if taken.earliest is None or taken.latest is None:
        yield _finding(
            story,
            photo,
            ProblemKind.NO_DATE_TAKEN,
            message("The caption “%(text)s” does not say when the photo was taken."),
            message("Add the day if it is known."),
            text=text,
        )
        return
    if first is None or last is None:
        return
    dates = {"taken": taken.raw or taken.earliest.isoformat(), "published": first.isoformat()}
    if taken.earliest - last > _SLACK:
        yield _finding(
            story,
            photo,
            ProblemKind.TAKEN_LATER,
            message("Taken on %(taken)s, but the story was published on %(published)s."),
            message("One of the two dates is wrong: compare them with the picture's own."),
            **dates,
        )
    elif (
        taken.precision in _EXACT
        and first - taken.latest > _LONG
        and photo.status not in _OLD_ON_PURPOSE
    ):
        yield _finding(
            story,
            photo,
            ProblemKind.TAKEN_EARLIER,
            message("Taken on %(taken)s, long before the story was published on %(published)s."),
            message("Correct the year, or call it a file photo."),
            **dates,
        )


def _taken(photo: Photo, published: date | None) -> ArchiveDate:
    """When a caption says that a photo was taken, be it after the story was published.

    Such a date is not taken over when a post is read, since captions tell of what is to come too.
    Below a picture with a credit, without a word for what is to come, it is worth a look.
    """
    text, taken = photo.caption.text, photo.taken
    if taken.earliest is not None or published is None or not photo.credits:
        return taken
    if not any(int(year) >= published.year for year in _YEAR.findall(text)):
        return taken
    if _TO_COME.search(text):
        return taken
    # Hardly ever needed where no post is read.
    from indexer.archive.captions.taken import find_taken  # noqa: PLC0415

    sentences = [sentence.text for sentence in photo.caption.sentences]
    return find_taken(sentences, " ".join(credit.raw for credit in photo.credits), None)


def _says_nothing(photo: Photo) -> bool:
    """True if a caption is a credit alone, or one word beside those that any caption may have."""
    said = " ".join(sentence.text for sentence in photo.caption.sentences)
    if _WIDE.search(said):
        return False
    return all(word[0] in _FILLERS for word in _WORD.finditer(said.casefold()))


def _finding(
    story: Story, photo: Photo, kind: ProblemKind, text: str, hint: str, /, **values: str
) -> Finding:
    return Finding(
        kind=kind,
        path=story.path,
        line=photo.line,
        text=text,
        values=values,
        hint=hint,
        story_id=story.id,
        photo_id=photo.id,
    )
