"""Did you mean: offered where it helps, silent where what was typed does well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

import pytest
from conftest import Archive, Searcher, page, post, searching, text

from indexer.settings import Settings
from webapp import create_app


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    archive = Archive(tmp_path_factory.mktemp("corrections"))
    posts = {
        f"_posts/2020-01-{n:02}-a.md": post(
            f"Harbour news {n}", "The vaccine came to the lifeboat station.", categories="harbour"
        )
        for n in range(1, 16)
    }
    posts |= {
        f"_posts/2021-01-{n:02}-b.md": post(
            f"Concert {n}",
            "The orchestra played Smetana. Universität Göttingen.",
            categories="music",
        )
        for n in range(1, 16)
    }
    posts["_posts/2022-01-01-c.md"] = post("Odd", "A rare vacine, and Kiyasov was there.")
    archive.write(posts).build()
    with searching(archive.index) as search:
        yield search


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vacccine", "vaccine"),
        ("orchestar", "orchestra"),
        ("Orchestar", "Orchestra"),
        ("ORCHESTAR", "ORCHESTRA"),
        ("life boat", "lifeboat"),
        ("harbournews", "harbour news"),
        ("univeristat", "universität"),
        ("harbor lifebot", "harbor lifeboat"),
        ('"vacccine came"', '"vaccine came"'),
        ("title:harbuor lifeboat", "title:harbour lifeboat"),
        ("orchestar -vacccine", "orchestra -vacccine"),
        ("orchestar date:2021", "orchestra date:2021"),
        ("orchestar OR vacccine", "orchestra OR vaccine"),
        ('"orchestar', "orchestra"),
        ("(orchestar", "orchestra"),
        ("orchestar) smetama", "orchestra smetana"),
        ("(orchestar OR vacccine) -odd", "(orchestra OR vaccine) -odd"),
        ("“vacccine came” lifebot”", "“vaccine came” lifeboat"),
        ('orchestar date:"15 January 2021"', 'orchestra date:"15 January 2021"'),
    ],
)
def test_what_was_probably_meant(search: Searcher, typed: str, meant: str) -> None:
    correction = search(q=typed).did_you_mean
    assert correction is not None
    assert correction.q == meant
    assert "".join(run.text for run in correction.runs) == meant
    assert correction.total == search(q=meant, match="all").total > 0


@pytest.mark.parametrize(
    "typed",
    [
        "vaccine",
        "vaccines",
        "lifeboat",
        "kiyasov",
        "gottingen",
        "qqqqqqqq",
        "2020",
        "vaccin*",
        "vacccine~",
        "https://vacccine.example",
        "",
        "the",
        "汉语",
        "lang:enn",
    ],
)
def test_nothing_is_offered_where_there_is_no_need_or_no_help(search: Searcher, typed: str) -> None:
    assert search(q=typed).did_you_mean is None


def test_a_correction_finds_something_under_the_same_filters(search: Searcher) -> None:
    assert search(q="orchestar", category="harbour").did_you_mean is None
    correction = search(q="orchestar", category="music").did_you_mean
    assert correction is not None
    assert correction.total == 15


def test_words_are_corrected_together(search: Searcher) -> None:
    """ "Smetama" alone could be anything; beside the orchestra it is the composer."""
    correction = search(q="orchestra smetama").did_you_mean
    assert correction is not None
    assert correction.q == "orchestra smetana"


def test_a_word_that_nothing_is_like_does_not_stand_in_the_way(search: Searcher) -> None:
    correction = search(q="orchestar qqqqqqqq").did_you_mean
    assert correction is not None
    assert correction.q == "orchestra qqqqqqqq"
    assert correction.total == 15
    assert search(q=correction.q).total == 15
    assert search(q="orchestar qqqqqqqq", match="all").did_you_mean is None


def test_a_word_of_one_language_is_misspelt_in_another(
    search_files: Callable[[Mapping[str, str | bytes]], Searcher],
) -> None:
    """*lanten* has the Norwegian stem of *lantern*, but no English story has a form of it."""
    search = search_files(
        {
            "_posts/2020-01-01-a.md": post("Lantern night", "The lantern.", lang="en"),
            "_posts/2020-01-02-b.md": post("Fest", "Hele byen feiret.", lang="no"),
        }
    )
    correction = search(q="lanten nihgt").did_you_mean
    assert correction is not None
    assert correction.q == "lantern night"


def test_the_page_offers_it(search: Searcher) -> None:
    from webapp import create_app  # noqa: PLC0415 - for this test only

    client = create_app(search.engine).test_client()
    page = client.get("/search?q=vacccine&from=2020").text
    assert "Did you mean" in page
    assert 'href="/search?q=vaccine&amp;from=2020-01-01"' in page
    assert "Did you mean" not in client.get("/search?q=vaccine").text


def test_the_offer_means_the_same_later(search: Searcher) -> None:
    from webapp import create_app  # noqa: PLC0415 - for this test only

    page = create_app(search.engine).test_client().get('/search?q=vacccine date:"last 90 years"')
    found = re.search(r'mean <a href="([^"]*)"', page.text)
    assert found is not None
    assert re.search(r"date:\d{4}-\d\d-\d\d\.\.", unquote(found[1]))


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Words that many stories have, and few stories in which some of them are misspelt."""
    archive = Archive(tmp_path_factory.mktemp("workshop"))
    usual = (
        "An instructor received useful stories at a separate address near Nuremberg and started."
    )
    posts = {f"_posts/2020-01-01-a{n}.md": post("Training", usual) for n in range(60)}
    posts |= {
        "_posts/2021-01-01-b.md": post("Odd", "Seperate adress, recieved in Nuremburg, usefull."),
        "_posts/2021-01-02-c.md": post("Rare", "A persona was starved while they instruct."),
    }
    posts |= {f"_posts/2021-02-01-d{n}.md": post("Store", "The store.") for n in range(5)}
    posts |= {f"_posts/2021-02-02-e{n}.md": post("Person", "A person.") for n in range(60)}
    archive.write(posts).build()
    with searching(archive.index) as search:
        yield search


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("seperate", "separate"),
        ("adress", "address"),
        ("recieved", "received"),
        ("nuremburg", "nuremberg"),
        ("usefull", "useful"),
        ("Nuremburg training", "Nuremberg training"),
    ],
)
def test_a_word_misspelt_in_a_few_stories_is_a_slip(
    workshop: Searcher, typed: str, meant: str
) -> None:
    correction = workshop(q=typed).did_you_mean
    assert correction is not None
    assert correction.q == meant


