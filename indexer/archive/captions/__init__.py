"""Captions: own and shared sentences, credits, date taken, place, method, rights wording."""

from indexer.archive.captions.caption import ParsedCaption, mark_shared, parse_caption

__all__ = ["ParsedCaption", "mark_shared", "parse_caption"]
