"""The process that readers are forked from; it loads what most posts need, once for all.

They are not forked from the one that writes, which has threads (progress, lock). A command starts
it before it loads what it needs itself, so this module loads next to nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext

_LONGEST_TEMPORARY_FOLDER = 64
"""Bytes; sockets have 107 at most, of which multiprocessing's own names take 32."""


def start_fork_server(lang: str) -> ForkServerContext:
    """Starts the process, unless it has started, while the caller does something else.

    Args:
        lang: The language of every story; empty if it will have to be found out.
    """
    context = multiprocessing.get_context("forkserver")
    modules = ["indexer.archive.readers", "indexer.archive.story"]
    if not lang:
        # The model is loaded beside the other modules.
        model = "indexer.archive.language_model"
        modules = [model, *modules, f"{model}_loaded"]
    context.set_forkserver_preload(modules)
    _start_without_interrupts()
    return context


def _start_without_interrupts() -> None:
    """Starts the process that the others come from with interrupts blocked, which they inherit.

    Ctrl-C reaches every process of the terminal, and the end of a service every one of its own; the
    one that writes decides what follows.
    """
    resource_tracker.ensure_running()  # it would let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        with _short_temporary_folder():
            forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _short_temporary_folder() -> Iterator[None]:
    """Has the socket of the process lie where its path is not too long for a socket's."""
    before = tempfile.tempdir
    if len(os.fsencode(tempfile.gettempdir())) > _LONGEST_TEMPORARY_FOLDER:
        tempfile.tempdir = "/tmp"  # noqa: S108 - a folder of its own is made there
    try:
        yield
    finally:
        tempfile.tempdir = before
