"""Imported last by a process that readers are forked from: threads are not forked with it."""

from indexer.archive.language_model import finish_loading

finish_loading()
