"""The generated day as the peers need it: read from the data folder, by the documents alone."""

import hashlib
import json
import pathlib
import sys
import zlib

import numpy

SLOTS = 288
SLOT_SECONDS = 300
UNITS = 8
WIDTH = SLOTS // 8
INVENTORY = [
    ("row", "u4"), ("node", "u2"), ("from", "u2"), ("to", "u2"), ("descriptor", "u2"),
    ("capacity", "u4"), ("allocatable", "u4"), ("allocated", "u4"),
]


class World:
    """Facts, policy and segments of a data folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.payloads = [
            json.loads(line)["payload"] for line in (self.folder / "facts.jsonl").open("rb")
        ]
        self.policy = json.loads(self.blob(self.payloads[0]["body"]["policy"]))
        self.pool = self.policy["pools"][0]

    def blob(self, digest):
        data = zlib.decompress((self.folder / "blob" / digest[:2] / digest).read_bytes())
        assert hashlib.sha256(data).hexdigest() == digest
        return data

    def enrolments(self):
        return [p["body"] for p in self.payloads if p["kind"] == "provider.enrolled/1"]

    def segments(self):
        """(observer, up planes, down planes, {inventory column: array}), observer by observer."""
        published = [p["body"] for p in self.payloads if p["kind"] == "evidence.published/1"]
        for observer, body in enumerate(published):
            yield observer, *tables(self.blob(body["digest"]))

    def pot(self):
        span = self.pool["span"]
        day = SLOTS * SLOT_SECONDS
        return self.pool["amount"]["micros"] * day // (span["end"] - span["start"])


def tables(data):
    line, body = data.split(b"\n", 1)
    header, at, found = json.loads(line), 0, {}
    for table in header["tables"]:
        found[table["name"]] = body[at : at + table["length"]]
        at += table["length"]
    rows = header["roster"]["size"]
    assert len(found["providers"]) == 4 * rows and header["slots"] == SLOTS
    up, down = (numpy.frombuffer(found[n], "u1").reshape(rows, WIDTH) for n in ("up", "down"))
    runs = {n: numpy.frombuffer(found["inventory." + n], "<" + t) for n, t in INVENTORY}
    return up, down, runs


def policy_numbers(folder):
    """→ (pot in micro-dollars, [(from ppm, factor ppm or None)])."""
    numbers = json.loads((pathlib.Path(folder) / "numbers.json").read_text())
    curve = [(s["from"], None if s["factor"] == "proportional" else s["factor"])
             for s in numbers["curve"]]
    return numbers["pot"], curve


def arguments():
    """FOLDER OUTPUT of a peer's command line."""
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} FOLDER OUTPUT.csv")
    return pathlib.Path(sys.argv[1]), sys.argv[2]
