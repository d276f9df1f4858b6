"""What reading a post needs and gives, without what it takes to read one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from indexer.archive.image_files import ImageFiles
from indexer.archive.limits import Limits
from indexer.archive.site import Site
from indexer.engine.records import Outcome
from indexer.model import Problem, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What reading a post needs beside the post. Sent to every worker once.

    Attributes:
        archive: Absolute path of the archive.
        site: The site's configuration.
        today: Day on which the build runs; later posts are not published yet.
        image_root: A folder outside the archive that holds images too.
        future: True to take posts dated in the future.
        unpublished: True to take posts with ``published: false``, and drafts.
        lang: The language of every story; empty to find it out.
        limits: The bounds of one post.
        image_files: The image files of the archive, as they are from when they are first asked for.
    """

    archive: Path
    site: Site
    today: date
    image_root: Path | None = None
    future: bool = False
    unpublished: bool = False
    lang: str = ""
    limits: Limits = field(default_factory=Limits)
    image_files: ImageFiles = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        files = ImageFiles(self.archive, self.image_root, self.site.source)
        object.__setattr__(self, "image_files", files)


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a file.

    Attributes:
        outcome: Story, excluded or failed.
        story: The story, if it became one.
        reason: Why it did not.
        publishes_on: Day from which a post dated in the future is published.
        addresses: Normal paths at which the site shows the story, or leads to it.
        images: Stamps of the image files looked at, as ``ImageResolver`` notes them.
        problems: What could not be read as meant.
    """

    outcome: Outcome
    story: Story | None = None
    reason: str = ""
    publishes_on: date | None = None
    addresses: tuple[str, ...] = ()
    images: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def failed(problem: Problem) -> Reading:
    """The reading of a file that could not be read."""
    return Reading(Outcome.FAILED, reason=problem.reason, problems=(problem,))
