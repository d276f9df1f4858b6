"""What should be looked at in the archive, for those who keep it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from flask import Blueprint, Response, abort, render_template, url_for

from indexer.desk.desk import Choice as Wanted
from indexer.desk.desk import Desk
from indexer.desk.export import export_findings
from indexer.desk.finding import TITLES, Finding
from indexer.engine.base import Engine
from indexer.engine.request import MAX_SIZE, FacetOrder, Kind, SearchRequest
from indexer.errors import ParameterError, one_of
from indexer.export import Format
from indexer.model import ProblemKind
from indexer.parameters import write_moment
from indexer.texts import gettext, long_day, long_moment
from webapp.choices import Choice
from webapp.exports import file_name, file_response
from webapp.forms import SearchForm, empty_form, hidden_parameters
from webapp.links import page_url
from webapp.own import asked_search, readers_search
from webapp.pagination import Pagination, paginate
from webapp.refine import is_search
from webapp.site import Site, current_site

blueprint = Blueprint("desk", __name__)

_OWN = ("kind", "path", "accepted", "format")
_SHOW = "show"
_SIZE = 50
_USUAL = (("size", str(_SIZE)),)
_FORMATS = (Format.CSV, Format.JSON)
_ENDPOINT = "desk.desk"
_EXPORT = "desk.export"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A finding as it is shown.

    Attributes:
        reason: What is wrong.
        translated: False if that is in English whatever the reader's language.
        path: The file to look at.
        line: Its line; None for the whole file.
        edit_url: Where it can be edited; None where that is not known.
        page_url: The photo's page, or the story's; None if it is about neither.
        page_name: What that page is.
        image_url: A small picture; None if there is none to show.
        seen: When it was first found, in words.
    """

    reason: str
    translated: bool
    path: str
    line: int | None
    edit_url: str | None
    page_url: str | None
    page_name: str
    image_url: str | None
    seen: str


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind.

    Attributes:
        title: What the kind is called.
        hints: What to do about them.
        translated: False if they are in English whatever the reader's language.
        rows: Those on this page.
    """

    title: str
    hints: tuple[str, ...]
    translated: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class KindLink:
    """A kind of finding to choose.

    Attributes:
        choice: The kind.
        count: Findings of it.
        of: Photos that might have been better; None unless it is told only when it is chosen.
    """

    choice: Choice
    count: int
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """What the page shows.

    Attributes:
        form: The search box.
        total: Findings on all pages.
        built_at: When the archive was last read, in words.
        notices: What was ignored or understood differently.
        kinds: Kinds with findings, the first of them all kinds.
        withheld: Kinds that are told only when they are chosen.
        groups: The findings of this page.
        pages: Pages of findings.
        filter: The form that narrows them.
        path: Text that paths have to contain.
        first: First day of publication, as asked for.
        last: Last day of publication.
        since: Since when they are new.
        unread: Field for days -> what was typed there, where that is no day.
        categories: Categories to choose from.
        category: The one that is chosen; empty if none is.
        newest: Those that the newest build found first.
        accepted: Accepted findings that are left out.
        accepted_url: With or without accepted ones; None if nothing is accepted.
        shows_accepted: True if accepted ones are shown.
        clear_url: Without any filter; None if there is none.
        downloads: Files of them all.
    """

    form: SearchForm
    total: int
    built_at: str
    notices: tuple[str, ...]
    kinds: tuple[KindLink, ...]
    withheld: tuple[KindLink, ...]
    groups: tuple[Group, ...]
    pages: Pagination
    filter: SearchForm
    path: str
    first: str
    last: str
    since: str
    unread: Mapping[str, str]
    categories: tuple[str, ...]
    category: str
    newest: Choice
    accepted: int
    accepted_url: str | None
    shows_accepted: bool
    clear_url: str | None
    downloads: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for.

    Attributes:
        request: The search for the stories that findings are about; its ``since`` is of findings.
        kind: The kind chosen; None for all.
        path: Text that paths have to contain.
        shows_accepted: True to leave out no accepted ones.
    """

    request: SearchRequest
    kind: ProblemKind | None
    path: str
    shows_accepted: bool

    def url(self, endpoint: str = _ENDPOINT, **changed: str) -> str:
        """The address for the same with something changed."""
        own = {
            "kind": self.kind.value if self.kind else "",
            "path": self.path,
            "accepted": _SHOW if self.shows_accepted else "",
            "size": "" if self.request.size == _SIZE else str(self.request.size),
            "page": "",
        }
        return page_url(endpoint, self.request, own | changed)


