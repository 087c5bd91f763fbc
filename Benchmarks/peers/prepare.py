"""prepare.py DATA FOLDER: the generated day as Parquet, as rows and packed, for the peers.

Rows: one per observation, a file per observer, sorted by provider and slot. `count` is what the
observer read of the provider's devices, null where it saw none. Packed: the planes of the segments
as they are, and the inventory runs. This time is nobody's: the measurements begin afterwards.
"""

import json
import pathlib
import sys

import numpy
import pyarrow
import pyarrow.parquet

from world import SLOTS, UNITS, World

CHUNK = 4_096


def rows_of(observer, first, up, down, counts):
    """The observations of some providers, as columns."""
    seen = numpy.unpackbits(up | down, axis=1, bitorder="little").astype(bool)
    is_up = numpy.unpackbits(up, axis=1, bitorder="little").astype(bool)
    provider, slot = numpy.nonzero(seen)
    state, value = is_up[seen], counts[seen]
    return pyarrow.table({
        "observer": pyarrow.array(numpy.full(len(slot), observer, "u1")),
        "provider": pyarrow.array((provider + first).astype("u4")),
        "slot": pyarrow.array(slot.astype("u2")),
        "up": pyarrow.array(state),
        "count": pyarrow.array(value, mask=~state | (value == 255)),
    })


def counts_of(runs, at, first, rows):
    """Counts by provider and slot, 255 where none was read; `at`: begin of each row's runs."""
    counts = numpy.full((rows, SLOTS), 255, "u1")
    for run in range(at[first], at[first + rows]):
        if runs["descriptor"][run] != 65_535:
            counts[runs["row"][run] - first, runs["from"][run] : runs["to"][run]] = runs[
                "allocatable"
            ][run]
    return counts


def write_rows(folder, observer, up, down, runs):
    at = numpy.searchsorted(runs["row"], numpy.arange(len(up) + 1))
    writer = None
    for first in range(0, len(up), CHUNK):
        part = slice(first, first + CHUNK)
        counts = counts_of(runs, at, first, len(up[part]))
        table = rows_of(observer, first, up[part], down[part], counts)
        path = folder / f"rows-{observer}.parquet"
        writer = writer or pyarrow.parquet.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table)
    writer.close()


def write_packed(folder, observer, up, down, runs):
    def plane(values):
        flat = pyarrow.py_buffer(values.tobytes())
        return pyarrow.Array.from_buffers(
            pyarrow.binary(values.shape[1]), len(values), [None, flat])

    planes = pyarrow.table({
        "observer": pyarrow.array(numpy.full(len(up), observer, "u1")),
        "provider": pyarrow.array(numpy.arange(len(up), dtype="u4")),
        "up": plane(up).cast(pyarrow.binary()), "down": plane(down).cast(pyarrow.binary()),
    })
    null = runs["descriptor"] == 65_535
    table = pyarrow.table({
        "observer": pyarrow.array(numpy.full(len(null), observer, "u1")),
        "provider": pyarrow.array(runs["row"]),
        "from": pyarrow.array(runs["from"]), "to": pyarrow.array(runs["to"]),
        "count": pyarrow.array(runs["allocatable"].astype("u1"), mask=null),
    })
    for name, value in (("planes", planes), ("runs", table)):
        pyarrow.parquet.write_table(value, folder / f"{name}-{observer}.parquet", compression="zstd")


def main():
    data, folder = sys.argv[1:]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    world = World(data)
    enrolments = world.enrolments()
    assert all(body["units"] == UNITS for body in enrolments)
    weights = {entry["class"]: entry["weight"] for entry in world.pool["classWeights"]}
    table = pyarrow.table({
        "provider": pyarrow.array(numpy.arange(len(enrolments), dtype="u4")),
        "payee": [body["provider"] for body in enrolments],
        "weight": pyarrow.array([weights[body["class"]] for body in enrolments], pyarrow.int64()),
    })
    pyarrow.parquet.write_table(table, folder / "providers.parquet")
    numbers = {"pot": world.pot(), "curve": world.pool["uptime"]["curve"]}
    (folder / "numbers.json").write_text(json.dumps(numbers))
    for observer, up, down, runs in world.segments():
        write_rows(folder, observer, up, down, runs)
        write_packed(folder, observer, up, down, runs)


if __name__ == "__main__":
    main()
