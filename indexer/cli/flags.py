"""Flags that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

import click

from indexer.settings import SETTINGS

F = TypeVar("F", bound=Callable[..., Any])


def setting_flags(*names: str) -> Callable[[F], F]:
    """Gives a command the flags of some settings."""

    def decorate(command: F) -> F:
        for setting in reversed([s for s in SETTINGS if s.name in names]):
            flag = setting.flag
            is_truth = isinstance(setting.default, bool)
            option = click.option(
                f"{flag}/--no-{flag.removeprefix('--')}" if is_truth else flag,
                setting.name,
                default=None,
                metavar=setting.metavar or None,
                help=setting.help + _default_note(setting.default),
            )
            command = option(command)
        return command

    return decorate


def choice_of(values: type[StrEnum]) -> click.Choice[str]:
    """What a flag takes that chooses one of some values."""
    return click.Choice([value.value for value in values])


def _default_note(default: object) -> str:
    return "" if default in (None, "", False, ()) else f"  [default: {default}]"