@blueprint.before_request
def only_where_shown() -> None:
    """The setting ``desk`` says whether a site has the page."""
    if not current_site().settings.desk:
        abort(404)


@blueprint.get("/desk")
def desk() -> str:
    """The findings, kind by kind."""
    site = current_site()
    read = readers_search(_OWN, _USUAL)
    asked = _read(read.request, read.own)
    return render_template("desk.html", page=desk_page(site, site.desk(), asked, read.unread))


@blueprint.get("/desk/export")
def export() -> Response:
    """Every finding that is wanted, as CSV or JSON."""
    site = current_site()
    request, own = asked_search(_OWN, _USUAL)
    asked, how = _read(request, own), own.get("format", "")
    if how not in _FORMATS:
        raise ParameterError("format", how, one_of(_FORMATS))
    found = site.desk()
    rows = found.choose(_wanted(site, asked))
    name = file_name(asked.request, f"desk {asked.kind or ''}")
    return file_response(export_findings(found.findings(rows), Format(how)), Format(how), name)


def _read(request: SearchRequest, own: Mapping[str, str]) -> _Asked:
    kind = own.get("kind", "")
    if kind and kind not in set(ProblemKind):
        raise ParameterError("kind", kind, one_of(ProblemKind))
    accepted = own.get("accepted", "")
    if accepted not in {"", _SHOW}:
        raise ParameterError("accepted", accepted, gettext("%(value)s, or left out", value=_SHOW))
    # A form sends a choice that was not made as an empty one, which elsewhere means "without".
    filters = {name: values for name, values in request.filters.items() if values != ("",)}
    return _Asked(
        replace(request, kind=Kind.STORIES, filters=filters),
        ProblemKind(kind) if kind else None,
        own.get("path", "").strip(),
        accepted == _SHOW,
    )


