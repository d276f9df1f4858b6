"""What met the reading of an archive, in the reader's language.

Reports are kept and compared as lines in English (``Problem``, the record of a build), and so a
sentence is known again by its words when it is shown.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from indexer.texts import gettext, message

_SENTENCES = (
    message("A [caption] holds no image; its text was kept."),
    message("Backfile failed on it (%(error)s)."),
    message("It is a link to a file outside the archive."),
    message("It is a link to a folder outside the archive."),
    message("It is a link to nothing."),
    message("It is no regular file."),
    message("It vanished while the archive was read."),
    message("Its date is %(date)s, its name says %(other)s (%(days)s days)."),
    message("Its name is not UTF-8."),
    message("Reading it broke the process that read it."),
    message("Reading it took longer than %(seconds)s seconds."),
    message("The body cannot be read: %(why)s."),
    message("The date “%(date)s” does not exist; another source is used."),
    message("The date “%(date)s” is not understood; another source is used."),
    message("The date “%(date)s” of its name does not exist."),
    message("The file cannot be read: %(error)s."),
    message("The file is larger than %(size)s bytes."),
    message("The file is not UTF-8; it was read as %(encoding)s."),
    message("The file is not text."),
    message("The folder cannot be read: %(error)s."),
    message("The front matter cannot be read: %(why)s."),
    message("The front matter is not closed."),
    message("The front matter is not used: %(why)s."),
    message("The front matter is not valid: %(error)s. It was read line by line."),
    message("There is no encoding “%(name)s”."),
    message("There is no time zone “%(name)s”."),
    message("source is “%(folder)s”, which does not exist, so the archive's own is used."),
    message("%(name)s is no folder inside the archive, so it is not used."),
    message("%(name)s %(why)s, so none of it is used."),
    message("%(number)s of its image files are pointers of Git LFS, not pictures."),
    message("“%(name)s” has %(size)s pixels, more than can be shown."),
    message("“%(name)s” holds a script."),
    message("“%(name)s” is a picture of the format %(format)s."),
    message("“%(name)s” is cut off."),
    message("“%(name)s” is given twice; the last one counts."),
    message("“%(name)s” is no picture that can be shown."),
    # What stands within others, and why a file is left out.
    message("cannot be read (%(error)s)"),
    message("collection %(name)s, which %(why)s"),
    message("holds too much: %(why)s"),
    message("is larger than %(size)s bytes"),
    message("is no regular file"),
    message("is not UTF-8"),
    message("is not valid TOML"),
    message("is not valid YAML"),
    message("it has more than %(number)s tags"),
    message("it holds more than %(number)s aliases"),
    message("it holds more than %(number)s values, aliases counted"),
    message("it is a list, not names with values"),
    message("it is a text, not names with values"),
    message("it is longer than %(size)s bytes"),
    message("it is nested deeper than %(number)s levels"),
    message("it is nested too deeply"),
    message("its elements are nested deeper than %(number)s levels"),
    message("tells who people are"),
    message("the site does not publish"),
    message("what it includes is too long"),
)
"""Reasons; where one begins as another does, the longer one comes first."""

HINTS = (
    message("Add the image, or remove the shortcode."),
    message("Build again."),
    message("Copy the file into the archive."),
    message("Correct it there; put values with colons, brackets or quotes in quotes."),
    message("Correct it."),
    message("Correct it; if it is made when the site is built, addresses may differ."),
    message("Correct one of them; the date in the front matter counts."),
    message("End it with a line of ---."),
    message("Get the pictures with: git lfs pull"),
    message("Keep one."),
    message("Make it readable for the user who runs the build."),
    message("Make it readable for whoever builds."),
    message("Make it shorter."),
    message("Move the folder into the archive."),
    message("Name it so."),
    message("Please report this with the file."),
    message("Public addresses may differ from those of the site until it is mended."),
    message("Remove it from the posts."),
    message("Remove the link, or restore its file."),
    message("Rename it."),
    message("Rename the file."),
    message("Replace it by a smaller one."),
    message("Replace the file by a whole one."),
    message("Replace the file."),
    message("Save it as plain text in UTF-8."),
    message("Save it in UTF-8."),
    message("Simplify its mark-up, or raise the limit in the settings."),
    message("Simplify the post's mark-up."),
    message("Split the post, or raise the limit."),
    message("Take the script out, or save it as PNG."),
    message("UTC is used."),
    message("Write it as YYYY-MM-DD HH:MM:SS +0000."),
)
"""What to do about it."""

_PLACE = re.compile(r"%\((\w+)\)s")
_WITHIN = "why"


class Told(NamedTuple):
    """A sentence taken apart.

    Attributes:
        text: A message of the catalogues.
        values: What stands in it.
    """

    text: str
    values: dict[str, str]


@lru_cache(maxsize=4096)
def recognise(sentence: str) -> Told | None:
    """The message a reason in English was made of; None for what an older version wrote."""
    for text, pattern in _patterns():
        found = pattern.fullmatch(sentence)
        if found:
            return Told(text, found.groupdict())
    return None


def worded(sentence: str) -> str:
    """A reason in the reader's language; as it stands if it is not known."""
    told = recognise(sentence)
    return in_words(*told) if told else gettext(sentence)


def in_words(text: str, values: dict[str, str]) -> str:
    """A message with its values, of which one may be a message itself."""
    said = {name: worded(value) if name == _WITHIN else value for name, value in values.items()}
    return gettext(text, **said)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((text, re.compile(_pattern(text), re.DOTALL)) for text in _SENTENCES)


def _pattern(text: str) -> str:
    pieces = _PLACE.split(text)
    return "".join(
        f"(?P<{piece}>.+?)" if at % 2 else re.escape(piece) for at, piece in enumerate(pieces)
    )