def test_a_form_that_no_story_has_is_doubted_though_others_of_it_are_there(
    workshop: Searcher,
) -> None:
    """*instructer* stands for *instruct* too, which one story has."""
    for typed in ("instructer", "instructer traning"):
        correction = workshop(q=typed).did_you_mean
        assert correction is not None
        assert correction.q == typed.replace("instructer", "instructor").replace("tran", "train")


@pytest.mark.parametrize("typed", ["stores", "persona", "starved", "starved persona", "instructs"])
def test_a_rare_word_spelt_right_is_not_doubted(workshop: Searcher, typed: str) -> None:
    assert workshop(q=typed).did_you_mean is None


def test_what_was_meant_is_among_what_may_help(search: Searcher) -> None:
    client = create_app(search.engine, Settings()).test_client()
    soup = page(client, "/search?q=orchestar&match=all")
    meant = text(soup.select_one("p.meant"))
    assert meant.startswith("Did you mean orchestra?")
    assert meant in [text(way) for way in soup.select(".nothing li")]


def test_a_word_that_stories_have_is_not_doubted_where_no_photo_has_it(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    figure = '<figure><img src="/{0}.jpg"><figcaption>High water at the pier.</figcaption></figure>'
    files = {
        f"_posts/2020-01-{day:02}-a.md": post(f"Day {day}", f"A hard winter.\n\n{figure}")
        for day in range(1, 6)
    }
    files["_posts/2020-02-01-b.md"] = post("Thaw", "The wster.")
    search = search_files(files)
    assert search(q="winter", in_="photos").did_you_mean is None
    for typed, meant in (("wster", "water"), ("winter piet", "winter pier")):
        correction = search(q=typed, in_="photos").did_you_mean
        assert correction is not None
        assert correction.q == meant


def test_a_word_is_taken_apart_into_words_that_stand_side_by_side(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    body = "The police asked a man. A fire truck came, and the men put out the fire."
    search = search_files(
        {f"_posts/2020-01-{day:02}-a.md": post(f"Day {day}", body) for day in range(1, 6)}
    )
    assert search(q="policeman").did_you_mean is None
    assert search(q="firemen").did_you_mean is None
    correction = search(q="firetruck").did_you_mean
    assert correction is not None
    assert correction.q == "fire truck"


def test_a_name_spelt_in_another_way_is_offered_where_only_that_stands_with_the_rest(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    names = ["Cecelia Trower", "Cecelia Trower", "Cecilia Moss", "Cecilia Pike", "Clara Trower"]
    names += [f"Somebody {surname}" for surname in ("Lund", "Holm", "Rask", "Gull", "Berg")] * 16
    search = search_files(
        {
            f"_posts/2020-{1 + at // 28:02}-{1 + at % 28:02}-p{at}.md": post("Guests", f"{name}.")
            for at, name in enumerate(names)
        }
    )
    correction = search(q="Cecilia Trower").did_you_mean
    assert correction is not None
    assert (correction.q, correction.total) == ("Cecelia Trower", 2)
    # One that others have too tells nothing, nor does one beside it that all have.
    for typed in ("Cecilia Lund", "Cecilia Moss", "Cecilia guests", "Cecilia", "Cecelia Guests"):
        assert search(q=typed).did_you_mean is None


def test_of_a_name_only_what_is_misspelt_is_corrected(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    # Another spelling of "Schneider" stands with her, but it is "Julianne" that is wrong.
    names = ["Juliane Schneider"] * 4 + ["Juliane Schneidler"] + ["Anton Schneider"] * 20
    names += ["Manu Gupta"] * 5
    search = search_files(
        {
            f"_posts/2020-{1 + at // 28:02}-{1 + at % 28:02}-p{at}.md": post("Guests", f"{name}.")
            for at, name in enumerate(names)
        }
    )
    for typed, meant in (
        ("Jluiane Schneider", "Juliane Schneider"),
        ("Juliiane Schneider", "Juliane Schneider"),
        ("amnu gupta", "manu gupta"),
    ):
        correction = search(q=typed).did_you_mean
        assert correction is not None
        assert correction.q == meant


def test_a_word_that_searches_ignore_is_meant_only_where_it_stands_with_the_rest(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    texts = ["Mike Jackson sings."] * 3 + ["Anne Jackson sings."] * 12 + ["To me, always."] * 8
    texts += ["All of the ways, in all ways."] + ["Ways out."] * 12
    search = search_files(
        {
            f"_posts/2020-{1 + at // 28:02}-{1 + at % 28:02}-p{at}.md": post("Day", text)
            for at, text in enumerate(texts)
        }
    )
    for typed, meant, total in (("mie jackson", "mike jackson", 3), ("allways", "always", 8)):
        correction = search(q=typed).did_you_mean
        assert correction is not None
        assert (correction.q, correction.total) == (meant, total)
