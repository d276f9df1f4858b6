"""Lets ``python -m indexer`` be the command line."""

from indexer.cli import main

main()
