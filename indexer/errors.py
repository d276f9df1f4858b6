"""Errors of callers: a wrong option, a folder that is not there, an index in use.

Trouble with an archive's content is never raised; it is a :class:`indexer.model.Problem`.
"""

from __future__ import annotations

from collections.abc import Iterable

from indexer.texts import gettext, with_commas


class BackfileError(Exception):
    """A caller's error. Its text is one clear line that says what to do next."""


class ParameterError(BackfileError):
    """A search parameter has a value that is not allowed.

    Attributes:
        parameter: Name of the parameter.
        allowed: What it may be, in words.
    """

    def __init__(self, parameter: str, value: str, allowed: str) -> None:
        super().__init__(
            gettext(
                "%(parameter)s=%(value)r is not possible: it may be %(allowed)s.",
                parameter=parameter,
                value=value,
                allowed=allowed,
            )
        )
        self.parameter = parameter
        self.allowed = allowed


def one_of(values: Iterable[str]) -> str:
    """What a choice may be, in words."""
    return gettext("one of %(values)s", values=", ".join(values))


def whole_number(most: int) -> str:
    """What a number may be, in words."""
    return gettext("a whole number from 1 to %(most)s", most=with_commas(most))


class SettingError(BackfileError):
    """A setting has a value that is not allowed, or ``backfile.toml`` cannot be read."""


class ArchiveError(BackfileError):
    """The archive folder is not there, is unreadable or holds no posts."""


class IndexMissingError(BackfileError):
    """There is no index where one was looked for."""


class IndexUnreadableError(BackfileError):
    """There is an index, but it is damaged or of another version."""


class IndexDamagedError(IndexUnreadableError):
    """The index does not hold what was written."""


class IndexOutdatedError(IndexUnreadableError):
    """The index was written by another version of Backfile."""


class IndexUnwritableError(BackfileError):
    """The system does not let an index be written: no room, no rights."""


class ReadersError(BackfileError):
    """Posts cannot be read, whichever: their readers cannot be started, or lack something."""


class ForeignIndexError(BackfileError):
    """The index directory belongs to another archive."""


class IndexLockedError(BackfileError):
    """Another build is writing this index."""


class RemovalsRefusedError(BackfileError):
    """A build would remove more of the index than is likely to be meant."""
