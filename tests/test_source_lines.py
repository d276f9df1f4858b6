"""Each photo knows on which line of its post it stands, however its address is written there."""

from __future__ import annotations

import pytest
from conftest import Archive, post

from indexer.engine.factory import open_engine


def lines(archive: Archive, text: str | bytes, name: str = "_posts/2020-01-01-a.md") -> object:
    """Name and line of each photo of a post, as the index has them."""
    archive.write({name: text}).build()
    engine = open_engine(archive.index)
    (story_id,) = (file.story_id for file in engine.build_record().files)
    story = engine.story(story_id)
    engine.close()
    assert story is not None
    return [(photo.image.name, photo.line) for photo in story.photos]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("![](/a.jpg)\n\n![](/b.jpg)\n\n![](/a.jpg)", [("a.jpg", 4), ("b.jpg", 6), ("a.jpg", 8)]),
        ("![](/x/aa.jpg) and\n![](a.jpg)", [("aa.jpg", 4), ("a.jpg", 5)]),
        ('<img src="a&amp;b.jpg">\n\n<img src="/ç d.jpg">', [("a&b.jpg", 4), ("ç d.jpg", 6)]),
        ("![](/новости/фото.jpg)\n![](</c d.jpg>)", [("фото.jpg", 4), ("c d.jpg", 5)]),
        ("text\n![]({{ site.baseurl }}/images/a.jpg)", [("a.jpg", 5)]),
        ("![x][1]\n\ntext\n\n[1]: /deep/a.jpg", [("a.jpg", 8)]),
        ('<img src="a&#46;jpg">', [("a.jpg", None)]),
        ("![](/b.jpg)\n![](/a.jpg)\n[b.jpg](/about/b.jpg)", [("b.jpg", 4), ("a.jpg", 5)]),
    ],
)
def test_images_of_a_body(archive: Archive, body: str, expected: object) -> None:
    assert lines(archive, post("A", body)) == expected


def test_images_of_front_matter_and_body(archive: Archive) -> None:
    text = post("A", "![](/b.jpg)\n\n![](/c.jpg)", image="/lead.jpg", thumb_of="/b.jpg")
    assert lines(archive, text) == [("lead.jpg", 3), ("b.jpg", 6), ("c.jpg", 8)]


def test_line_ends_encodings_and_marks_do_not_matter(archive: Archive) -> None:
    text = post("Ä", "a\u0308\n![](/a\u0308.jpg)\n![](/b.jpg)").replace("\n", "\r\n")
    assert lines(archive, text.encode("utf-8-sig")) == [("ä.jpg", 5), ("b.jpg", 6)]


def test_a_post_without_front_matter(archive: Archive) -> None:
    assert lines(archive, "# A\n\n![](/a.jpg)\n") == [("a.jpg", 3)]


def test_looking_ends_where_a_post_makes_it_long(archive: Archive) -> None:
    body = "".join(f'<img src="&#47;{n}x.jpg">' for n in range(600)) + '\n<img src="/last.jpg">'
    found = lines(archive, post("A", "x.jpg " * 5000 + body), "_posts/2020-01-01-a.html")
    assert isinstance(found, list)
    assert len(found) == 601
    assert found[-1] == ("last.jpg", None)
