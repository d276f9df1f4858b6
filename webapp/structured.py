"""What pages of stories and photos say to programs: schema.org, and Open Graph for previews."""

from __future__ import annotations

import re
from typing import Any

from flask import url_for

from indexer.model import Photo, Source, Story
from indexer.page_paths import external_url
from indexer.photo_metadata import iso_date, licence_url
from webapp.dates import machine_date
from webapp.links import absolute
from webapp.site import current_site

_MAX_DESCRIPTION = 300
_PUBLISHED_BY = frozenset(
    {Source.FRONT_MATTER, Source.CONFIGURATION, Source.SETTING, Source.FILE_NAME}
)
"""Dates by which Jekyll publishes. Others are guesses, and these forms have no word for that."""

_LINK = re.compile(r"https?://\S+")


def news_article(story: Story) -> dict[str, Any]:
    """A story as NewsArticle of schema.org, in the shape of JSON-LD.

    See https://schema.org/NewsArticle.
    """
    rights = story.rights.strip()
    licence = _LINK.fullmatch(rights)
    values = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "description": story.description,
        "datePublished": _published(story),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "image": [_image(photo) for photo in story.photos if photo.image.shown],
        "inLanguage": story.lang,
        "articleSection": list(story.categories),
        "keywords": list(dict.fromkeys((*story.tags, *story.keywords))),
        "license": rights if licence else "",
        "copyrightNotice": "" if licence else rights,
        "isPartOf": {
            "@type": "Collection",
            "name": current_site().title,
            "url": absolute(url_for("stories.home")),
        },
        "url": _address(story),
        "sameAs": external_url(story.public_url),
    }
    return {name: value for name, value in values.items() if value}


def image_object(story: Story, photo: Photo) -> dict[str, Any]:
    """A photo as ImageObject of schema.org likewise; see https://schema.org/ImageObject."""
    image, rights = photo.image, photo.rights.strip()
    licence = licence_url(rights)
    values = {
        "@context": "https://schema.org",
        **_image(photo),
        "url": absolute(url_for("photos.photo", photo_id=photo.id)),
        "contentUrl": _picture(photo) if image.shown else external_url(image.src),
        "encodingFormat": image.type,
        "creator": [{"@type": "Person", "name": name} for name in photo.photographers],
        "sourceOrganization": [{"@type": "Organization", "name": name} for name in photo.agencies],
        "license": licence,
        "copyrightNotice": "" if licence == rights else rights,
        "dateCreated": iso_date(photo.taken),
        "datePublished": _published(story),
        "contentLocation": {"@type": "Place", "name": photo.place.name} if photo.place else None,
        "inLanguage": story.lang,
        "isPartOf": {"@type": "NewsArticle", "headline": story.title, "url": _address(story)},
    }
    return {name: value for name, value in values.items() if value}


def link_preview(story: Story) -> list[tuple[str, str]]:
    """Properties of Open Graph and of X, in order; see https://ogp.me."""
    lead = next((photo for photo in story.photos if photo.image.shown), None)
    pairs = [
        ("og:type", "article"),
        ("og:site_name", current_site().title),
        ("og:title", story.title),
        ("og:description", description(story)),
        ("og:url", _address(story)),
        ("article:published_time", _published(story)),
        *(("article:author", name) for name in story.authors),
        *(("article:section", name) for name in story.categories[:1]),
        *(("article:tag", name) for name in story.tags),
        ("twitter:card", "summary_large_image" if lead else "summary"),
    ]
    if lead:
        pairs += [
            ("og:image", _picture(lead)),
            ("og:image:width", str(lead.image.width or "")),
            ("og:image:height", str(lead.image.height or "")),
            ("og:image:alt", lead.alt or lead.caption.own or lead.caption.text),
        ]
    return [(name, value) for name, value in pairs if value]


def description(story: Story) -> str:
    """What the story says of itself, else how it begins."""
    text = story.description or next((text for text in story.paragraphs if text.strip()), "")
    if len(text) <= _MAX_DESCRIPTION:
        return text
    cut = text[:_MAX_DESCRIPTION]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"


def _published(story: Story) -> str:
    return machine_date(story.date) if story.date.source in _PUBLISHED_BY else ""


def _address(story: Story) -> str:
    """The page here, whatever search led to it."""
    return absolute(url_for("stories.story", story_id=story.id))


def _image(photo: Photo) -> dict[str, Any]:
    values = {
        "@type": "ImageObject",
        "url": _picture(photo),
        "width": photo.image.width,
        "height": photo.image.height,
        "caption": photo.caption.text,
        "creditText": " ".join(credit.raw for credit in photo.credits),
        "copyrightNotice": photo.rights,
    }
    return {name: value for name, value in values.items() if value}


def _picture(photo: Photo) -> str:
    return absolute(url_for("images.image", photo_id=photo.id, v=photo.image.version))
