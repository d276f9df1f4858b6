"""What browsers may keep, and when they have to ask again.

Every page follows from the index, the address, the language and the day, so that its ETag is known
before it is made: whoever has it is told so without a search. The day is part of all of them, since
"on this day", ``date:today`` and the day of a citation may stand anywhere.

``no-cache`` lets pages be kept but not used unasked. ``public`` would also let proxies keep what
a site behind a password answers.
"""

from __future__ import annotations

import hashlib
import time
from datetime import date
from http import HTTPStatus
from operator import itemgetter
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response, g, request

from indexer.engine.records import IndexStats
from indexer.settings import Settings
from indexer.texts import spoken
from webapp.site import current_site

MAY_BE_CUT = 0.4
"""Seconds from which on an answer may lack something; less than any limit of the engine."""

YEAR = 365 * 24 * 3600
VERSION_PARAMETER = "v"
STATIC = "static"
_OWN_RULES = frozenset({STATIC, "images.image", "health.health", None})
_TAGGED = frozenset({HTTPStatus.OK, HTTPStatus.NOT_MODIFIED})
_CODE = frozenset({".py", ".html", ".css", ".js", ".po"})
_DIGEST = 12


def register(app: Flask, settings: Settings) -> None:
    """Lets the app answer with 304, and gives static files addresses that change with them.

    Has to come after what chooses the language.
    """
    caching = _Caching(app, settings)
    app.before_request(caching.answer_unmade)
    app.after_request(caching.add_headers)
    app.url_defaults(caching.name_version)


class _Caching:
    """The rules for one app."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._versions = static_versions(Path(app.static_folder or ""))
        self._site = _digest(_code_version(), repr(settings))
        self._aliases = settings.aliases

    def answer_unmade(self) -> Response | None:
        """Answers whoever has the page already; None where it has to be made."""
        if request.endpoint in _OWN_RULES or request.method not in {"GET", "HEAD"}:
            return None
        # Before the page is made: content that is newer than its tag is only made once more.
        g.asked_at = time.perf_counter()
        g.page_tag = _page_tag(self._site, self._aliases, current_site().stats())
        known = request.if_none_match
        if known.star_tag or not known.contains_weak(g.page_tag):
            return None
        return Response(status=HTTPStatus.NOT_MODIFIED)

    def add_headers(self, response: Response) -> Response:
        """Says how long an answer may be kept."""
        if request.endpoint == STATIC:
            if is_asked(self._versions.get((request.view_args or {}).get("filename", ""))):
                keep_for_ever(response, public=True)
        elif "Cache-Control" not in response.headers:
            response.cache_control.no_cache = True
            if not may_be_cut() and add_tag(response):
                response.vary.update(["Accept-Language", "Cookie"])
        return response

    def name_version(self, endpoint: str, values: dict[str, str]) -> None:
        """Makes the address of a static file change with its content."""
        if endpoint == STATIC and values.get("filename") in self._versions:
            values[VERSION_PARAMETER] = self._versions[values["filename"]]


def may_be_cut() -> bool:
    """True if a limit of time may have been reached: asked again, there may be more."""
    return "asked_at" in g and time.perf_counter() - g.asked_at >= MAY_BE_CUT


def add_tag(response: Response) -> bool:
    """Gives an answer the tag that was taken before it was made; False if it has none."""
    if response.status_code not in _TAGGED or "page_tag" not in g:
        return False
    response.set_etag(g.page_tag, weak=True)
    return True


def keep_for_ever(response: Response, *, public: bool) -> None:
    """For what never changes at its address.

    Args:
        response: What is sent.
        public: True if it is no secret of a site behind a password.
    """
    response.cache_control.no_cache = None
    response.cache_control.public = True
    if not public:
        keep_to_the_reader(response)
    response.cache_control.max_age = YEAR
    response.cache_control.immutable = True


def keep_to_the_reader(response: Response) -> None:
    """Keeps from proxies what a site may show to some alone."""
    response.cache_control.public = False
    response.cache_control.private = True


def static_versions(folder: Path) -> dict[str, str]:
    """Name of a static file -> what its address changes with."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:_DIGEST]
        for file in folder.rglob("*")
        if file.is_file()
    }


def is_asked(version: str | None) -> bool:
    """True if the address names this version of what is there."""
    return version is not None and request.args.get(VERSION_PARAMETER) == version


def _page_tag(site: str, aliases: Path | None, stats: IndexStats) -> str:
    """What a page follows from. Its time alone is not part of it, so the tag is a weak one."""
    return _digest(
        site,
        stats.index,
        str(stats.generation),
        stats.built_at.isoformat(),
        _stamp(aliases),
        spoken(),
        date.today().isoformat(),  # noqa: DTZ011 - the day by which the engine searches
        _address(),
    )


def _address() -> str:
    """What is asked for. Of programs, each of which writes addresses its way, what they mean.

    The order of different parameters means nothing, that of several with one name may.
    """
    if request.blueprint != "api":
        return request.url
    pairs = sorted(request.args.items(multi=True), key=itemgetter(0))
    return f"{request.host_url}{request.script_root}{request.path}?{urlencode(pairs)}"


def _stamp(file: Path | None) -> str:
    """The state of a file that may be edited while the site runs."""
    try:
        status = file.stat() if file else None
    except OSError:
        status = None
    return f"{status.st_mtime_ns} {status.st_size}" if status else ""


def _code_version() -> str:
    """Changes with every version of the site, so that nobody is shown a page of the last one."""
    folders = (Path(__file__).parent, Path(__file__).parents[1] / "indexer")
    files = sorted(file for top in folders for file in top.rglob("*") if file.suffix in _CODE)
    return _digest(*(hashlib.sha256(file.read_bytes()).hexdigest() for file in files))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]
