"""polars_rows.py FOLDER OUTPUT.csv: the amounts from rows, as a lazy query."""

import os

import polars

from money import write_amounts
from world import UNITS, arguments, policy_numbers


def main():
    folder, output = arguments()
    pot, curve = policy_numbers(folder)
    engine = os.environ.get("ENGINE", "streaming")
    observations = polars.scan_parquet(f"{folder}/rows-*.parquet")
    active = (
        observations.group_by("slot").agg(polars.col("observer").n_unique())
        .filter(polars.col("observer") >= 2).select("slot"))
    up, count = polars.col("up"), polars.col("count")
    known = count.count()
    cells = (
        observations.join(active, on="slot", how="semi").group_by("provider", "slot").agg(
            up.sum().alias("ups"), (~up).sum().alias("downs"), known.alias("known"),
            count.cast(polars.UInt32).sum().alias("sum"), count.min().alias("min"),
            count.max().alias("max"))
        .select(
            "provider", (polars.col("ups") >= 2).alias("is_up"),
            (polars.col("downs") >= 2).alias("is_down"),
            polars.when(polars.col("known") == 3)
            .then(polars.col("sum") - polars.col("min") - polars.col("max"))
            .when(polars.col("known") == 2).then(polars.col("min").cast(polars.UInt32))
            .alias("quorum")))
    is_up, quorum = polars.col("is_up"), polars.col("quorum")
    measured = cells.group_by("provider").agg(
        *[(is_up & (quorum >= i)).sum().alias(f"u{i}") for i in range(1, UNITS + 1)],
        (polars.col("is_down") | (is_up & quorum.is_not_null())).sum().alias("d"))
    measured = measured.collect(engine=engine)
    write_amounts(measured, polars.read_parquet(folder / "providers.parquet"), pot, curve, output)


main()
