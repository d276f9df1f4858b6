"""Every image is found with its caption, and its file inside the archive only."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PIL import Image
from readings import read_all, read_one, story_of


@pytest.mark.parametrize(
    ("name", "body", "src", "caption"),
    [
        ("a.html", '<center><img src="i/a.jpg"></center>\n<p class="picture">A pier.</p>Text',
         "i/a.jpg", "A pier."),
        ("a.html", '<p><a href="/b"><img src="/a.jpg"></a></p><br><p class="caption">A pier.</p>T',
         "/a.jpg", "A pier."),
        ("a.html", '<figure><img src="/a.jpg"><figcaption>A <b>pier</b>.</figcaption></figure>Text',
         "/a.jpg", "A pier."),
        ("a.html", '<div class="w"><img src="/a.jpg"><p class="wp-caption-text">A pier.</p></div>T',
         "/a.jpg", "A pier."),
        ("a.html", '<div class="figure"><img src="/a.jpg" /><p class="caption">A pier.</p></div>T',
         "/a.jpg", "A pier."),
        ("a.html", '<img src="/a.jpg"><div class="photo-caption">A pier.</div>Text',
         "/a.jpg", "A pier."),
        ("a.md", '[caption id="x" width="9"]<img src="/a.jpg" /> A pier.[/caption]\n\nText',
         "/a.jpg", "A pier."),
        ("a.md", '[caption id="x" caption="A pier."][![](/a.jpg)](/b.jpg)[/caption]\n\nText',
         "/a.jpg", "A pier."),
        ("a.md", "[caption][![](/a.jpg)](/a.jpg) **A pier.**[/caption]\n\nText",
         "/a.jpg", "A pier."),
        ("a.md", '![](/a.jpg "A pier.")\n\nText', "/a.jpg", "A pier."),
        ("a.md", "![](/a.jpg)\n\n*A pier.*\n\nText", "/a.jpg", "A pier."),
        ("a.md", "![](/a.jpg)\n*A pier.*\n\nText", "/a.jpg", "A pier."),
        ("a.md", '{% include figure.html src="/a.jpg" caption="A pier." %}\n\nText',
         "/a.jpg", "A pier."),
        ("a.md", '{% include figure src="/a.jpg" caption="A *new* [pier](/b) <br>of 1901" %}\n\nT',
         "/a.jpg", "A new pier of 1901"),
        ("a.md", ("{% capture fig %}\n![Foo]({{ base }}/a.jpg)\n{% endcapture %}\n\n<figure>\n"
         '  {{ fig | markdownify | remove: "<p>" }}\n'
         "  <figcaption>A pier.</figcaption>\n</figure>\n\nText"),
         "/a.jpg", "A pier."),
        ("a.md", '{% include image src="/a.jpg" caption="A pier" credit="Jane Doe" %}\n\nText',
         "/a.jpg", "A pier (Photo: Jane Doe)"),
        ("a.md", '{% include img.html name=page.hero caption="A pier." %}\n\nText',
         "/hero.jpg", "A pier."),
        ("a.md", '{% responsive_image path: /a.jpg caption: "A pier." %}\n\nText',
         "/a.jpg", "A pier."),
        ("a.md", '{% figure caption:"A pier." %}\n![x](/a.jpg)\n{% endfigure %}\n\nText',
         "/a.jpg", "A pier."),
        ("a.md", '{% img left /a.jpg 300 200 "Title" "Alt" %}\n\nText', "/a.jpg", ""),
        ("a.md", "{% picture a.jpg --alt Pier %}\n\nText", "a.jpg", ""),
        ("a.md", "<table><tr><td>![Pier](/a.jpg)</td></tr></table>\n\nText", "/a.jpg", ""),
        ("a.md", "* x\n\n                ![Pier](/a.jpg)\n\nText", "/a.jpg", ""),
        ("a.md", '![Pier](/a.jpg "Pier")\n\nText', "/a.jpg", ""),
        ("a.md", "| ![](/a.jpg) |\n|:--:|\n| A pier. |\n\nText", "/a.jpg", "A pier."),
        ("a.md", "| ![](/a.jpg) |\n|:--:|\n| 54.2 % |\n\nText", "/a.jpg", ""),
        ("a.html", ("<table><tr><td><img src='/a.jpg'></td></tr><tr><td><i>A pier.</i></td></tr>"
         "</table>Text"), "/a.jpg", "A pier."),
        ("a.html", '<img src="/a.jpg"><div><em>A pier.</em></div><p>Text</p>', "/a.jpg", "A pier."),
        ("a.html", ('<img data-src="/a.jpg" src="data:image/gif;base64,R0"><noscript>'
         '<img src="/a.jpg"></noscript><p>Text</p>'), "/a.jpg", ""),
        ("a.html", ('<img src="/a.jpg"><p class="caption">A pier.<b class="credit">AP</b>'
         "</p>Text"), "/a.jpg", "A pier. AP"),
        ("a.md", "![Film](/film.mp4) ![](/a.jpg)\n\nText", "/a.jpg", ""),
        ("a.md", '![x](/IMG_0376.jpg "IMG_0376")\n\nText', "/IMG_0376.jpg", ""),
        ("a.md", "![](/a.jpg)\n\n*From 2020 on:*\n\nText", "/a.jpg", ""),
        ("a.md", "![](/a.jpg)\n\nA pier.\n{: .image-caption}\n\nText", "/a.jpg", "A pier."),
        ("a.md", "![](/a b.jpg)\n\nText", "/a%20b.jpg", ""),
        ("a.md", '![](/a b.jpg "A pier.")\n\nText', "/a%20b.jpg", "A pier."),
        ("a.md", '{% include x.html caption="50 %} A pier." src="/a.jpg" %}\n\nText',
         "/a.jpg", "50 %} A pier."),
        ("a.md", '[caption caption="He said \\"no\\"."]![](/a.jpg)[/caption]\n\nText',
         "/a.jpg", 'He said "no".'),
        ("a.html", '<img src="/a.jpg"><small>A pier.</small><p>Text</p>', "/a.jpg", "A pier."),
        ("a.html", '<img src="/a.jpg"><p class="credit">A pier.</p><p>Text</p>',
         "/a.jpg", "A pier."),
        ("a.html", '<amp-img src="/a.jpg"></amp-img><p>Text</p>', "/a.jpg", ""),
        ("a.html", '<img src="/i/lazy.gif" data-src="/a.jpg"><p>Text</p>', "/a.jpg", ""),
        ("a.html", '<picture><source srcset="/a.webp"><img src="/a.jpg"></picture><p>Text</p>',
         "/a.jpg", ""),
        ("a.html", '<table><td><img src="/a.jpg"><tr><td class="caption">A pier.</table>Text',
         "/a.jpg", "A pier."),
        ("a.html", '<a href="/b"><img src="/a.jpg" style="border-left-width: 0px"></a><p>Text</p>',
         "/a.jpg", ""),
        ("a.html", '<img src="/a.jpg"><p>Text</p>', "/a.jpg", ""),
        ("a.html", '<img src="/a.jpg">Text <em>loud</em>', "/a.jpg", ""),
        ("a.md", '<img src="/a.jpg" style="float: right; margin: 0 4px">\n\n*Tonight.*\n\nText',
         "/a.jpg", ""),
        ("a.md", '<div style="float:left"><img src="/a.jpg"></div>\n\n*Tonight.*\n\nText',
         "/a.jpg", ""),
        ("a.html", '<p><img src="/a.jpg" align="left"><em>A pier.</em></p><p>Text</p>',
         "/a.jpg", "A pier."),
        ("a.html", '<img src="/a.jpg" align="left"><p class="caption">A pier.</p><p>Text</p>',
         "/a.jpg", "A pier."),
        ("a.md", '![](/a.jpg " *Source: An **old** atlas*")\n\nText',
         "/a.jpg", "Source: An old atlas"),
        ("a.md", '![](/a.jpg "A [pier](/b) of 2 * 3 m, file_a_b")\n\nText',
         "/a.jpg", "A pier of 2 * 3 m, file_a_b"),
        ("a.md", '![](/a.jpg "A `pier` of <b>steel</b>")\n\nText', "/a.jpg", "A pier of steel"),
        ("a.md", '![*A pier.*](/a.jpg "*A pier.*")\n\nText', "/a.jpg", "A pier."),
    ],
)  # fmt: skip
def test_an_image_is_found_with_its_caption(
    folder: Path, name: str, body: str, src: str, caption: str
) -> None:
    story = story_of(folder, f"---\ntitle: T\nhero: /hero.jpg\n---\n{body}", name)
    photos = [p for p in story.photos if p.image.src != "/hero.jpg" or src == "/hero.jpg"]
    assert [(p.image.src, p.caption.text) for p in photos] == [(src, caption)]
    assert not any("A pier." in paragraph for paragraph in story.paragraphs)
    assert story.paragraphs[-1].startswith("T")


def test_a_caption_belongs_to_one_image(folder: Path) -> None:
    body = (
        '<center><img src="1.jpg"></center><p class="picture">One.</p><br />'
        '<center><img src="2.jpg"></center><p class="picture">Two.</p>'
        '<center><img src="3.jpg"></center>'
    )
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", "a.html")
    assert [photo.caption.text for photo in story.photos] == ["One.", "Two.", ""]


def test_a_caption_of_a_figure_belongs_to_all_its_images(folder: Path) -> None:
    body = '<figure><img src="1.jpg"><img src="2.jpg"><figcaption>Both.</figcaption></figure>'
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", "a.html")
    assert [photo.caption.text for photo in story.photos] == ["Both.", "Both."]


def test_a_caption_below_images_side_by_side_belongs_to_each(folder: Path) -> None:
    body = (
        '<div class="row"><div class="col"><img src="1.jpg"></div>'
        '<div class="col"><a href="2.jpg"><img src="2.jpg"></a></div></div>'
        '<div class="caption">Both.</div><p>Text.</p>'
        '<div class="row"><img src="3.jpg"><img src="4.jpg"> and words</div>'
        '<p class="caption">A</p>'
    )
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", "a.html")
    assert [photo.caption.text for photo in story.photos] == ["Both.", "Both.", "", ""]
    assert story.paragraphs == ("Text.", "and words", "A")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("{% include compare.html old='/a.jpg' new='/b.jpg' caption='A pier.' %}",
         [("/a.jpg", "", "A pier."), ("/b.jpg", "", "A pier.")]),
        ("{% include x.html image='/a.jpg' image2='/b.jpg' image3='/b.jpg' alt='Pier' %}",
         [("/a.jpg", "Pier", ""), ("/b.jpg", "", "")]),
        # Other versions of one image, and what is no image at all.
        ("{% include x.html src='/a.jpg' href='/full/a.jpg' src-mob='/m.jpg' alt='b.jpg' %}",
         [("/a.jpg", "b.jpg", "")]),
        ("{% include x.html thumb='/s.jpg' poster='/p.jpg' file='/a.jpg' %}", [("/a.jpg", "", "")]),
        ("{% include x.html url='/a.jpg' %}", [("/a.jpg", "", "")]),
        ("{% include x.html image='/a.jpg' avatar='/me.jpg' caption='b.jpg' %}",
         [("/a.jpg", "", "b.jpg")]),
        ('{% image "/a.jpg" "b (1).png" %}', [("/a.jpg", "", "")]),
        ("{% include gallery.html items='/a.jpg;Pier;A *pier*, at dawn.,/b.jpg;Quay, /c d.jpg' %}",
         [("/a.jpg", "Pier", "A pier, at dawn."), ("/b.jpg", "Quay", ""), ("/c d.jpg", "", "")]),
        ("{% include gallery.html items='/a.jpg;Pier;A pier; a boat,/b.jpg' caption='All.' %}",
         [("/a.jpg", "Pier", "A pier; a boat"), ("/b.jpg", "", "All.")]),
        ("{% include x.html images='/a.jpg, /b.jpg' caption='All.' %}",
         [("/a.jpg", "", "All."), ("/b.jpg", "", "All.")]),
        ("{% include x.html file='/a,b.jpg' %}", [("/a,b.jpg", "", "")]),
    ],
)  # fmt: skip
def test_a_tag_with_several_images(
    folder: Path, tag: str, expected: list[tuple[str, str, str]]
) -> None:
    story = story_of(folder, f"---\ntitle: T\n---\n{tag}\n\nText", "a.md")
    photos = [(photo.image.src, photo.alt, photo.caption.text) for photo in story.photos]
    assert photos == expected
    assert story.paragraphs == ("Text",)


def test_what_is_captured_stands_where_it_is_printed(folder: Path) -> None:
    body = (
        "{% capture note %}\nA *captured* note.\n{% endcapture %}\n\nFirst.\n\n"
        '<div class="notice">{{ note | markdownify }}</div>\n\nLast.\n\n'
        "{% capture kept %}Never printed.{% endcapture %}"
    )
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", "a.md")
    assert story.paragraphs == ("First.", "A captured note.", "Last.", "Never printed.")


def test_captures_cannot_grow_without_end(folder: Path) -> None:
    body = "{% capture a0 %}words {% endcapture %}" + "".join(
        f"{{% capture a{n + 1} %}}{{{{ a{n} }}}}{{{{ a{n} }}}}{{% endcapture %}}" for n in range(60)
    )
    reading = read_one(folder, f"---\ntitle: T\n---\n{body}{{{{ a60 }}}}", "2020-01-01-a.md")
    assert reading.story is None
    assert "too long" in str(reading.reason or reading.problems)


def test_a_table_of_pictures_has_a_caption_in_each_cell_below(folder: Path) -> None:
    body = (
        '<table><tr><td><img src="1.jpg"></td><td><img src="2.jpg"></td><td><img src="3.jpg"></td>'
        "</tr><tr><td>The first.</td><td></td><td>The third.</td></tr>"
        '<tr><td><img src="4.jpg"></td><td><img src="5.jpg"></td></tr>'
        "<tr><td>The fourth.</td><td>The fifth.</td></tr></table><p>Text.</p>"
    )
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", "a.html")
    captions = ["The first.", "", "The third.", "The fourth.", "The fifth."]
    assert [photo.caption.text for photo in story.photos] == captions
    assert story.paragraphs == ("Text.",)


def test_alternative_texts_are_plain_text(folder: Path) -> None:
    body = (
        '![A `pier("x")` of <b>*steel*</b>](1.jpg)\n\n![Vec<T> & file_a_b](2.jpg)\n\n'
        "[![`a` & b](3.jpg)](/c)"
    )
    story = story_of(folder, f"---\ntitle: T\n---\n{body}")
    alternatives = ['A pier("x") of steel', "Vec<T> & file_a_b", "a & b"]
    assert [photo.alt for photo in story.photos] == alternatives


def test_icons_and_counters_are_no_photos(folder: Path) -> None:
    Image.new("RGB", (19, 19)).save(folder / "small.png")
    body = (
        '<img src="/small.png">'
        '<img src="/pixel.gif" width="1" height="1"><img src="/x/spacer.gif">'
        '<img src="/smile.png" height="16"><img src="data:image/gif;base64,R0"><img alt="none">'
        '<img src="/a.png" class="wp-smiley"><img src="/b.png" style="display:none">'
        '<img src="https://img.shields.io/badge/a-b.svg"><img src="/c.gif" style="width: 1px;">'
        '<img src="https://wiki.example/images/thumb/Pump.png/32px-Pump.png">'
    )
    assert story_of(folder, f"---\ntitle: T\n---\n{body}", "a.html").photos == ()


def test_a_wiki_s_smaller_copy_of_a_picture_is_a_photo(folder: Path) -> None:
    src = "https://wiki.example/images/thumb/Pump.png/320px-Pump.png"
    story = story_of(folder, f'---\ntitle: T\n---\n<img src="{src}">', "a.html")
    assert [photo.image.src for photo in story.photos] == [src]


def test_a_lead_image_comes_first_and_once(folder: Path) -> None:
    matter = "---\ntitle: T\nimage: /lead.jpg\nimage_caption: A pier.\n---\n"
    story = story_of(folder, matter + "![](/other.jpg)")
    assert [(p.image.src, p.caption.text) for p in story.photos] == [
        ("/lead.jpg", "A pier."), ("/other.jpg", ""),
    ]  # fmt: skip
    assert len(story_of(folder, matter + "![](/lead.jpg)").photos) == 1


def test_photo_ids_count_repeated_images(folder: Path) -> None:
    story = story_of(folder, "---\ntitle: T\n---\n![](/a/x.jpg) ![](/b/X.png) ![](/y.jpg)", "a.md")
    assert [photo.id for photo in story.photos] == [
        "posts-a--x-1", "posts-a--x-2", "posts-a--y-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("src", "state", "file"),
    [
        ("/i/pier.png", "present", "i/pier.png"),
        ("i/pier.png", "present", "i/pier.png"),
        ("i/pi%65r.png?v=2", "present", "i/pier.png"),
        ("/i/pier-300x210.png", "present", "i/pier.png"),
        ("https://news.example/i/pier.png", "present", "i/pier.png"),
        ("//news.example/i/pier.png", "present", "i/pier.png"),
        ("/base/i/pier.png", "present", "i/pier.png"),
        ("{{ site.baseurl }}/i/pier.png", "present", "i/pier.png"),
        ("beside.png", "present", "_posts/beside.png"),
        ("named.png", "present", "images/named.png"),
        ("../../../../i/pier.png", "present", "i/pier.png"),
        ("/i/hidden.png", "present", "src/i/hidden.png"),
        ("/i/pointer.png", "missing", None),
        ("http://www.news.example/i/pier.png", "present", "i/pier.png"),
        ("/i/none.png", "missing", None),
        ("../../../etc/passwd", "missing", None),
        ("/i/linked.png", "missing", None),
        ("https://elsewhere.example/pier.png", "remote", None),
        ("http://[broken", "missing", None),
        ("x" * 5_000, "missing", None),
    ],
)
def test_the_file_of_an_image_is_found_inside_the_archive_only(
    folder: Path, src: str, state: str, file: str | None
) -> None:
    (folder / "_config.yml").write_text("url: https://news.example\nbaseurl: /base\nsource: src\n")
    (folder / "i").mkdir()
    (folder / "src/i").mkdir(parents=True)
    Image.new("RGB", (64, 48)).save(folder / "src/i/hidden.png")
    (folder / "i/pointer.png").write_text("version https://git-lfs.github.com/spec/v1\noid x\n")
    Image.new("RGB", (64, 48)).save(folder / "i/pier.png")
    Image.new("RGB", (64, 48)).save(folder / "_posts/beside.png")
    (folder / "images").mkdir()
    Image.new("RGB", (64, 48)).save(folder / "images/named.png")
    outside = folder.parent / "outside.png"
    Image.new("RGB", (64, 48)).save(outside)
    (folder / "i/linked.png").symlink_to(outside)
    story = story_of(folder, f'---\ntitle: T\n---\n<img src="{src}">', "2020-05-04-a.html")
    image = story.photos[0].image
    assert (image.state, image.file) == (state, file)
    assert image.width == (64 if state == "present" else None)


@pytest.mark.parametrize(
    ("src", "files", "expected"),
    [
        # Themes put a folder before the address that a post gives.
        (
            "pier-at-dawn.png",
            ["_assets/images/pier-at-dawn.png"],
            "_assets/images/pier-at-dawn.png",
        ),
        ("1.png", ["assets/images/posts/1.png", "old/1.png"], "assets/images/posts/1.png"),
        ("pier/1.png", ["img/posts/pier/1.png", "old/pier/1.png"], "img/posts/pier/1.png"),
        ("/pier/1.png", ["images/pier/1.png", "old/pier/1.png"], "images/pier/1.png"),
        ("pier/1.png", ["src/images/pier/1.png", "old/pier/1.png"], "src/images/pier/1.png"),
        # Or the site lies in a folder of its host.
        ("/our-news/i/pier.png", ["i/pier.png", "old/i/pier.png"], "i/pier.png"),
        ("/our-news/i/pier.png", ["src/i/pier.png"], "src/i/pier.png"),
        ("/our-news/i/pier.png", ["our-news/a.png", "i/pier.png"], None),
        ("/our-news/pier.png", ["old/our-news/pier.png", "pier.png"], "old/our-news/pier.png"),
        # A single file may be meant, if its name tells it from others.
        ("pier-at-dawn.png", ["theme/2020/pier-at-dawn.png"], "theme/2020/pier-at-dawn.png"),
        ("/i/pier.png", ["theme/i/pier.png", "theme/pier.png"], "theme/i/pier.png"),
        ("../i/pier.png?v=2", ["theme/i/pier.png"], "theme/i/pier.png"),
        ("i/pier.png", ["theme/i/pier.png", "old/i/pier.png"], None),
        ("i/pier.png", ["theme/pi/pier.png", "theme/pier.png", "theme/i/pier.png.bak"], None),
        ("1.png", ["theme/1.png"], None),
        ("images/image-2.png", ["theme/images/image-2.png"], None),
        ("2020/1.png", ["theme/2020/1.png"], None),
        ("IMG_2020.png", ["theme/IMG_2020.png"], "theme/IMG_2020.png"),
        ("/our-news/pier.png", ["pier.png"], None),
        ("pier.png", ["_site/x/pier.png", ".git/pier.png", "node_modules/pier.png"], None),
        ("pier.png", ["_site/x/pier.png", "theme/pier.png"], "theme/pier.png"),
    ],
)
def test_a_file_that_an_address_does_not_lead_to_itself(
    folder: Path, src: str, files: list[str], expected: str | None
) -> None:
    (folder / "_config.yml").write_text("source: src\n")
    (folder / "src").mkdir()
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (64, 48)).save(folder / file, "PNG")
    image = story_of(folder, f"---\ntitle: T\nimage: {src}\n---\nText").photos[0].image
    assert (image.file, image.state) == (expected, "present" if expected else "missing")
    assert image.width == (64 if expected else None)


def test_a_file_of_the_other_folder_may_be_meant_too(folder: Path) -> None:
    pictures = folder.parent / "pictures"
    (pictures / "harbour").mkdir(parents=True)
    Image.new("RGB", (64, 48)).save(pictures / "harbour/pier.png")
    read_one(folder, "---\ntitle: T\nimage: pier.png\n---\nText", "a.md")
    story = read_all(folder, image_root=pictures)["_posts/a.md"].story
    assert story is not None
    assert story.photos[0].image.file == "harbour/pier.png"


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("image: /a.jpg\nimage_credit: Jane Doe", [("/a.jpg", "(Photo: Jane Doe)")]),
        ("image_feature: a.jpg\nimage_figcaption: A pier.", [("a.jpg", "A pier.")]),
        ("image: {feature: a.jpg, credit: Jane Doe/AP}", [("a.jpg", "(Jane Doe/AP)")]),
        ("header: {image: /a.jpg, teaser: /t.jpg, caption: A pier.}", [("/a.jpg", "A pier.")]),
        ("thumbnail: /t.jpg", [("/t.jpg", "")]),
        ("thumbnail: /t.jpg\nimage: /a.jpg", [("/a.jpg", "")]),
        (
            "gallery:\n- {url: /a.jpg, caption: One.}\n- {image_path: /b.jpg, title: B}\n- /c.jpg",
            [("/a.jpg", "One."), ("/b.jpg", ""), ("/c.jpg", "")],
        ),
        ("slideshow: [{file: b.png, description: Two}]", [("b.png", "Two")]),
        ("images: [/a.jpg, /b.jpg, /a.jpg]", [("/a.jpg", ""), ("/b.jpg", "")]),
        ("image: true\nphoto: 7\nimage_count: 3\ncover: words", []),
    ],
)
def test_images_of_the_front_matter(
    folder: Path, matter: str, expected: list[tuple[str, str]]
) -> None:
    story = story_of(folder, f"---\ntitle: T\n{matter}\n---\nText")
    assert [(p.image.src, p.caption.text) for p in story.photos] == expected


def test_alternative_text_and_title_are_no_caption(folder: Path) -> None:
    story = story_of(folder, '---\ntitle: T\n---\n<img src="a.jpg" alt="A" title="B">', "a.html")
    (photo,) = story.photos
    assert (photo.alt, photo.title, photo.caption.text) == ("A", "B", "")


def test_a_photo_knows_its_place_in_the_text(folder: Path) -> None:
    body = "One.\n\n![](/a.jpg)\n\nTwo ![](/b.jpg) more.\n\nThree.\n\n![](/c.jpg)"
    story = story_of(folder, f"---\ntitle: T\nimage: /lead.jpg\n---\n{body}")
    assert [(p.image.name, p.position) for p in story.photos] == [
        ("lead.jpg", 0), ("a.jpg", 1), ("b.jpg", 2), ("c.jpg", 3),
    ]  # fmt: skip


def test_a_captioned_image_without_an_image_is_told_and_its_text_kept(folder: Path) -> None:
    reading = read_one(folder, "---\ntitle: T\n---\nText\n\n[caption]A pier.[/caption]")
    assert reading.story is not None
    assert reading.story.paragraphs == ("Text", "A pier.")
    (problem,) = reading.problems
    assert (problem.line, "holds no image" in problem.reason) == (6, True)


def test_copies_and_sizes_of_one_picture_have_one_key(folder: Path) -> None:
    Image.new("RGB", (64, 48)).save(folder / "a.png")
    Image.new("RGB", (64, 48)).save(folder / "copy.png")
    Image.new("RGB", (64, 49)).save(folder / "other.png")
    body = "".join(
        f'<img src="{src}">'
        for src in ("/a.png", "/copy.png", "/other.png", "/gone-300x210.jpg", "/gone.jpg")
    )
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", "a.html")
    images = [photo.image for photo in story.photos]
    assert [image.key == images[0].key for image in images] == [True, True, False, False, False]
    assert images[3].key == images[4].key
    assert (images[0].type, images[3].type) == ("image/png", None)


@pytest.mark.slow
def test_thousands_of_images_in_one_element_are_soon_read(folder: Path) -> None:
    body = "<div>" + '<img src="/a.jpg"> <em>x</em>' * 4_000 + "</div>"
    started = time.process_time()
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", "a.html")
    assert len(story.photos) == 4_000
    assert time.process_time() - started < 8
