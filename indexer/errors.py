"""Errors of callers: a wrong option, a folder that is not there, an index in use.

Trouble with an archive's content is never raised; it is a :class:`indexer.model.Problem`.
"""

from __future__ import annotations


class BackfileError(Exception):
    """A caller's error. Its text is one clear line that says what to do next."""


class ParameterError(BackfileError):
    """A search parameter has a value that is not allowed.

    Attributes:
        parameter: Name of the parameter.
        allowed: What it may be, in words.
    """

    def __init__(self, parameter: str, value: str, allowed: str) -> None:
        super().__init__(f"{parameter}={value!r} is not possible: it may be {allowed}.")
        self.parameter = parameter
        self.allowed = allowed


class SettingError(BackfileError):
    """A setting has a value that is not allowed, or ``backfile.toml`` cannot be read."""


class ArchiveError(BackfileError):
    """The archive folder is not there, is unreadable or holds no posts."""


class IndexMissingError(BackfileError):
    """There is no index where one was looked for."""


class IndexUnreadableError(BackfileError):
    """There is an index, but it is damaged or of another version."""


class ForeignIndexError(BackfileError):
    """The index directory belongs to another archive."""


class IndexLockedError(BackfileError):
    """Another build is writing this index."""


class RemovalsRefusedError(BackfileError):
    """A build would remove more of the index than is likely to be meant."""
