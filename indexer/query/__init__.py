"""Queries: from what was typed to a tree of frozen nodes and a plain-English reading."""
