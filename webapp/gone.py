"""What is not there: never was, or is no longer."""

from __future__ import annotations

from http import HTTPStatus
from typing import NoReturn

from flask import abort

from indexer.engine.base import Engine
from indexer.engine.request import SearchRequest
from indexer.page_paths import is_same_site

_ANY = SearchRequest(size=1, facets=(), snippets=False)


def was_removed_from(engine: Engine, address: str) -> bool:
    """True if a story that is no longer in the index was at an address of the public site.

    Addresses are remembered without the host, which all stories of an archive share.
    """
    if not engine.was_removed_from(address):
        return False
    hits = engine.search(_ANY).hits
    return is_same_site(address, (hits and hits[0].public_url) or "")


def abort_without(engine: Engine, document_id: str) -> NoReturn:
    """Answers for a story or photo that is not in the index: gone if it was, else not found."""
    was_there = engine.was_removed(document_id)
    abort(HTTPStatus.GONE if was_there else HTTPStatus.NOT_FOUND)
