"""Backfile's indexer: reads archives of Jekyll posts, keeps the index, answers queries.

Nothing in this package knows of HTTP; ``webapp`` imports it, never the reverse.
"""
