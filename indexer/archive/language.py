"""The language of a story."""

from __future__ import annotations

import re
from typing import NamedTuple

import regex

from indexer.model import Source

DEFAULT = "en"
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?(?:[.@].*)?")
_FOLDER = re.compile(r"([a-z]{2})(?:[-_]([A-Za-z]{2,4}))?")
_LANGUAGES = frozenset(
    [
        "ar",
        "bg",
        "bn",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "eu",
        "fa",
        "fi",
        "fr",
        "ga",
        "gl",
        "he",
        "hi",
        "hr",
        "hu",
        "hy",
        "id",
        "is",
        "it",
        "ja",
        "ka",
        "kk",
        "ko",
        "lt",
        "lv",
        "mk",
        "ms",
        "nb",
        "nl",
        "nn",
        "no",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sq",
        "sr",
        "sv",
        "ta",
        "te",
        "th",
        "tr",
        "uk",
        "ur",
        "uz",
        "vi",
        "zh",
    ]
)
"""ISO 639-1 codes of the languages that news is written in."""

_SCRIPTS = (
    ("ja", regex.compile(r"[\p{Hiragana}\p{Katakana}]")),
    ("ko", regex.compile(r"\p{Hangul}")),
    ("zh", regex.compile(r"\p{Han}")),
)
_SIGNS = r"[\d_/\\{}<>=|#*$%^~`]+"
_NOT_PROSE = re.compile(rf"https?://\S+|[\w.+-]+@[\w.-]+|{_SIGNS}")
_URL = re.compile(r"https?://\S+")
_DIGIT = re.compile(r"\d")
_SIGNS_AS_SPACES = bytes.maketrans(b"0123456789_/\\{}<>=|#*$%^~`", b" " * 26)
_ASCII = bytes(range(128))
_NO_ASCII_LETTERS = bytes(code for code in range(256) if not bytes([code]).isalpha())
_SAMPLE = 2000
_SCRIPT_SAMPLE = 10_000
_SHARE = 0.1
_FEW = 200
_MIN_LETTERS = 100
_MIN_PROBABILITY = 0.99
"""On 4,400 English posts of three archives, what was found beyond both bounds was right each time:
five posts in German, Spanish and Portuguese; below them it was mostly lists of names."""


class Language(NamedTuple):
    """A language and where it was found.

    Attributes:
        tag: BCP 47, such as ``en`` or ``zh-CN``.
        source: Where it was found; ``NONE`` for English taken for want of anything else.
    """

    tag: str
    source: Source


def language_of(stated: Language | None, path: str, default: str, text: str) -> Language:
    """The language of a story.

    Args:
        stated: What the post's front matter or a setting says; None if neither does.
        path: Archive-relative POSIX path of the post.
        default: The site's language; empty if it has none.
        text: Title and body.

    Returns:
        What is stated, else what the first folder is named for (``zh_cn/news/...``), else the
        site's language unless the text is in another script, else what the text is written in
        as far as that is certain, else English.
    """
    if stated is not None and (tag := normalize_tag(stated.tag)):
        return Language(tag, stated.source)
    first, _, rest = path.partition("/")
    folder = _FOLDER.fullmatch(first) if rest else None
    if folder and folder[1] in _LANGUAGES:
        return Language(normalize_tag(first), Source.FOLDER)
    site, script = normalize_tag(default), _by_script(text)
    if site and (script is None or site.startswith(script)):
        return Language(site, Source.CONFIGURATION)
    written = script or _by_words(text)
    return Language(written, Source.TEXT) if written else Language(DEFAULT, Source.NONE)


def normalize_tag(text: str) -> str:
    """A language tag in its usual letters, such as ``zh-CN``; empty if it is none."""
    found = _TAG.fullmatch(text.strip())
    if not found:
        return ""
    language, region = found[1].lower(), found[2] or ""
    if not region:
        return language
    return f"{language}-{region.title() if len(region) == len('Hant') else region.upper()}"


def _by_script(text: str) -> str | None:
    """The language whose script a good part of the text is written in."""
    text = text[:_SCRIPT_SAMPLE]
    plain = text.encode("ascii", "ignore")
    if len(text) - len(plain) <= len(plain.translate(None, _NO_ASCII_LETTERS)) * _SHARE:
        return None  # whatever stands beside the Latin letters, it is too little
    # Of letters only and of much text: posts on programming begin with code.
    letters = "".join(filter(str.isalpha, text))
    for language, script in _SCRIPTS:
        if len(script.findall(letters)) > len(letters) * _SHARE:
            return language
    return None


def _by_words(text: str) -> str | None:
    """The language of a text long enough to tell; None where it is not certain."""
    sample = " ".join(_prose(text[: 2 * _SAMPLE]).split())[:_SAMPLE]
    # Most samples show at once that they have letters enough.
    if all(sum(map(str.isalpha, part)) < _MIN_LETTERS for part in (sample[:_FEW], sample)):
        return None
    # Loaded when first needed: half a second that an archive with a language never pays.
    from indexer.archive.language_model import classify  # noqa: PLC0415

    tag, probability = classify(sample)
    # Lists of names and code are taken for languages that no news is written in.
    return tag if probability >= _MIN_PROBABILITY and tag in _LANGUAGES else None


def _prose(text: str) -> str:
    """A text with spaces for addresses, numbers and signs."""
    if "@" in text:
        return _NOT_PROSE.sub(" ", text)
    # Without an "@" there is no mail address, and looking for one is most of the work.
    if "://" in text:
        text = _URL.sub(" ", text)
    plain = text.encode("utf-8", "surrogatepass").translate(_SIGNS_AS_SPACES)
    prose = plain.decode("utf-8", "surrogatepass")
    beyond = (
        "" if text.isascii() else plain.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    )
    # The digits of other scripts are hardly ever there.
    return _DIGIT.sub(" ", prose) if _DIGIT.search(beyond) else prose