def desk_page(site: Site, desk: Desk, asked: _Asked, unread: Mapping[str, str]) -> DeskPage:
    """Chooses, counts, and prepares the page."""
    wanted = _wanted(site, asked)
    rows = desk.choose(wanted)
    request = asked.request
    last = -(-len(rows) // request.size)
    shown = rows[(request.page - 1) * request.size : request.page * request.size]
    accepted = 0 if not wanted.accepted else _count_accepted(desk, wanted, len(rows))
    can_accept = bool(site.accepted())
    return DeskPage(
        form=empty_form(Kind.STORIES),
        total=len(rows),
        built_at=long_moment(desk.built_at.replace(microsecond=0)),
        notices=request.notices,
        kinds=tuple(_kinds(desk, wanted, asked)),
        withheld=tuple(_withheld(desk, wanted, asked)),
        groups=tuple(_groups(site, desk.findings(shown))),
        pages=paginate(request.page, last, lambda number: asked.url(page=str(number))),
        filter=SearchForm(
            url_for(_ENDPOINT), gettext("Words in the story"), request.q, _hidden(asked)
        ),
        path=asked.path,
        first=request.date_from.isoformat() if request.date_from else "",
        last=request.date_to.isoformat() if request.date_to else "",
        since=write_moment(request.since) if request.since else "",
        unread=unread,
        categories=_categories(site.engine),
        category=next(iter(request.filters.get("category", ())), ""),
        newest=Choice(
            gettext("Those that the newest build found"),
            asked.url(since=write_moment(desk.built_at)),
            request.since is not None
            and write_moment(request.since) == write_moment(desk.built_at),
        ),
        accepted=accepted,
        accepted_url=asked.url(accepted="" if asked.shows_accepted else _SHOW)
        if can_accept
        else None,
        shows_accepted=asked.shows_accepted,
        clear_url=url_for(_ENDPOINT) if _is_narrowed(asked) else None,
        downloads=tuple(
            Choice(how.value.upper(), asked.url(_EXPORT, format=how.value), current=False)
            for how in _FORMATS
        ),
    )


def _wanted(site: Site, asked: _Asked) -> Wanted:
    stories = replace(asked.request, since=None)
    return Wanted(
        kinds=(asked.kind,) if asked.kind else (),
        path=asked.path,
        stories=frozenset(site.engine.ids(stories)) if is_search(stories) else None,
        since=asked.request.since,
        accepted=frozenset() if asked.shows_accepted else site.accepted(),
    )


def _is_narrowed(asked: _Asked) -> bool:
    return bool(asked.kind or asked.path or asked.request.since or is_search(asked.request))


def _count_accepted(desk: Desk, wanted: Wanted, told: int) -> int:
    return len(desk.choose(replace(wanted, accepted=frozenset()))) - told


def _kinds(desk: Desk, wanted: Wanted, asked: _Asked) -> Iterator[KindLink]:
    rows = desk.choose(replace(wanted, kinds=()))
    counts = desk.counts(rows)
    everything = Choice(gettext("All kinds"), asked.url(kind=""), asked.kind is None)
    yield KindLink(everything, sum(counts.values()))
    for kind, count in counts.items():
        yield KindLink(_choice(asked, kind), count)


def _withheld(desk: Desk, wanted: Wanted, asked: _Asked) -> Iterator[KindLink]:
    for one in desk.withheld:
        count = len(desk.choose(replace(wanted, kinds=(one.kind,))))
        if count:
            yield KindLink(_choice(asked, one.kind), count, one.of)


def _choice(asked: _Asked, kind: ProblemKind) -> Choice:
    return Choice(gettext(TITLES[kind]), asked.url(kind=kind.value), asked.kind is kind)


def _groups(site: Site, found: Iterable[tuple[Finding, datetime]]) -> Iterator[Group]:
    for kind, together in groupby(found, key=lambda pair: pair[0].kind):
        pairs = list(together)
        yield Group(
            gettext(TITLES[kind]),
            tuple(dict.fromkeys(finding.advice for finding, _ in pairs)),
            all(finding.translated for finding, _ in pairs),
            tuple(_row(site, finding, seen) for finding, seen in pairs),
        )


def _row(site: Site, finding: Finding, seen: datetime) -> Row:
    page, name = _page_of(finding)
    return Row(
        reason=finding.reason,
        translated=finding.translated,
        path=finding.path,
        line=finding.line,
        edit_url=site.edit_url(finding.path, finding.line),
        page_url=page,
        page_name=name,
        image_url=_image_of(site.engine, finding.photo_id),
        seen=long_day(seen.date()),
    )


def _page_of(finding: Finding) -> tuple[str | None, str]:
    if finding.photo_id:
        return url_for("photos.photo", photo_id=finding.photo_id), gettext("Photo")
    if finding.story_id:
        return url_for("stories.story", story_id=finding.story_id), gettext("Story")
    return None, ""


def _image_of(engine: Engine, photo_id: str) -> str | None:
    found = engine.photo(photo_id) if photo_id else None
    if found is None or not found[1].image.shown:
        return None
    return url_for("images.image", photo_id=photo_id, size="thumb", v=found[1].image.version)


def _categories(engine: Engine) -> tuple[str, ...]:
    found = engine.facet_values(SearchRequest(), "category", order=FacetOrder.LABEL, size=MAX_SIZE)
    return tuple(value.value for value in found.values)


def _hidden(asked: _Asked) -> tuple[tuple[str, str], ...]:
    """What the form carries along beside what it shows."""
    own = [("kind", asked.kind.value)] if asked.kind else []
    own += [("accepted", _SHOW)] if asked.shows_accepted else []
    shown = ("q", "from", "to", "since", "category", "size")
    return (*hidden_parameters(asked.request, *shown), *own)
