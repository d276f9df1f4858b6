"""One table of settings. It feeds the command line, the environment, ``backfile.toml`` and docs.

A flag wins over the environment (``BACKFILE_NAME``), which wins over ``backfile.toml`` in the
working directory, which wins over the default.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from indexer.archive.language import normalize_tag
from indexer.archive.limits import Limits
from indexer.engine.request import FACETS
from indexer.errors import SettingError
from indexer.extras import Extras
from indexer.parameters import SINGLE_PARAMETERS
from indexer.query.nodes import FIELDS

FILE_NAME = "backfile.toml"
ENVIRONMENT_PREFIX = "BACKFILE_"
_LIMITS = Limits()
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,40}")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, resolved. What each means stands in :data:`SETTINGS`."""

    archive: Path | None = None
    index: Path | None = None
    data_dir: Path = Path("index_data")
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    jobs: int = 0
    image_root: Path | None = None
    future: bool = False
    unpublished: bool = False
    lang: str = ""
    private: bool = False
    edit_url: str = ""
    accent: str = ""
    aliases: Path | None = None
    desk: bool = True
    accepted: Path | None = None
    fields: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    max_post_bytes: int = _LIMITS.post_bytes
    max_tags: int = _LIMITS.tags
    max_depth: int = _LIMITS.depth
    max_seconds: int = _LIMITS.seconds

    @property
    def extras(self) -> Extras:
        """The fields and facets of the archive's own."""
        return Extras(self.fields, self.facets)

    @property
    def limits(self) -> Limits:
        """The bounds of one post."""
        return Limits(self.max_post_bytes, self.max_tags, self.max_depth, self.max_seconds)


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table.

    Attributes:
        name: As in :class:`Settings`; ``--na-me`` as a flag, ``BACKFILE_NA_ME`` in the environment.
        kind: In words, for docs and errors.
        metavar: In one word, for help.
        read: Turns a text (or a TOML value) into the setting; raises ValueError.
        help: One sentence.
    """

    name: str
    kind: str
    metavar: str
    read: Callable[[Any], Any]
    help: str

    @property
    def flag(self) -> str:
        """Its flag on the command line."""
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        """Its environment variable."""
        return ENVIRONMENT_PREFIX + self.name.upper()

    @property
    def default(self) -> object:
        """What applies when nothing is given."""
        return next(field.default for field in fields(Settings) if field.name == self.name)


def _path(value: Any) -> Path:  # noqa: ANN401 - text or TOML value
    if not isinstance(value, str) or not value.strip():
        raise ValueError(value)
    return Path(value).expanduser()


def _text(value: Any) -> str:  # noqa: ANN401
    if not isinstance(value, str) or not value.strip():
        raise ValueError(value)
    return value.strip()


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:  # noqa: ANN401
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueError(value)  # noqa: TRY004 - one error for every wrong value
        number = int(value)
        if not least <= number <= most:
            raise ValueError(value)
        return number

    return read


def _truth(value: Any) -> bool:  # noqa: ANN401
    if isinstance(value, bool):
        return value
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if not isinstance(value, str) or value.lower() not in known:
        raise ValueError(value)
    return known[value.lower()]


def _keys(taken: Collection[str]) -> Callable[[Any], tuple[str, ...]]:
    def read(value: Any) -> tuple[str, ...]:  # noqa: ANN401
        given = value.split(",") if isinstance(value, str) else value
        if not isinstance(given, list):
            raise ValueError(value)  # noqa: TRY004 - one error for every wrong value
        keys = tuple(dict.fromkeys(str(key).strip().lower() for key in given))
        if any(not _KEY.fullmatch(key) or key in taken for key in keys):
            raise ValueError(value)
        return keys

    return read


def _language(value: Any) -> str:  # noqa: ANN401
    tag = normalize_tag(_text(value))
    if not tag:
        raise ValueError(value)
    return tag


def _edit_url(value: Any) -> str:  # noqa: ANN401
    address = _text(value)
    places = (address.count("{path}"), address.count("{line}"))
    if not address.startswith(("https://", "http://")) or places not in {(1, 0), (1, 1)}:
        raise ValueError(value)
    return address


def _colour(value: Any) -> str:  # noqa: ANN401
    if not _COLOUR.fullmatch(_text(value)):
        raise ValueError(value)
    return _text(value).lower()


SETTINGS = (
    Setting("archive", "a folder", "FOLDER", _path, "The archive whose index is used."),
    Setting(
        "index", "a folder", "FOLDER", _path, "The index itself; wins over the archive's usual one."
    ),
    Setting(
        "data_dir",
        "a folder",
        "FOLDER",
        _path,
        "Where indexes without a place of their own are kept.",
    ),
    Setting(
        "host",
        "an address",
        "ADDRESS",
        _text,
        "Address the site listens on; 0.0.0.0 for every one.",
    ),
    Setting(
        "port",
        "a whole number from 1 to 65,535",
        "N",
        _whole(1, 65_535),
        "Port the site listens on.",
    ),
    Setting(
        "workers",
        "a whole number from 1 to 64",
        "N",
        _whole(1, 64),
        "Processes that answer requests.",
    ),
    Setting(
        "jobs",
        "a whole number from 0 to 256",
        "N",
        _whole(0, 256),
        "Processes that read posts; 0 for one a core.",
    ),
    Setting(
        "image_root",
        "a folder",
        "FOLDER",
        _path,
        "A folder outside the archive that holds images too.",
    ),
    Setting("future", "true or false", "", _truth, "Take posts dated in the future."),
    Setting(
        "unpublished", "true or false", "", _truth, "Take drafts and posts with published: false."
    ),
    Setting(
        "lang",
        "a language such as de or zh-CN",
        "LANGUAGE",
        _language,
        "The language of every story, whatever else says.",
    ),
    Setting(
        "private",
        "true or false",
        "",
        _truth,
        "Keep other sites and proxies from the API, as behind a password.",
    ),
    Setting(
        "edit_url",
        "an address with {path} where the file's path goes, and {line} for the line if it can",
        "URL",
        _edit_url,
        "Where a post can be edited, as in: https://example.org/blob/main/{path}#L{line}.",
    ),
    Setting(
        "accent",
        "a colour such as #1b4d78",
        "COLOUR",
        _colour,
        "The colour of links and buttons, made darker or lighter where it could not be read.",
    ),
    Setting(
        "aliases",
        "a file",
        "FILE",
        _path,
        "Names that mean the same, a line each, as in: Astana = Nur-Sultan.",
    ),
    Setting(
        "desk", "true or false", "", _truth, "Show what should be looked at in the archive: /desk."
    ),
    Setting(
        "accepted",
        "a file",
        "FILE",
        _path,
        "A report of backfile check whose findings are not told again.",
    ),
    Setting(
        "fields",
        "keys of the front matter, with commas between them, that are no fields already",
        "KEYS",
        _keys(FIELDS),
        "Keys of the front matter that are searched too, also as key:word.",
    ),
    Setting(
        "facets",
        "keys of the front matter, with commas between them, that are no facets already",
        "KEYS",
        _keys({*(name for names in FACETS.values() for name in names), *SINGLE_PARAMETERS}),
        "Keys of the front matter by which hits can be filtered.",
    ),
    Setting(
        "max_post_bytes",
        "a whole number from 1,000 to 100,000,000",
        "N",
        _whole(1_000, 100_000_000),
        "Bytes beyond which a post is not read.",
    ),
    Setting(
        "max_tags",
        "a whole number from 100 to 10,000,000",
        "N",
        _whole(100, 10_000_000),
        "Tags beyond which a post is not read.",
    ),
    Setting(
        "max_depth",
        "a whole number from 16 to 2,000",
        "N",
        _whole(16, 2_000),
        "Elements inside one another beyond which a post is not read.",
    ),
    Setting(
        "max_seconds",
        "a whole number from 1 to 3,600",
        "N",
        _whole(1, 3_600),
        "Seconds after which reading a post is given up.",
    ),
)
"""Every setting, in the order of the docs."""

READING_SETTINGS = (
    "image_root", "future", "unpublished", "lang",
    "max_post_bytes", "max_tags", "max_depth", "max_seconds",
)  # fmt: skip
"""Names of those that shape how posts are read."""


def resolve(
    flags: Mapping[str, object],
    environ: Mapping[str, str] = os.environ,
    folder: Path | None = None,
) -> Settings:
    """The settings that apply.

    Args:
        flags: Setting name -> text from the command line; None where it was not given.
        environ: The environment.
        folder: Where ``backfile.toml`` is looked for; the working directory if None.

    Raises:
        SettingError: A value is not allowed, or ``backfile.toml`` cannot be read.
    """
    path = (folder or Path.cwd()) / FILE_NAME
    file = _read_file(path)
    values: dict[str, object] = {}
    ranks: dict[str, int] = {}
    for setting in SETTINGS:
        for rank, (value, origin) in enumerate(
            (
                (flags.get(setting.name), setting.flag),
                (environ.get(setting.variable), setting.variable),
                (file.get(setting.name), str(path)),
            )
        ):
            if value is None or value == "":
                continue
            ranks[setting.name] = rank
            try:
                values[setting.name] = setting.read(value)
            except ValueError:
                raise SettingError(
                    f"{setting.name}={value!r} ({origin}) is not possible: "
                    f"it may be {setting.kind}."
                ) from None
            break
    if ranks.get("archive", len(SETTINGS)) < ranks.get("index", 0):
        # A flag for another archive must not be answered from the index the file names.
        del values["index"]
    return Settings(**values)  # type: ignore[arg-type]  # read by the table


def _read_file(path: Path) -> dict[str, object]:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{path} cannot be read: {error}") from None
    try:
        values = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise SettingError(f"{path} is not valid TOML: {error}") from None
    known = {setting.name for setting in SETTINGS}
    unknown = sorted(values.keys() - known)
    if unknown:
        raise SettingError(
            f"{path} has no setting named {unknown[0]!r}; there are: {', '.join(sorted(known))}."
        )
    return values
