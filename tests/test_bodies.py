"""HTML and Markdown become paragraphs; nothing of the notation is left."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from readings import read_one, story_of


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a.html", "One.<br /><br />Two<br>again.<p>Three</p>", ["One.", "Two again.", "Three"]),
        ("a.html", "<div>A &amp; B<ul><li>c<li>d</ul></div>", ["A & B", "c", "d"]),
        ("a.html", "<script>x()</script><style>p{}</style><!-- c -->Text", ["Text"]),
        ("a.html", "<table><tr><td>a<td>b<tr><td>c</table>", ["a b", "c"]),
        ("a.html", "<p>un<b>brok</b>en</p>", ["unbroken"]),
        ("a.md", "One\ntwo.\n\n* a\n* b\n\n> said", ["One two.", "a", "b", "said"]),
        ("a.md", "# Head\n\nText{: .lead}\n\n{: .box}\nMore", ["Head", "Text", "More"]),
        ("a.md", "Use `x = 1` and\n\n```\ncode here\n```", ["Use x = 1 and", "code here"]),
        ("a.md", "{% highlight ruby %}\nputs 1\n{% endhighlight %}\nEnd", ["puts 1", "End"]),
        (
            "a.md",
            "{% comment %}no{% endcomment %}Yes {{ page.x }}{% if a %}b{% endif %}",
            ["Yes b"],
        ),
        ("a.md", "{% raw %}{{ kept }}{% endraw %}", ["{{ kept }}"]),
        (
            "a.md",
            "Call `f({:a => 1})`\n\n    g({:b => [1]})",
            ["Call f({:a => 1})", "g({:b => [1]})"],
        ),
        ("a.md", 'Text{:\n.icon width="70"} on{:toc}', ["Text on"]),
        ("a.md", "{:.ten columns}\nText {:.two wide}more\n{: .a b}", ["Text more"]),
        (
            "a.md",
            '{:box: style="text-align: center;"}\nText\n{: box}\n\n   {:.x title=\'a "b"\'}',
            ["Text"],
        ),
        (
            "a.md",
            "{:ok, value} and {:a => 1}\n\n{:ok, pid}",
            ["{:ok, value} and {:a => 1}", "{:ok, pid}"],
        ),
        (
            "a.md",
            "| 1980 | First |\n| 1982 | Second |\n\nText",
            ["1980 First", "1982 Second", "Text"],
        ),
        ("a.md", "| a | b | c |\n|---|\n| 1 | 2 | 3 |", ["a b c", "1 2 3"]),
        (
            "a.md",
            "|---\n| a | b \\| c\n|-\n| 1 | 2\n|===\n| 3 | 4 | 5",
            ["a b | c", "1 2", "3 4 5"],
        ),
        ("a.md", "|a|b|\n|-|-|\n|1|2|3|\n{: .wide}\n\n| alone |", ["a b", "1 2 3", "alone"]),
        ("a.md", "Text\n| a |\nmore\n\n|x| is big", ["Text | a | more", "|x| is big"]),
        ("a.md", "|\n\na |\n\n| |\n|", ["|", "a |", "| | |"]),
        ("a.md", "<div>\nBox</div>\n## Head\n</div>\n> quote", ["Box", "Head", "quote"]),
        (
            "a.md",
            "<div><div>a</div>\n<p>b</p></div>\n1. c\n2. d\n\n<ul>\n<li>e</li>\n</ul>\n- f",
            ["a", "b", "c", "d", "e", "f"],
        ),
        ("a.md", "<table><tr><td>a</td></tr></table>\n| b | c |\n| d | e |", ["a", "b c", "d e"]),
        ("a.md", "<div>\n<div>a</div>\n# b\n</div>", ["a", "# b"]),
        ("a.md", "* TOC\n{:toc}\n\nText{::comment}no{:/comment}{:/}", ["Text"]),
        ("a.md", "One[^1].\n\n[^1]: A note.", ["One.", "A note."]),
        ("a.md", '<div class="x" markdown="1">\n**bold** text\n</div>', ["bold text"]),
        ("a.md", "One[^1] and `[^a-z]`.\n\n[^1]: *Id.*", ["One and [^a-z].", "Id."]),
        ("a.md", "##Head\n\n```\n##no head\n```", ["Head", "##no head"]),
        ("a.md", "**UPDATE:**Fixed **答案：**判断", ["UPDATE:Fixed 答案：判断"]),
        ("a.md", "See [BIP 1][] and [this][that].", ["See BIP 1 and this."]),
        ("a.md", "See [a file](/x/my file.pdf) now", ["See a file now"]),
        (
            "a.md",
            "<div>\n\n    <p>One</p>\n\n    <script>\n a()\n\n b()\n </script>\n\n</div>\nTwo",
            ["One", "Two"],
        ),
        ("a.md", "{% codeblock lang:xml %}\n<a>1</a>\n{% endcodeblock %}", ["<a>1</a>"]),
        ("a.md", '{% include quote.html text="99% \\"sure\\"" %}', ['99% "sure"']),
        ("a.md", "*[HTML]: Hyper Text\n\nHTML is", ["HTML is"]),
        ("a.md", "<table><tr><td>[**Ada**](/ada) lives</td></tr></table>", ["Ada lives"]),
        ("a.md", "* a\n\n            See [this](/xyz) **now**", ["a", "See this now"]),
        (
            "a.md",
            '[youtube=http://v.example/1]\n\n[gallery ids="1,2"]\n\nx [video] y',
            ["x [video] y"],
        ),
        ("a.md", "{{ page.hero.text }} {{ 'quoted' | upcase }}", ["quoted"]),
        ("a.html", "<form>Search</form><nav>Home</nav><noscript>Text</noscript>", ["Text"]),
        ("a.md", "a <b>bold</b> [link](/x) ![](/y.png)", ["a bold link"]),
        ("a.html", "", []),
    ],
)
def test_bodies_become_paragraphs(folder: Path, name: str, body: str, expected: list[str]) -> None:
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", name)
    assert list(story.paragraphs) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Below the <title> tag.\n\nMore.", ["Below the <title> tag.", "More."]),
        ("## A <textarea>\n\n* an <iframe>\n* b", ["A <textarea>", "an <iframe>", "b"]),
        ("| <xmp> | <plaintext> |\n|---|---|\n| a | b |", ["<xmp> <plaintext>", "a b"]),
        ("Old: <iframe> and <iframe>x</iframe> here.", ["Old: <iframe> and here."]),
        ("One <iframe src='a.html'> *only*.\n\nMore.", ["One only.", "More."]),
        ("Say <textarea>the name</textarea> so.\n\nMore.", ["Say the name so.", "More."]),
        ("<title> is a tag.\n\nMore.", ["<title> is a tag.", "More."]),
        ('<iframe src="a.html">\n\nMore *text*.', ["More text."]),
        ('<div><iframe src="a.html"></div>\n\nMore.', ["More."]),
        ('<iframe src="a.html">\n\n</iframe>\n\nMore.', ["More."]),
        ("Start.\n\n<script src=a.js>\n\nMore *text*.", ["Start.", "More text."]),
        ("<style>\np { color: red }\n\nMore *text*.", ["More text."]),
        ("<style>\n\nMore <iframe x></iframe> <xmp>text</xmp>.", ["More", "text."]),
        ("Start.\n\n<textarea>\n\nMore *text*.", ["Start.", "More text."]),
    ],
)
def test_a_tag_without_its_end_does_not_swallow_what_follows(
    folder: Path, body: str, expected: list[str]
) -> None:
    story = story_of(folder, f"---\ntitle: T\n---\n{body}\n\n![b](b.jpg)")
    assert list(story.paragraphs) == expected
    assert [photo.image.src for photo in story.photos] == ["b.jpg"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    ["<div>" * 19_000 + "deep", "<a<a" * 4_000, "<" * 100_000, "{{" * 20_000, "{%" * 20_000,
     "[caption" * 5_000, "<script>\n\n" * 5_000, "<div><iframe x>" * 6_000, "a <title>" * 6_000,
     "![" * 3_000, "*" * 5_000],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_hostile_bodies_are_soon_done_with(folder: Path, name: str, body: str) -> None:
    started = time.process_time()
    reading = read_one(folder, f"---\ntitle: T\n---\n{body}", name)
    assert reading.story is not None or reading.problems
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.html", "<div>" * 20_000 + "</div>" * 20_000),
        ("a.html", "<a<a" * 25_000),
        ("a.md", "<div>" * 20_000),
    ],
)
def test_what_is_beyond_the_limits_is_told_at_once(folder: Path, name: str, body: str) -> None:
    started = time.process_time()
    reading = read_one(folder, f"---\ntitle: T\n---\n{body}", name)
    assert reading.problems
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/2020/05/04/b.html", "/2020/05/04/b"),
        ("https://news.example/base/2020/05/04/b/", "/2020/05/04/b"),
        ("http://www.news.example/base/b/index.html#part", "/b"),
        ("b.html?x=1", "/2020/05/04/b"),
        ("../03/c", "/2020/05/03/c"),
        ("{{ site.baseurl }}/b", "/b"),
        ("{{ site.baseurl }}{% post_url 2020-05-03-c %}", "post:2020-05-03-c"),
        ("{% link _posts/2020-05-03-c.md %}", "post:_posts/2020-05-03-c.md"),
        ("{% post_url 2020-05-03-c %}/#part", "post:2020-05-03-c"),
        ("https://elsewhere.example/b", None),
        ("mailto:a@news.example", None),
        ("javascript:go()", None),
        ("#top", None),
        ("http://[broken", None),
    ],
)
def test_links_within_the_site_are_kept(folder: Path, href: str, expected: str | None) -> None:
    (folder / "_config.yml").write_text("url: https://news.example\nbaseurl: /base\n")
    story = story_of(folder, f'---\ntitle: T\n---\n<a href="{href}">x</a>', "2020-05-04-a.html")
    assert story.links == ((expected,) if expected else ())


def test_includes_without_templates_stand_where_they_are_included(folder: Path) -> None:
    (folder / "_includes").mkdir()
    (folder / "_includes/notes.md").write_text("[pier]: /pier\n\nA note.")
    (folder / "_includes/theme.html").write_text("{% if page.x %}Theme{% endif %}")
    story = story_of(
        folder,
        "---\ntitle: T\n---\nThe [pier][].\n\n{% include notes.md %}\n{% include theme.html %}",
    )
    assert story.paragraphs == ("The pier.", "A note.")
    assert story.links == ("/pier",)


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a.md", "Use `{:.class}` and `[^1]`.\n\n[^1]: Note", ["Use {:.class} and [^1].", "Note"]),
        ("a.md", "Use `{::comment}` or `{:/}` here", ["Use {::comment} or {:/} here"]),
        ("a.md", "```\n[caption]![a](b.jpg)[/caption]\n```", ["[caption]![a](b.jpg)[/caption]"]),
        ("a.md", '`[gallery ids="1"]` x', ['[gallery ids="1"] x']),
        ("a.md", "* a\n\n    ```\n    {:.foo} ##x\n    ```", ["a", "{:.foo} ##x"]),
        ("a.md", "> ```\n> {:.foo}\n> ```", ["{:.foo}"]),
        ("a.md", "Call `arr[i](x y)` now", ["Call arr[i](x y) now"]),
        ("a.md", "Or arr[i](x y) now", ["Or arr[i](x y) now"]),
        ("a.md", "<pre>##h [^1]</pre>", ["##h [^1]"]),
        ("a.md", "```foo``` is code\n\n```\n{:.foo}\n```\n\nEnd",
         ["foo is code", "{:.foo}", "End"]),
        ("a.md", "Use {:foo} and {:a b}", ["Use {:foo} and {:a b}"]),
        ("a.md", "See [embed], [vimeo] and [gallery of war photos]",
         ["See [embed], [vimeo] and [gallery of war photos]"]),
        ("a.md", "[code]\nx\n[/code]\n\n[gallery]", ["x"]),
        ("a.md", "Use `<script>` to load.\n\nImportant.\n\nEnd with `</script>`.",
         ["Use <script> to load.", "Important.", "End with </script>."]),
        ("a.md", "a <script>x</script> b", ["a b"]),
        ("a.md", "Use `<div>` here.\n\nCode:\n\n    <b>x</b>",
         ["Use <div> here.", "Code:", "<b>x</b>"]),
        ("a.md", "```\n{{ page.title }} {% if x %}\n```", ["{{ page.title }} {% if x %}"]),
        ("a.md", "From {% link _posts/2020-01-01-a.md %} on", ["From on"]),
        ("a.md", "{% if a %}foo{% else %}bar{% endif %}", ["foo bar"]),
        ("a.md", "Not closed ``` and `more", ["Not closed ``` and `more"]),
        ("a.html", "<pre><code>{% raw %}{{ x }}{% endraw %}</code></pre>", ["{{ x }}"]),
        ("a.html", "https://example.com/a", ["https://example.com/a"]),
        ("a.md", "{{ page.e }} text", ["5 text"]),
    ],
)  # fmt: skip
def test_code_keeps_every_letter_and_prose_its_words(
    folder: Path, name: str, body: str, expected: list[str]
) -> None:
    story = story_of(folder, f'---\ntitle: T\ne: "\\x025\\x03"\n---\n{body}', name)
    assert list(story.paragraphs) == expected


HOSTILE = {
    "spaced target": ("[a](" + "a" * 250 + " " * 250) * 1_000,
    "link": "<p>" + ("[a](b" + " " * 5_000) * 100,
    "links": "<p>" + "[a](b" * 80_000,
    "caption class": "a\n{:." + "caption" * 60_000,
    "open tag": "{%" + "a" * 400_000,
    "parameter": "{% include x " + "a" * 200_000 + "%}",
    "base": "{{ a }}{%" + " " * 300_000,
    "code blocks": "{% highlight %}" * 20_000 + "{% endcode %}",
    "raw": "{% raw %}{% endraw" * 20_000 + "}",
    "comments": "{::comment}" * 30_000 + "{:/x}",
    "scripts": "<script>" * 9_000 + "</x>}",
    "markdown inside": "markdown\n<a" + " " * 400_000,
    "captioned": "[caption]" + "![](a" * 4_000 + "[/caption]",
    "lazy": '<img src="' + "lazy" * 100_000 + '">',
    "ticks": "".join("`" * count + " " for count in range(1, 900)),
    "fences": "~~~a\n```b\n" * 60_000,
    "quotes": "{% include x " + "'\"" * 100_000,
    "shortcodes": "[embed]" * 60_000,
    "attributes": "{:" + ".a " * 100_000,
    "attribute words": "{:.a " + "a " * 100_000 + "\n{:" + "a:" * 100_000,
    "rows": "| a\n" * 4_000,
    "bars": "|" * 300_000 + "\na",
    "separators": "|" + "-" * 300_000 + "x\n|" + "-" * 300_000 + "x",
    "tables": "\n\n|a|\n|b\n" * 1_200,
    "ends of elements": "</p>\n# a\n" * 3_000,
    "figure": "<figure>" + '<img src="a.jpg">' * 4_000 + "</figure>",
}


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_notation_takes_the_square_of_its_length(folder: Path, kind: str, suffix: str) -> None:
    started = time.process_time()
    reading = read_one(folder, f"---\ntitle: T\n---\n{HOSTILE[kind]}", f"a.{suffix}")
    assert reading.story is not None or "nested" in reading.reason
    assert time.process_time() - started < 4


def test_a_short_post_cannot_include_without_end(folder: Path) -> None:
    (folder / "_includes").mkdir()
    (folder / "_includes/b.txt").write_text("word " * 12_000)
    reading = read_one(folder, "---\ntitle: T\n---\n" + "{% include b.txt %}" * 500)
    assert "too long" in reading.reason


@pytest.mark.parametrize(
    ("name", "body", "shapes"),
    [
        ("a.html", "a<h2>b</h2><p>c</p><h3>d</h3>", "phph"),
        ("a.html", "<ul><li>a<li>b<p>c</ul><ol><li>d</ol>e", "lllop"),
        ("a.html", "<ul><li>a<ol><li>b</ol>c</ul>", "lol"),
        ("a.html", "<blockquote>a<p>b<ul><li>c</ul></blockquote>d", "qqlp"),
        ("a.html", "<table><tr><td>a<td>b<tr><th>c</table>", "tt"),
        ("a.html", "<dl><dt>a<dd>b</dl><pre>c\nd</pre>", "hpc"),
        ("a.md", "# a\n\nb\n\n* c\n* d\n\n1. e\n\n> f\n\n```\ng\n```\n", "hplloqc"),
        ("a.html", "</li>a</ul>b</blockquote><p>c", "pp"),
    ],
)
def test_what_a_paragraph_is_is_kept(folder: Path, name: str, body: str, shapes: str) -> None:
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", name)
    assert story.shapes == shapes
    assert len(story.paragraphs) == len(shapes)


def test_code_keeps_its_lines(folder: Path) -> None:
    body = "a\n\n```\ndef f():\n\n    return 1\n```\n"
    story = story_of(folder, f"---\ntitle: T\n---\n{body}", "a.md")
    assert story.paragraphs[-1] == "def f():\n\n    return 1"
