"""Facets: what stories and photos have, counted, filtered and listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from conftest import Archive, Searcher, post, searching

from indexer.engine.factory import open_engine
from indexer.engine.request import Kind, SearchRequest
from indexer.engine.results import FacetPage
from indexer.errors import ParameterError


def figure(number: int, caption: str) -> str:
    return f'<img src="images/{number}.jpg"><p class="caption">{caption}</p>'


FILES = {
    "_posts/2021-02-09-a.html": post(
        "Pier",
        figure(1, "A ferry in Bergen, Norway, on Feb. 1, 2021. (Photo by Ada Holm/Northlight)")
        + figure(2, "A boat in Bergen, Norway, on Feb. 2, 2021. (Photo by Ada Holm/Northlight)")
        + figure(3, "A quay, Feb. 3, 2021. (Photo by Zoë Lund)")
        + "<p>Pier.</p>",
        keywords="[Ferries, Straße]",
        license="CC BY 4.0",
        tags="[Ölsand, zebra]",
    ),
    "_posts/2021-02-11-b.html": post(
        "Quay",
        figure(4, "A crane, Feb. 9, 2021. (Photo by Zoë Lund)") + "<p>Quay.</p>",
        keywords="[Ferries]",
        tags="[apple, olive]",
    ),
    "_posts/2021-03-05-c.md": post("Mole", "Mole.", tags="[Apricot, zebra]"),
    "_posts/2019-02-09-d.md": post("Lock", "Lock.", license="CC BY 4.0"),
    "_posts/e.md": post("Weir", "Weir."),
}


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    archive = Archive(tmp_path_factory.mktemp("facets")).write(FILES)
    archive.build()
    with searching(archive.index) as search:
        yield search


def counts(search: Searcher, name: str, *pairs: tuple[str, str], in_: str = "stories") -> object:
    return {v.value: v.count for v in search(*pairs, in_=in_).facets[name].values}


def test_a_story_has_what_its_photos_have_once_each(search: Searcher) -> None:
    assert counts(search, "photographer") == {"Ada Holm": 1, "Zoë Lund": 2}
    assert counts(search, "photographer", in_="photos") == {"Ada Holm": 2, "Zoë Lund": 2}
    assert counts(search, "agency") == {"Northlight": 1}
    assert search().facets["photographer"].missing == 3
    assert search.titles(("photographer", "Zoë Lund"), sort="oldest") == ["Pier", "Quay"]
    assert search.titles(("not.photographer", "Ada Holm"), ("photos", "yes")) == ["Quay"]
    assert len(search(("place", "")).hits) == 4


def test_stories_are_told_apart_by_whether_they_have_photos(search: Searcher) -> None:
    facet = search().facets["photos"]
    assert {(v.value, v.label, v.count) for v in facet.values} == {
        ("yes", "with photos", 2),
        ("no", "without photos", 3),
    }
    assert facet.missing == 0
    assert search.titles(("photos", "yes"), sort="oldest") == ["Pier", "Quay"]
    assert "photos" not in search(in_="photos").facets


def test_days_are_listed_where_a_month_is_chosen(search: Searcher) -> None:
    assert "day" not in search().facets
    facet = search(("month", "2021-02")).facets["day"]
    assert [(v.value, v.label) for v in facet.values] == [
        ("2021-02-11", "11 February 2021"),
        ("2021-02-09", "9 February 2021"),
    ]
    chosen = search(("day", "2021-02-09"))
    assert [hit.title for hit in chosen.hits] == ["Pier"]
    assert [v.value for v in chosen.facets["day"].values if v.selected] == ["2021-02-09"]
    assert search.titles(("not.day", "2021-02-09"), ("month", "2021-02")) == ["Quay"]
    assert search.titles(("day", "")) == ["Weir"]


def test_keywords_and_rights_are_facets_as_stated(search: Searcher) -> None:
    assert counts(search, "keyword") == {"Ferries": 2, "Straße": 1}
    assert counts(search, "rights") == {"CC BY 4.0": 2}
    assert search().facets["rights"].missing == 3
    # A photo without rights of its own has those of its story.
    assert counts(search, "rights", in_="photos") == {"CC BY 4.0": 3}
    assert len(search(("rights", ""), in_="photos").hits) == 1


def test_tags_that_differ_in_capitals_and_accents_are_one(
    search_files: Callable[[Mapping[str, str]], Searcher],
) -> None:
    tags = ("[Kernel, Café]", "[kernel]", "[Kernel, KERNEL, kernels]", "[cafe, café]", "[café]")
    search = search_files(
        {
            f"_posts/2020-01-0{n}-p.md": post(f"P{n}", tags=tags[n - 1], categories="[News]")
            for n in range(1, 6)
        }
    )
    assert counts(search, "tag") == {"Kernel": 3, "café": 3, "kernels": 1}
    for typed in ("kernel", "Kernel", "KERNEL"):
        assert search.titles(("tag", typed), sort="oldest") == ["P1", "P2", "P3"]
    assert search.titles(("not.tag", "CAFE"), sort="oldest") == ["P2", "P3"]
    found = search(("tag", "KERNEL"), ("category", "news"))
    assert [v.value for v in found.facets["tag"].values if v.selected] == ["Kernel"]
    assert found.notices == ()


def test_filters_of_photos_by_what_their_story_has(search: Searcher) -> None:
    assert search(("keyword", "Straße"), in_="photos").total == 3
    assert search(("day", "2021-02-11"), in_="photos").total == 1
    assert counts(search, "year", in_="photos") == {"2021": 4}


def values(page: FacetPage) -> list[str]:
    return [value.value for value in page.values]


def test_every_value_of_a_facet_is_listed_page_by_page(search: Searcher) -> None:
    request = SearchRequest()
    first = search.engine.facet_values(request, "tag", order="label", size=2)
    rest = search.engine.facet_values(request, "tag", order="label", size=2, page=2)
    last = search.engine.facet_values(request, "tag", order="label", size=2, page=3)
    assert values(first) + values(rest) + values(last) == [
        "apple", "Apricot", "olive", "Ölsand", "zebra",
    ]  # fmt: skip
    assert (first.total, first.missing) == (5, 2)
    assert values(search.engine.facet_values(request, "tag"))[0] == "zebra"
    assert values(search.engine.facet_values(request, "tag", page=9)) == []


def test_values_are_found_whatever_their_case_and_accents(search: Searcher) -> None:
    def find(name: str, contains: str, **filters: tuple[str, ...]) -> list[str]:
        request = SearchRequest(filters=filters)
        return values(search.engine.facet_values(request, name, contains=contains))

    assert find("tag", "OL") == ["olive", "Ölsand"]
    assert find("keyword", "STRASSE") == ["Straße"]
    assert find("lang", "english") == ["en"]
    assert find("month", "february") == ["2021-02", "2019-02"]
    assert find("day", "2021-02") == ["2021-02-09", "2021-02-11"]
    assert find("tag", "nothing") == []
    # The facet's own filter is lifted, others count.
    assert find("tag", "", tag=("zebra",), year=("2021",)) == [
        "zebra", "apple", "Apricot", "olive", "Ölsand",
    ]  # fmt: skip
    assert find("tag", "", keyword=("Straße",)) == ["Ölsand", "zebra"]


@pytest.mark.parametrize(
    ("name", "options", "named"),
    [
        ("status", {}, "status"),
        ("nothing", {}, "category"),
        ("tag", {"order": "random"}, "count, label"),
        ("tag", {"page": 0}, "page"),
        ("tag", {"size": 101}, "size"),
    ],
)
def test_a_list_that_cannot_be_is_the_callers_error(
    search: Searcher, name: str, options: dict[str, object], named: str
) -> None:
    with pytest.raises(ParameterError, match=named):
        search.engine.facet_values(SearchRequest(), name, **options)  # type: ignore[arg-type]


def test_facets_of_photos_are_not_asked_of_stories(search: Searcher) -> None:
    page = search.engine.facet_values(SearchRequest(kind=Kind.PHOTOS), "photographer")
    assert {value.value: value.count for value in page.values} == {"Ada Holm": 2, "Zoë Lund": 2}


def test_what_was_deleted_or_changed_is_counted_no_longer(
    archive: Archive,
) -> None:
    archive.write(FILES).build()
    (archive.path / "_posts/2021-02-09-a.html").unlink()
    archive.write({"_posts/2021-02-11-b.html": post("Quay", "No picture any more.")}).build()
    engine = open_engine(archive.index)
    try:
        facets = engine.search(SearchRequest()).facets
    finally:
        engine.close()
    assert facets["photographer"].values == ()
    assert {v.value: v.count for v in facets["photos"].values} == {"no": 4}
    assert {v.value: v.count for v in facets["year"].values} == {"2021": 2, "2019": 1}


def test_what_was_deleted_does_not_name_what_is_left(archive: Archive) -> None:
    tags = ["Kernel", "Kernel", "Ferry", "kernel", *["pier"] * 8]
    names = [f"_posts/2020-01-{n:02}-a.md" for n in range(1, 13)]
    archive.write({name: post(name, tags=tag) for name, tag in zip(names, tags, strict=True)})
    archive.build()
    for name in names[:3]:
        (archive.path / name).unlink()
    archive.build(allow_removals=True)
    with searching(archive.index) as search:
        assert counts(search, "tag") == {"kernel": 1, "pier": 8}
        assert search.ids(("tag", "KERNEL")) == ["posts-2020-01-04-a"]
        assert search(("tag", "Ferry")).notices == ("Nothing in this archive has the tag “Ferry”.",)
