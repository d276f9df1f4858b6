"""The text of a story with its photos in their places, every match numbered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.engine.results import MarkedCaption, MarkedStory, Runs
from indexer.model import Photo, Shape
from webapp.stretches import Cut, Piece, Pieces, Stretch, cut, cut_cells

_JOINED = frozenset({Shape.ITEM, Shape.NUMBERED_ITEM, Shape.QUOTE, Shape.ROW})


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence of a caption.

    Attributes:
        pieces: Its text.
        shared: True if it also stands in the story or under another of its photos.
    """

    pieces: Pieces
    shared: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A photo in the text.

    Attributes:
        photo: The photo.
        number: Its place among the story's photos, from 1.
        sentences: Its caption; the whole of it as one where it has no sentences.
        credits: Its credit lines, where the caption does not hold them.
    """

    photo: Photo
    number: int
    sentences: tuple[ShownSentence, ...]
    credits: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        number: Its place in the story, from 1.
        stretches: Its text.
        cells: The same by the cells of a row; empty where it is not shown as one.
        is_head: True if these are headings.
    """

    number: int
    stretches: tuple[Stretch, ...]
    cells: tuple[tuple[Stretch, ...], ...] = ()
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text: paragraphs of one shape, or photos that stand side by side.

    Attributes:
        shape: Of the paragraphs.
        paragraphs: The items of a list, the rows of a table; else a single one.
        figures: The photos.
        columns: Of a table; 0 where its rows are shown as lines.
    """

    shape: Shape = Shape.TEXT
    paragraphs: tuple[Paragraph, ...] = ()
    figures: tuple[Figure, ...] = ()
    columns: int = 0


class StoryText:
    """A marked story as its page shows it.

    Attributes:
        title: Its title.
        description: Its description; empty if it says what the title says.
        blocks: Its text, photos in their places.
        unseen: Photos of which neither picture nor words can be shown.
        matches: How many matches there are.
    """

    def __init__(self, marked: MarkedStory, url_of: Callable[[str], str | None]) -> None:
        """Numbers the matches in the order in which they are shown.

        Args:
            marked: The story.
            url_of: Gives where the address of a link leads; None for nowhere.
        """
        story = marked.story
        self.matches = 0
        self._links: dict[int, list[Cut]] = {}
        for link in story.text_links:
            url = url_of(link.address)
            if url is not None:
                place = Cut(link.start, link.end, url)
                self._links.setdefault(link.paragraph, []).append(place)
        self._rows = {row.paragraph: row for row in story.rows}
        self._marked = marked
        self._numbers = {photo.id: number for number, photo in enumerate(story.photos, 1)}
        self.title = self._pieces(marked.title)
        told = story.description and story.description != story.title
        self.description = self._pieces(marked.description) if told else ()
        self.blocks = tuple(self._blocks())
        self.unseen = tuple(
            self._figure(photo) for photo in story.photos if not _can_be_seen(photo)
        )

    def _blocks(self) -> Iterator[Block]:
        """Paragraphs, and photos before the paragraph they stand before."""
        paragraphs = self._marked.paragraphs
        standing = self._standing(len(paragraphs))
        together: list[Paragraph] = []
        shape = Shape.TEXT
        for position, runs in enumerate(paragraphs):
            if together and (position in standing or not self._goes_on(position)):
                yield _block(shape, together)
                together = []
            if position in standing:
                yield Block(figures=tuple(map(self._figure, standing[position])))
            shape = self._shape(position)
            together.append(self._paragraph(position, runs))
        if together:
            yield _block(shape, together)
        if len(paragraphs) in standing:
            yield Block(figures=tuple(map(self._figure, standing[len(paragraphs)])))

    def _paragraph(self, position: int, runs: Runs) -> Paragraph:
        pieces = self._pieces(runs)
        links = self._links.get(position, [])
        row = self._rows.get(position)
        cells = tuple(cut_cells(pieces, row.starts, links)) if row else ()
        stretches = tuple(cut(pieces, links))
        return Paragraph(position + 1, stretches, cells, is_head=bool(row and row.is_head))

    def _goes_on(self, position: int) -> bool:
        """True if a paragraph belongs to the same list, quotation or table as the one before it."""
        shape = self._shape(position)
        alike = shape is self._shape(position - 1) and shape in _JOINED
        return alike and (position in self._rows) is (position - 1 in self._rows)

    def _shape(self, position: int) -> Shape:
        shapes = self._marked.story.shapes
        return Shape(shapes[position]) if position < len(shapes) else Shape.TEXT

    def _standing(self, last: int) -> Mapping[int, list[Photo]]:
        """Number of a paragraph, from 0 -> the photos before it."""
        standing: dict[int, list[Photo]] = {}
        for photo in self._marked.story.photos:
            if _can_be_seen(photo):
                standing.setdefault(min(photo.position, last), []).append(photo)
        return standing

    def _figure(self, photo: Photo) -> Figure:
        caption = self._marked.captions[photo.id]
        # The whole caption holds its credit lines; its sentences do not.
        apart = bool(caption.sentences) or not photo.caption.text
        return Figure(
            photo,
            self._numbers[photo.id],
            tuple(self._sentences(photo, caption)),
            tuple(self._pieces(runs) for runs in caption.credits) if apart else (),
        )

    def _sentences(self, photo: Photo, caption: MarkedCaption) -> Iterator[ShownSentence]:
        for runs, sentence in zip(caption.sentences, photo.caption.sentences, strict=True):
            yield ShownSentence(self._pieces(runs), sentence.shared)
        if photo.caption.text and not caption.sentences:
            yield ShownSentence(self._pieces(caption.text), shared=False)

    def _pieces(self, runs: Runs) -> Pieces:
        return tuple(Piece(run.text, self._number(matched=run.matched)) for run in runs)

    def _number(self, *, matched: bool) -> int:
        self.matches += matched
        return self.matches if matched else 0


def _block(shape: Shape, paragraphs: Sequence[Paragraph]) -> Block:
    return Block(shape, tuple(paragraphs), columns=max(len(one.cells) for one in paragraphs))


def _can_be_seen(photo: Photo) -> bool:
    """True if there is a picture or something that tells of it."""
    return photo.image.shown or bool(photo.caption.text or photo.alt or photo.title)
