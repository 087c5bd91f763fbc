"""transactions_report.py TOOL PYTHON ROUNDS: payments built and signed, ours against cosmpy and
libsecp256k1 alone; prints tables of ratios. Both must make the same bytes.
"""

import json
import statistics
import sys

from running import machine, run

# The peer takes some milliseconds for each transaction, so that it gets fewer of the sends.
PAYEES, PEER_SENDS, BATCH = 100_000, 2_000, 200
# A year of daily batches, each with time for a day of signing at six seconds a block.
EPOCHS, BLOCKS, MACHINE_PAYEES = 365, 1_000, 100


def measured(command):
    lines = run(command)[3].strip().splitlines()
    digest = json.loads(lines[0]).get("digest") if len(lines) > 1 else None
    found = json.loads(lines[-1])
    return {**found, "digest": digest, "each": (
        found.get("build", 0) + found["sign"]) / found["transactions"]}


def books(tool, rounds):
    """The machine's steps, and a year's transfers against the journal's entries."""
    steps, years = [], []
    for _ in range(rounds):
        steps.append(json.loads(run([tool, "machine", EPOCHS, BLOCKS])[3]))
        years.append(json.loads(run([tool, "reconcile", EPOCHS, MACHINE_PAYEES])[3]))
    seconds = statistics.median(one["machine"] for one in steps)
    each = seconds / steps[0]["steps"]
    year = statistics.median(one["reconcile"] for one in years)
    print("\n### The payout machine and the year's books\n")
    print("| | |\n| --- | --- |")
    print(f"| {EPOCHS} batches, each scanned over {BLOCKS} blocks on two nodes: steps "
          f"| {steps[0]['steps']:,} |")
    print(f"| steps per second | {1 / each:,.0f} |")
    print(f"| reconcile {EPOCHS} epochs × {MACHINE_PAYEES} payees, "
          f"{years[0]['transfers']:,} transfers, s | {year:.3f} |")


def main():
    tool, python, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    peer = [python, "Benchmarks/peers/transactions.py"]
    runs = {name: [] for name in ("alone", "ours", "ours few", "cosmpy", "batch", "cosmpy batch")}
    for _ in range(rounds):
        runs["alone"].append(measured([tool, "alone", PAYEES]))
        runs["ours"].append(measured([tool, "sends", PAYEES]))
        runs["ours few"].append(measured([tool, "sends", PEER_SENDS]))
        runs["cosmpy"].append(measured([*peer, "sends", PEER_SENDS]))
        runs["batch"].append(measured([tool, "batches", PAYEES, BATCH]))
        runs["cosmpy batch"].append(measured([*peer, "batches", PAYEES, BATCH]))
    for ours, theirs in (("ours few", "cosmpy"), ("batch", "cosmpy batch")):
        if runs[ours][0]["digest"] != runs[theirs][0]["digest"]:
            sys.exit(f"{theirs} made other bytes")

    def median(name, key):
        return statistics.median(one[key] for one in runs[name])

    def microseconds(name, key):
        return 1e6 * median(name, key) / runs[name][0]["transactions"]

    print(f"\n{machine()}\n")
    print(f"\n### {PAYEES:,} payees, one transaction each\n")
    print("| | building, µs | signing, µs | both, µs |\n| --- | --- | --- | --- |")
    print(f"| libsecp256k1 alone | | {microseconds('alone', 'sign'):.1f} | |")
    for name in ("ours", "cosmpy"):
        print(f"| {name} | {microseconds(name, 'build'):.1f} | {microseconds(name, 'sign'):.1f} "
              f"| {1e6 * median(name, 'each'):.1f} |")
    print(f"\nsigning / libsecp256k1: "
          f"{microseconds('ours', 'sign') / microseconds('alone', 'sign'):.2f}; "
          f"cosmpy / ours: {median('cosmpy', 'each') / median('ours', 'each'):.0f}")
    print(f"\n### {PAYEES:,} payees in batches of {BATCH}\n")
    print("| | building, s | signing, s | both, s |\n| --- | --- | --- | --- |")
    for name in ("batch", "cosmpy batch"):
        build, sign = median(name, "build"), median(name, "sign")
        print(f"| {name} | {build:.3f} | {sign:.3f} | {build + sign:.3f} |")
    print(f"\ncosmpy / ours: {median('cosmpy batch', 'each') / median('batch', 'each'):.1f}")

    books(tool, rounds)


main()
