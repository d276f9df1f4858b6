"""What is not there: never was, or is no longer."""

from __future__ import annotations

from http import HTTPStatus
from typing import NoReturn

from flask import abort

from indexer.engine.base import Engine


def abort_without(engine: Engine, document_id: str) -> NoReturn:
    """Answers for a story or photo that is not in the index: gone if it was, else not found."""
    was_there = engine.was_removed(document_id)
    abort(HTTPStatus.GONE if was_there else HTTPStatus.NOT_FOUND)
