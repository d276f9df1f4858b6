"""Findings about several photos: one picture in several stories, captions that are alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from indexer.desk.finding import Finding
from indexer.desk.rules import image_name, shortened
from indexer.desk.survey import CAPTIONED, Integers, Mask, Survey, sizes_of
from indexer.model import Photo, ProblemKind, Story
from indexer.texts import message

_MAX_NAMES = 3
_MANY = 4
"""Stories; a picture without a caption in so many of them is an icon, a logo, a series' banner."""


class Member(NamedTuple):
    """A photo: number of its file in the build record, and its own in the story."""

    file: int
    photo: int


@dataclass(frozen=True, slots=True)
class Group:
    """Photos that have something in common, in the order of their posts.

    Attributes:
        kind: What it is.
        members: The photos, two or more.
        pictures: How many different pictures they are.
        partly: True if some of them have a caption and others have none.
    """

    kind: ProblemKind
    members: tuple[Member, ...]
    pictures: int
    partly: bool = False


def survey_groups(survey: Survey) -> Iterator[Group]:
    """Pictures in several stories that say different things of them, and captions of several.

    A picture that no story has a caption for is a sign or an icon; one that has the same caption
    everywhere is as it should be.
    """
    files = np.repeat(np.arange(len(survey.changed)), sizes_of(survey.photo_offsets))
    for together in _equal(survey.images):
        captioned = survey.flags[together] & CAPTIONED
        apart = _differ(survey.captions, together) or not captioned.all()
        if captioned.any() and apart and _differ(files, together):
            yield _group(ProblemKind.REPEATED_IMAGE, survey, files, together)
    for together in _equal(survey.captions):
        if survey.captions[together[0]] and are_different(survey, together):
            yield _group(ProblemKind.REPEATED_CAPTION, survey, files, together)


def decorations(survey: Survey) -> Mask:
    """Photos without a caption whose picture stands in so many stories that it shows nothing."""
    files = np.repeat(np.arange(len(survey.changed)), sizes_of(survey.photo_offsets))
    signs = np.zeros(len(survey.images), np.bool_)
    for together in _equal(survey.images):
        signs[together] = len(np.unique(files[together])) >= _MANY
    decorating: Mask = signs & ((survey.flags & CAPTIONED) == 0)
    return decorating


def are_different(survey: Survey, photos: Integers) -> bool:
    """True if photos are different pictures, by their content (or place) and by their names."""
    return _differ(survey.images, photos) and _differ(survey.names, photos)


def _differ(numbers: Integers, photos: Integers) -> bool:
    return bool((numbers[photos] != numbers[photos[0]]).any())


def similar_groups(
    survey: Survey,
    groups: Iterable[Sequence[str]],
    place: Callable[[str], Member | None],
) -> Iterator[Group]:
    """Different pictures whose captions are nearly, but not quite, the same.

    Args:
        survey: What the build found.
        groups: Ids of photos with nearly the same caption.
        place: Where a photo is, given its id.
    """
    for ids in groups:
        members = sorted(filter(None, map(place, ids)))
        numbers = np.array(
            [int(survey.photo_offsets[file]) + photo for file, photo in members], np.int64
        )
        if members and _differ(survey.captions, numbers) and are_different(survey, numbers):
            pictures = len(np.unique(survey.images[numbers]))
            yield Group(ProblemKind.SIMILAR_CAPTION, tuple(members), pictures)


def word_group(
    group: Group, paths: Sequence[str], story: Callable[[int], Story | None]
) -> Finding | None:
    """A group in words; None if its stories are no longer there.

    Args:
        group: The group.
        paths: Of every file of the build record.
        story: The story of a file, given its number.
    """
    shown = []
    for file, number in group.members:
        found = story(file)
        if found is not None and number < len(found.photos):
            shown.append((file, found.photos[number]))
        if len(shown) > _MAX_NAMES:
            break
    if not shown:
        return None
    file, first = shown[0]
    text, values = _WORDINGS[group.kind](group, paths, shown)
    return Finding(
        kind=group.kind,
        path=paths[file],
        line=first.line,
        text=text,
        values=values,
        hint=_HINTS[group.kind],
        story_id=first.story_id,
        photo_id=first.id,
    )


_Shown = Sequence[tuple[int, Photo]]


def _of_images(group: Group, paths: Sequence[str], shown: _Shown) -> tuple[str, dict[str, str]]:
    files = list(dict.fromkeys(member.file for member in group.members))
    text = (
        message("“%(name)s” has no caption in some of its %(count)s stories, also in %(others)s.")
        if group.partly
        else message("“%(name)s” has different captions in %(count)s stories, also in %(others)s.")
    )
    return text, {
        "name": image_name(shown[0][1]),
        "count": str(len(files)),
        "others": _listed([paths[file] for file in files[1:]]),
    }


def _of_captions(group: Group, paths: Sequence[str], shown: _Shown) -> tuple[str, dict[str, str]]:
    del paths
    return message("%(count)s pictures have the caption “%(text)s”: %(names)s."), {
        "count": str(group.pictures),
        "text": shortened(shown[0][1].caption.text),
        "names": _listed([image_name(photo) for _, photo in shown]),
    }


def _of_similar(group: Group, paths: Sequence[str], shown: _Shown) -> tuple[str, dict[str, str]]:
    del paths
    return message("%(count)s pictures have nearly the same caption as “%(text)s”: %(names)s."), {
        "count": str(group.pictures),
        "text": shortened(shown[0][1].caption.text),
        "names": _listed([image_name(photo) for _, photo in shown]),
    }


_WORDINGS = {
    ProblemKind.REPEATED_IMAGE: _of_images,
    ProblemKind.REPEATED_CAPTION: _of_captions,
    ProblemKind.SIMILAR_CAPTION: _of_similar,
}
_HINTS = {
    ProblemKind.REPEATED_IMAGE: message("Compare what they say, and give each what is right."),
    ProblemKind.REPEATED_CAPTION: message("Tell what each one shows."),
    ProblemKind.SIMILAR_CAPTION: message("Make them the same, or tell what each one shows."),
}


def _listed(names: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(names))
    return ", ".join([*distinct[:_MAX_NAMES], *(["…"] if len(distinct) > _MAX_NAMES else [])])


def _equal(numbers: Integers) -> Iterator[Integers]:
    """Places of numbers that stand more than once, together."""
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    borders = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    begins, ends = np.append(0, borders), np.append(borders, len(ordered))
    several = ends - begins > 1
    for first, last in zip(begins[several].tolist(), ends[several].tolist(), strict=True):
        yield order[first:last]


def _group(kind: ProblemKind, survey: Survey, files: Integers, together: Integers) -> Group:
    places = files[together]
    numbers = together - survey.photo_offsets[places].astype(np.int64)
    members = map(Member, places.tolist(), numbers.tolist())
    captioned = survey.flags[together] & CAPTIONED
    pictures = len(np.unique(survey.images[together]))
    return Group(kind, tuple(members), pictures, bool(captioned.any() and not captioned.all()))
