"""The command line: ``backfile`` and ``python -m indexer``.

Processes that read posts load the script they were started by once more, so that it loads nothing
before it is run.
"""


def main() -> None:
    """Runs the command that was given."""
    from indexer.cli import main as run  # noqa: PLC0415

    run()


if __name__ == "__main__":
    main()
