"""A story in the line of time: what it goes back to, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from indexer.engine.request import Kind
from indexer.following import Following, Step, Why, follow
from indexer.model import Story
from indexer.texts import gettext, message
from webapp.dates import ShownDate, show_date
from webapp.forms import SearchForm, empty_form
from webapp.gone import abort_without
from webapp.site import current_site

blueprint = Blueprint("following", __name__)

_TO_THE_STORY = {
    Why.LINKS: message("links to this story"),
    Why.LINKED: message("linked from this story"),
}
_TO_ANOTHER = {
    Why.LINKS: message("links to “%(title)s”"),
    Why.LINKED: message("linked from “%(title)s”"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A story in the line of time.

    Attributes:
        story: The story.
        date: When it was published; None if undated.
        reason: Why it is there, in words; empty for the story that is followed.
    """

    story: Story
    date: ShownDate | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowingPage:
    """What the page shows.

    Attributes:
        form: The search box.
        story: The story that is followed.
        points: It, the earlier and the later stories, in order of time.
        earlier: How many come before it.
        later: How many come after it.
        incomplete: True if links lead to more stories.
    """

    form: SearchForm
    story: Story
    points: tuple[Point, ...]
    earlier: int
    later: int
    incomplete: bool


@blueprint.get("/story/<story_id>/forward")
def forward(story_id: str) -> str:
    """The stories before and after one that links and words join to it."""
    engine = current_site().engine
    found = follow(engine, story_id)
    if found is None:
        abort_without(engine, story_id)
    return render_template("following.html", page=_page(found))


def _page(found: Following) -> FollowingPage:
    itself = Point(found.story, show_date(found.story.date), "")
    earlier, later = (
        tuple(_point(step, found.story) for step in steps) for steps in (found.earlier, found.later)
    )
    return FollowingPage(
        form=empty_form(Kind.STORIES),
        story=found.story,
        points=(*earlier, itself, *later),
        earlier=len(earlier),
        later=len(later),
        incomplete=found.incomplete,
    )


def _point(step: Step, followed: Story) -> Point:
    return Point(step.story, show_date(step.story.date), _reason(step, followed))


def _reason(step: Step, followed: Story) -> str:
    if step.other is None:
        return gettext("has much the same words")
    if step.other.id == followed.id:
        return gettext(_TO_THE_STORY[step.why])
    return gettext(_TO_ANOTHER[step.why], title=step.other.title)
