"""How often forms, and how many texts, stand in each field, as the number of a row in a table."""

from __future__ import annotations

import numpy as np

from indexer.engine.whoosh.segments.arrays import Integers, narrow
from indexer.engine.whoosh.segments.content import Layout


def encode_profiles(
    fields: Integers, begins: Integers, field_count: int
) -> tuple[Integers, Integers]:
    """Profiles of postings, from the fields of their occurrences.

    Args:
        fields: Field of each occurrence, ascending within a posting.
        begins: Where each posting begins among the occurrences; ascending.
        field_count: Number of fields.

    Returns:
        The code of each posting and the table of profiles, see :class:`Postings`.
    """
    new_run = np.ones(len(fields), np.bool_)
    np.not_equal(fields[1:], fields[:-1], out=new_run[1:])
    new_run[begins] = True
    run_begins = np.flatnonzero(new_run)
    run_sizes = np.diff(run_begins, append=len(fields))
    run_fields = fields[run_begins]
    first_runs = np.cumsum(new_run)[begins] - 1
    runs = np.diff(first_runs, append=len(run_begins))
    # Nine postings in ten are in one field only: two numbers say all of them.
    single = runs == 1
    alone = first_runs[single]
    radix = int(run_sizes.max(initial=0)) + 1
    kinds, kind_of = _unique(run_fields[alone].astype(np.int64) * radix + run_sizes[alone])
    # As narrow as frequencies allow: there are millions of rows.
    size = np.min_scalar_type(radix)
    simple = np.zeros((len(kinds), field_count), size)
    simple[np.arange(len(kinds)), kinds // radix] = kinds % radix
    several = np.flatnonzero(~single)
    mixed = np.zeros((len(several), field_count), size)
    rows = np.repeat(np.arange(len(several)), runs[several])
    mixed_runs = np.repeat(~single, runs)
    mixed[rows, run_fields[mixed_runs]] = run_sizes[mixed_runs]
    united, profiles = unite_profiles([simple, mixed])
    codes = np.empty(len(begins), united.dtype)
    codes[single] = united[: len(simple)][kind_of]
    codes[several] = united[len(simple) :]
    return codes, profiles


def unite_profiles(tables: list[Integers]) -> tuple[Integers, Integers]:
    """One table for the rows of several.

    Returns:
        For every row of the tables, one table after the other, its row in the table of all; and
        that table, its rows all different and in the order that :class:`Postings` tells.
    """
    stacked = np.concatenate(tables)
    _, first, inverse = np.unique(_row_keys(stacked), return_index=True, return_inverse=True)
    profiles = stacked[first]
    order = _profile_order(profiles)
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return narrow(ranks[inverse.reshape(-1)]), narrow(profiles[order])


def lay_out(lengths: Integers, texts: Integers) -> Layout:
    """How the fields of documents lie, given the forms and the texts in each field.

    Args:
        lengths: Forms; ``(documents, fields)``.
        texts: Texts; ``(documents, fields)``.
    """
    rows, different = unite_profiles([narrow(texts)])
    return Layout(narrow(lengths), different, rows)


def _unique(numbers: Integers) -> tuple[Integers, Integers]:
    """The different numbers, ascending, and which of them each is; quick where they are small."""
    largest = int(numbers.max(initial=0))
    if largest > 4 * len(numbers) + 1024:
        different, inverse = np.unique(numbers, return_inverse=True)
        return different, inverse.reshape(-1)
    different = np.flatnonzero(np.bincount(numbers, minlength=1))
    ranks = np.zeros(largest + 1, np.int64)
    ranks[different] = np.arange(len(different))
    return different, ranks[numbers]


def _row_keys(table: Integers) -> Integers:
    """A number for each row, different for different rows.

    Mixed radix, each field's radix being one more than its largest frequency, as long as 62 bits
    hold that; beyond, what there is so far is numbered anew.
    """
    keys = np.zeros(len(table), np.int64)
    size = 1
    for column in table.T:
        radix = int(column.max(initial=0)) + 1
        if size > (1 << 62) // radix:
            different, keys = np.unique(keys, return_inverse=True)
            keys = keys.reshape(-1).astype(np.int64)
            size = len(different)
        keys = keys * radix + column
        size *= radix
    return keys


def _profile_order(profiles: Integers) -> Integers:
    """By the first field in which the form stands, those of that field alone first."""
    present = profiles > 0
    first = np.argmax(present, axis=1)
    return np.lexsort((*profiles.T[::-1], present.sum(1) > 1, first))
