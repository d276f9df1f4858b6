"""One generation opened for reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial

from indexer.engine.records import BuildRecord, Outcome
from indexer.engine.request import Kind
from indexer.engine.whoosh.generations import Generation, unreadable
from indexer.engine.whoosh.index import ArrayIndex
from indexer.engine.whoosh.open_segment import Lengths, OpenSegment, SegmentPair
from indexer.engine.whoosh.ordering import Ranked
from indexer.engine.whoosh.pictures import Pictures
from indexer.engine.whoosh.schema import PHOTO_FIELDS, make_schema, story_fields
from indexer.engine.whoosh.segments.arrays import ArrayFile, DamagedFileError
from indexer.engine.whoosh.segments.compounds import COMPOUNDS, Compounds
from indexer.engine.whoosh.segments.records import RecordDecoder
from indexer.engine.whoosh.segments.suggestions import Suggestions
from indexer.engine.whoosh.similar.groups import FILE as GROUPS
from indexer.engine.whoosh.similar.groups import GroupFile
from indexer.engine.whoosh.similar.opened import OpenGroups
from indexer.engine.whoosh.stored_story import StoredStory
from indexer.engine.whoosh.vocabulary import Vocabulary
from indexer.errors import IndexUnreadableError
from indexer.model import Photo, Story
from indexer.photo_keys import key_number


class Snapshot:
    """One generation, opened. Nothing in it changes; safe to use from several threads.

    Attributes:
        number: Of the generation.
        generation: Where it is.
        languages: Languages of its stories.
        pairs: Its segments.
        suggestions: What each of them has to suggest.
        groups: Copies and translations.
        vocabularies: The words of stories and of photos.

    Raises:
        IndexUnreadableError: It is damaged.
    """

    def __init__(self, generation: Generation) -> None:
        self.number = generation.number
        self.generation = generation
        contents = generation.read_contents()
        self.languages = contents.languages
        try:
            stories = ArrayIndex(
                generation.stories,
                make_schema(story_fields(generation.extras)),
                contents.segments,
                generation.number,
            )
            photos = ArrayIndex(
                generation.photos, make_schema(PHOTO_FIELDS), contents.segments, generation.number
            )
            story_lengths = Lengths(stories.segments, sparse=False)
            photo_lengths = Lengths(photos.segments, sparse=True)
            self.pairs = tuple(
                SegmentPair(
                    OpenSegment(of_stories, story_lengths), OpenSegment(of_photos, photo_lengths)
                )
                for of_stories, of_photos in zip(stories.segments, photos.segments, strict=True)
            )
            self.suggestions = tuple(
                Suggestions(ArrayFile(generation.stories / f"{name}.suggest"))
                for name in contents.segments
            )
            compounds = [
                Compounds(ArrayFile(generation.stories / f"{name}{COMPOUNDS}"))
                for name in contents.segments
            ]
            damaged = partial(unreadable, generation.path.parents[1])
            self._records = RecordDecoder(generation.read_dictionary(), damaged)
            groups = GroupFile(ArrayFile(generation.path / GROUPS))
        except (OSError, DamagedFileError, KeyError) as error:
            raise unreadable(generation.path.parents[1], error) from error
        self.groups = OpenGroups(groups, self.pairs)
        self._segments: dict[Kind, tuple[OpenSegment, ...]] = {
            Kind.STORIES: tuple([pair.stories for pair in self.pairs]),
            Kind.PHOTOS: tuple([pair.photos for pair in self.pairs]),
        }
        self._counts = {
            kind: sum([segment.live_count for segment in segments])
            for kind, segments in self._segments.items()
        }
        self.vocabularies: dict[Kind, Vocabulary] = {}
        for kind in Kind:
            self.vocabularies[kind] = Vocabulary(self.segments(kind), self.languages, compounds)

    @cached_property
    def pictures(self) -> Pictures:
        """Which photos show the same picture."""
        return Pictures(self.pairs)

    def segments(self, kind: Kind) -> Sequence[OpenSegment]:
        """The segments of that kind of document."""
        return self._segments[kind]

    def count(self, kind: Kind) -> int:
        """Documents of that kind."""
        return self._counts[kind]

    def story(self, story_id: str) -> Story | None:
        """The story of that id, or None."""
        for pair in self.pairs:
            number = pair.stories.find(story_id)
            if number is not None:
                return self.story_at(pair, number)
        return None

    def photo(self, photo_id: str) -> tuple[Story, Photo] | None:
        """The photo of that id and its story, or None."""
        for pair in self.pairs:
            number = pair.photos.find(photo_id)
            if number is not None:
                return self.photo_at(pair, number)
        return None

    def uses(self, photo_id: str) -> tuple[str, ...]:
        """Ids of the other photos that show the same picture, the first of them if many do."""
        for segment, pair in enumerate(self.pairs):
            number = pair.photos.find(photo_id)
            if number is not None:
                return self.pictures.uses(segment, number)[1]
        return ()

    def photos_by_key(self, keys: Iterable[str]) -> Iterator[str]:
        """Ids of the photos with these keys, in the order of the keys."""
        for number in map(key_number, keys):
            if number is not None:
                for segment in self.segments(Kind.PHOTOS):
                    yield from map(segment.id_of, segment.with_key(number))

    def story_at(self, pair: SegmentPair, number: int) -> Story:
        """The story of that number in a segment.

        Raises:
            IndexUnreadableError: Its record is damaged.
        """
        stories = pair.stories
        record = stories.content.columns.records[number]
        return self._records.decode(record, stories.id_of(number), stories.title_of(number))

    def listed_at(self, pair: SegmentPair, number: int) -> StoredStory:
        """The story of that number as lists show it."""
        return StoredStory(pair.stories, number, self._records)

    def photo_at(self, pair: SegmentPair, number: int) -> tuple[Story, Photo]:
        """The photo of that number in a segment, and its story."""
        story = self.story_at(pair, int(pair.photos.parents[number]))
        return story, self._photo_of(story, pair.photos.id_of(number))

    def photos_at(self, documents: Iterable[Ranked]) -> Iterator[tuple[Story, Photo]]:
        """Photos and their stories; one story is read once for those that follow one another."""
        known: tuple[int, int] | None = None
        story: Story | None = None
        for ranked in documents:
            pair = self.pairs[ranked.pair]
            place = ranked.pair, int(pair.photos.parents[ranked.document])
            if story is None or place != known:
                known, story = place, self.story_at(pair, place[1])
            yield story, self._photo_of(story, pair.photos.id_of(ranked.document))

    def _photo_of(self, story: Story, photo_id: str) -> Photo:
        for photo in story.photos:
            if photo.id == photo_id:
                return photo
        raise unreadable(self.generation.path.parents[1], KeyError(photo_id))

    def miscounted(self, record: BuildRecord) -> Iterator[str]:
        """What there is more or less of than was built, as where it is lost what was deleted."""
        expected = {
            Kind.STORIES: [file.outcome for file in record.files].count(Outcome.STORY),
            Kind.PHOTOS: sum(file.photo_count for file in record.files),
        }
        for kind, count in expected.items():
            if self.count(kind) != count:
                yield f"there are {self.count(kind)} {kind} instead of {count}"

    def damage(self) -> Iterator[str]:
        """Reads everything; yields what is wrong with it."""
        for path in sorted(self.generation.path.rglob("*")):
            if path.suffix in {".segment", ".stems", ".suggest", ".groups", ".live", COMPOUNDS}:
                try:
                    ArrayFile(path).verify()
                except (OSError, DamagedFileError) as error:
                    yield f"{path.parent.name}: {error}"
        if not self.generation.survey.exists():
            yield f"{self.generation.survey.name} is missing"
        try:
            yield from self.miscounted(self.generation.read_record())
            self.generation.read_survey()
            # Each of them: what some are compressed with may be lost.
            for pair in self.pairs:
                for number in range(pair.stories.count):
                    self.story_at(pair, number)
        except IndexUnreadableError as error:
            yield str(error)

    def close(self) -> None:
        """Lets go of the segments; the system unmaps a file when the last view of it is gone."""
        self.pairs = ()
        self.suggestions = ()
