"""polars_packed.py FOLDER OUTPUT.csv: the amounts from planes, as columns of 32-bit words.

Polars has no bit strings: a plane's 36 bytes become nine words of a list, the list nine rows, and
the bit operations of integer columns do the rest. Masks of runs come from numpy.
"""

import functools
import operator

import numpy
import polars

from money import write_amounts
from world import SLOTS, UNITS, WIDTH, arguments, policy_numbers

WORDS = WIDTH // 4
LEVELS = range(1, UNITS + 1)
KEY = ["observer", "provider", "word"]


def words_of(folder):
    """observer, provider, word, up, down."""
    words = polars.Array(polars.UInt32, WORDS)
    planes = polars.read_parquet(f"{folder}/planes-*.parquet")
    return planes.with_columns(
        polars.col("up", "down").bin.reinterpret(dtype=words, endianness="little"),
        polars.lit(numpy.arange(WORDS, dtype="u1")).implode().alias("word"),
    ).with_columns(polars.col("up", "down").arr.to_list()).explode("up", "down", "word")


def masks_of(runs):
    """from, to, word, mask of the distinct runs."""
    distinct = runs.select("from", "to").unique()
    slots = numpy.arange(SLOTS)
    begin, end = (distinct[n].to_numpy()[:, None] for n in ("from", "to"))
    bits = numpy.packbits((slots >= begin) & (slots < end), axis=1, bitorder="little")
    masks = bits.view("<u4")
    return polars.DataFrame({
        "from": numpy.repeat(begin.ravel(), WORDS), "to": numpy.repeat(end.ravel(), WORDS),
        "word": numpy.tile(numpy.arange(WORDS, dtype="u1"), len(masks)), "mask": masks.ravel(),
    })


def levels_of(runs):
    """observer, provider, word, and per level the slots whose count is at least that."""
    zero, count = polars.lit(0, polars.UInt32), polars.col("count")

    def where(condition, name):
        return polars.when(condition).then(polars.col("mask")).otherwise(zero).alias(name)

    alone = polars.len().over("observer", "provider") == 1
    columns = [where(count.fill_null(0) >= i, f"l{i}-") for i in LEVELS]
    columns += [where(count.is_not_null(), "known-"), where(count.is_null(), "null")]
    names = [f"l{i}-" for i in LEVELS] + ["known-", "null"]
    masks = runs.with_columns(alone.alias("alone")).join(masks_of(runs), on=["from", "to"])
    masks = masks.select(*KEY, "alone", *columns)
    # Most providers have one run, which needs no aggregation; grouping by bits is slow here.
    several = masks.filter(~polars.col("alone")).group_by(KEY).agg(
        polars.col(name).bitwise_or() for name in names)
    together = polars.concat([masks.filter("alone").select(*KEY, *names), several])
    return together.with_columns(polars.col("known-") & ~polars.col("null")).drop("null")


def majority(column):
    a, b, c = (polars.col(f"{column}{observer}") for observer in range(3))
    return (a & b) | (a & c) | (b & c)


def main():
    folder, output = arguments()
    pot, curve = policy_numbers(folder)
    runs = polars.read_parquet(f"{folder}/runs-*.parquet")
    levels = levels_of(runs)
    names = ["up-", "down-", "known-"] + [f"l{i}-" for i in LEVELS]
    words = (
        words_of(folder).rename({"up": "up-", "down": "down-"}).join(levels, on=KEY, how="left")
        .with_columns(polars.col(names).fill_null(0))
        .with_columns(polars.col(names[2:]) & polars.col("up-")))
    frames = [
        words.filter(polars.col("observer") == o).drop("observer")
        .rename({name: f"{name}{o}" for name in names}) for o in range(3)]
    wide = functools.reduce(lambda a, b: a.join(b, on=["provider", "word"]), frames)
    seen = [(polars.col(f"up-{o}") | polars.col(f"down-{o}")).bitwise_or().over("word")
            for o in range(3)]
    active = functools.reduce(
        operator.or_, [seen[0] & seen[1], seen[0] & seen[2], seen[1] & seen[2]])
    wide = wide.with_columns(active.alias("active"))
    ups = majority("up-") & polars.col("active")
    downs = majority("down-") & polars.col("active")
    known = ups & majority("known-")
    measured = wide.lazy().select(
        "provider", (downs | known).bitwise_count_ones().alias("d"),
        *[(known & majority(f"l{i}-")).bitwise_count_ones().alias(f"u{i}") for i in LEVELS],
    ).group_by("provider").sum().collect()
    write_amounts(measured, polars.read_parquet(folder / "providers.parquet"), pot, curve, output)


main()
