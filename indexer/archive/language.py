"""The language of a story."""

from __future__ import annotations

import re

import regex

DEFAULT = "en"
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?")
_FOLDER = re.compile(r"([a-z]{2})(?:[-_]([A-Za-z]{2,4}))?")
# ISO 639-1 codes that news sites use for folders of translations.
_FOLDER_LANGUAGES = frozenset(
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
_SCRIPTS = (
    ("ja", regex.compile(r"[\p{Hiragana}\p{Katakana}]")),
    ("ko", regex.compile(r"\p{Hangul}")),
    ("zh", regex.compile(r"\p{Han}")),
)
_SAMPLE = 2000
_SHARE = 0.1


def language_of(stated: str, path: str, default: str, text: str) -> str:
    """The language of a story as a BCP 47 tag.

    Args:
        stated: Front matter ``lang``; empty if it has none.
        path: Archive-relative POSIX path of the post.
        default: The site's language; empty if it has none.
        text: Title and body.

    Returns:
        What is stated, else what the first folder is named for (``zh_cn/news/...``), else what
        the script of the text tells, else the site's language, else English.
    """
    first, _, rest = path.partition("/")
    folder = _FOLDER.fullmatch(first) if rest else None
    named = first if folder and folder[1] in _FOLDER_LANGUAGES else ""
    for candidate in (stated, named):
        tag = normalize_tag(candidate)
        if tag:
            return tag
    site = normalize_tag(default) or DEFAULT
    written = _by_script(text)
    return site if written is None or site.startswith(written) else written


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
    sample = text[:_SAMPLE]
    for language, script in _SCRIPTS:
        if len(script.findall(sample)) > len(sample) * _SHARE:
            return language
    return None
