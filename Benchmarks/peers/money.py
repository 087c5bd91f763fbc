"""From slots per unit to amounts, in Polars; what both of its queries share."""

import polars

from world import SLOT_SECONDS, UNITS


def factor(curve, uptime):
    """The curve over an uptime in ppm."""
    result = polars.lit(0, polars.Int64)
    for start, value in curve:
        step = uptime if value is None else polars.lit(value, polars.Int64)
        result = polars.when(uptime >= start).then(step).otherwise(result)
    return result


def write_amounts(measured, providers, pot, curve, output):
    """`measured`: provider, u1 … u8 verified slots, d = down + known up slots."""
    units = range(1, UNITS + 1)
    slots = [polars.col(f"u{i}").cast(polars.Int64) for i in units]
    due = polars.col("d").cast(polars.Int64)
    # Nothing due divides by 1 and gives 0, as its factor would.
    credit = sum(
        u * SLOT_SECONDS * factor(curve, u * 1_000_000 // polars.max_horizontal(due, 1))
        for u in slots)
    verified = sum(slots)
    table = measured.join(providers, on="provider").select(
        "payee",
        (SLOT_SECONDS * verified).alias("verified_seconds"),
        (SLOT_SECONDS * (UNITS * due - verified)).alias("down_seconds"),
        (polars.col("weight").cast(polars.Int128) * credit.cast(polars.Int128)).alias("weight"),
    )
    weight = polars.col("weight")
    amount = (weight * polars.lit(pot, polars.Int128)) // weight.sum()
    table = table.select("payee", "verified_seconds", "down_seconds", amount.alias("amount"))
    table.sort("payee").lazy().collect().write_csv(output)
