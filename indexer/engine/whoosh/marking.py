"""A whole story with what a search matched in it."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.engine.results import MarkedCaption, MarkedStory
from indexer.engine.whoosh.executor import Wanted
from indexer.engine.whoosh.hits import CAPTION_FIELDS, patterns_in
from indexer.model import Photo, Story
from indexer.snippets import Pattern, mark, mark_each, mark_sentences


def mark_story(story: Story, wanted: Sequence[Wanted]) -> MarkedStory:
    """Every text of a story that its page shows, each marked by its own fields."""
    in_captions = patterns_in(wanted, CAPTION_FIELDS)
    return MarkedStory(
        story=story,
        title=mark(story.title, patterns_in(wanted, frozenset({"title"}))),
        description=mark(story.description, patterns_in(wanted, frozenset({"description"}))),
        paragraphs=mark_each(story.paragraphs, patterns_in(wanted, frozenset({"body"}))),
        captions={photo.id: _mark_caption(photo, in_captions) for photo in story.photos},
    )


def _mark_caption(photo: Photo, patterns: Sequence[Pattern]) -> MarkedCaption:
    sentences = [sentence.text for sentence in photo.caption.sentences]
    return MarkedCaption(
        text=mark(photo.caption.text, patterns),
        sentences=mark_sentences(sentences, patterns),
        credits=tuple(mark(credit.raw, patterns) for credit in photo.credits),
    )
