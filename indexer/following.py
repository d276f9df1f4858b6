"""What came of a story and what it goes back to: the stories that links and words join to it.

Links are followed from story to story as long as they lead on in time, whichever of the two links
to the other, and stay with the subject: beyond those that a link joins to the story itself, only
stories that share its telling words. One with links to many others is a review of what else
happened and not followed, or everything of its week would seem to come of one story.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indexer.engine.base import Engine
from indexer.engine.request import Kind
from indexer.engine.results import Hit
from indexer.links import LinkGraph
from indexer.model import Story

MAX_LINKED = 50
"""Stories on either side that links lead to."""

MAX_RELATED = 10
"""Stories on either side that are there for their words."""

CONSIDERED = 100
"""Related stories of which those are the best, and which have the same subject."""

REVIEW_LINKS = 4
"""Stories that a story links to from which on it is a review of many things."""

LEAST_SHARE = 0.4
"""Score of a related story, as a share of the best, from which on it is shown."""


class Why(StrEnum):
    """Why a story is there."""

    LINKS = "links"
    LINKED = "linked"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Step:
    """A story that came before or after another.

    Attributes:
        story: The story.
        why: It links to another one, is linked from it, or shares telling words with the story
            that is followed.
        other: The story that the link joins it to; None if it is related.
    """

    story: Story
    why: Why
    other: Story | None = None


@dataclass(frozen=True, slots=True)
class Following:
    """A story in the line of time.

    Attributes:
        earlier: What it goes back to, oldest first.
        story: The story that is followed.
        later: What came of it, oldest first; undated ones last.
        incomplete: True if links lead to more stories than these.
    """

    earlier: tuple[Step, ...]
    story: Story
    later: tuple[Step, ...]
    incomplete: bool


def follow(engine: Engine, story_id: str) -> Following | None:
    """Follows a story forward and back; None if there is none of that id."""
    story = engine.story(story_id)
    if story is None:
        return None
    hits = engine.related(story.id, CONSIDERED)
    later, more_later = _follow_links(engine, story, hits, forward=True)
    earlier, more_earlier = _follow_links(engine, story, hits, forward=False)
    known = {step.story.id for step in (*later, *earlier)}
    for is_later, step in _related(engine, story, hits, known):
        (later if is_later else earlier).append(step)
    return Following(
        tuple(sorted(earlier, key=_by_date)),
        story,
        tuple(sorted(later, key=_by_date)),
        more_later or more_earlier,
    )


def _follow_links(
    engine: Engine, story: Story, related: Sequence[Hit], *, forward: bool
) -> tuple[list[Step], bool]:
    """Stories that links lead to in a direction of time, nearest first, and whether more do."""
    subject = {hit.id for hit in related}
    steps: list[Step] = []
    # Copies and translations of it are the story itself, told again.
    reached = {story.id, *engine.copies(Kind.STORIES, story.id), *engine.translations(story.id)}
    ahead = [story]
    for here in ahead:
        for other_id, why in _joined(engine.links(), here.id):
            is_review = len(engine.links().targets(other_id)) >= REVIEW_LINKS
            strays = here is not story and (is_review or other_id not in subject)
            if other_id in reached or strays:
                continue
            other = engine.story(other_id)
            leads_on = (why is Why.LINKS) is forward
            if other is None or not _leads(here, other, forward=forward, if_unknown=leads_on):
                continue
            if len(steps) == MAX_LINKED:
                return steps, True
            reached.add(other_id)
            steps.append(Step(other, why, here))
            if not is_review:
                ahead.append(other)
    return steps, False


def _joined(links: LinkGraph, story_id: str) -> Iterator[tuple[str, Why]]:
    """The stories that links join to one, those that link to it first."""
    yield from ((other, Why.LINKS) for other in links.sources(story_id))
    yield from ((other, Why.LINKED) for other in links.targets(story_id))


def _leads(here: Story, other: Story, *, forward: bool, if_unknown: bool) -> bool:
    """Whether a story leads to another in a direction of time, so far as dates tell."""
    one, two = here.date.earliest, other.date.earliest
    return if_unknown if one is None or two is None or one == two else (two > one) is forward


def _related(
    engine: Engine, story: Story, hits: Sequence[Hit], known: Container[str]
) -> Iterator[tuple[bool, Step]]:
    """The best of related stories that no link leads to, and whether each is later."""
    shown: set[str] = set()
    room = {True: MAX_RELATED, False: MAX_RELATED}
    for hit in hits:
        day = hit.date
        if hit.score < LEAST_SHARE * hits[0].score or story.date.earliest is None:
            break
        if day is None or hit.lang != story.lang:
            continue
        if hit.id in known or not shown.isdisjoint(hit.copies):
            continue
        is_later = day >= story.date.earliest
        other = engine.story(hit.id)
        if room[is_later] and other is not None:
            room[is_later] -= 1
            shown.add(hit.id)
            yield is_later, Step(other, Why.RELATED)


def _by_date(step: Step) -> tuple[bool, date, str]:
    day = step.story.date.earliest
    return day is None, day or date.max, step.story.id
