"""Segments as bytes, quorum over them, and a data folder from end to end."""

import pathlib
import random
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from stipend_reference import segments, tally  # noqa: E402
from stipend_reference.strict import Unreadable  # noqa: E402
from world import (  # noqa: E402
    A100, CLASSES, NODE, OBSERVERS, START, described, presence_bytes, segment_bytes,
)

QUORUM = {"state": 2, "count": 2, "lease": 2, "proof": 1}


def made(files, slots=12, quorum=QUORUM):
    read = [segments.read(data) for data in files]
    return tally.Tally(read, START, START + slots * 300, 300, quorum, CLASSES.get)


def proof_bytes(rows, observer=OBSERVERS[0], slots=12, start=START):
    """rows: (provider, level, from, to, device, host)."""
    rows = sorted(rows, key=lambda row: (row[0], row[2], row[4]))
    tables = {
        "descriptors": described(NODE), "provider": [r[0] for r in rows],
        "node": [0] * len(rows), "descriptor": [0] * len(rows), "level": [r[1] for r in rows],
        "attested": [0] * len(rows), "from": [r[2] for r in rows], "to": [r[3] for r in rows],
        "device": [r[4] * 16 for r in rows], "host": [r[5] * 16 for r in rows],
    }
    return segment_bytes("proof", tables, observer, start, slots)


def lease_bytes(rows, observer=OBSERVERS[0], slots=12, start=START):
    """rows: (lease, provider, gpus, from, to, state, answered, denom, price)."""
    rows = sorted(rows, key=lambda row: (row[0], row[3]))
    names = ["lease", "provider", "gpus", "from", "to", "state", "answered", "denom", "price"]
    tables = {name: [r[i] for r in rows] for i, name in enumerate(names)}
    tables["lease"] = [r[0] * 16 for r in rows]
    tables["descriptor"] = [0] * len(rows)
    tables["descriptors"] = described(NODE)
    return segment_bytes("lease", tables, observer, start, slots)


def planes(providers, up, down):
    return segment_bytes("presence", {"providers": providers, "up": up, "down": down}, slots=4)


def price(sources, low):
    tables = {"sources": sources, "at": [0], "source": [0], "low": [low], "high": [0]}
    return segment_bytes("price", tables)


class Reading(unittest.TestCase):
    def test_every_truncation_and_surplus_is_refused(self):
        data = presence_bytes({0: "uud-", 3: "duu-"}, [(0, 1, 0, 3, 0, 8, 8, 0)])
        self.assertEqual(segments.read(data).providers, [0, 3])
        for length in range(len(data)):
            self.assertRaises(Unreadable, segments.read, data[:length])
        self.assertRaises(Unreadable, segments.read, data + b"\x00")

    def test_what_is_malformed(self):
        run = (0, 1, 0, 3, 0, 8, 8, 0)
        good = {0: "uuuu"}
        bad = [
            presence_bytes(good, [run, (0, 1, 2, 4, 0, 8, 8, 0)]),  # overlap
            presence_bytes(good, [run, run]),
            presence_bytes(good, [(0, 1, 0, 5, 0, 8, 8, 0)]),  # to > slots
            presence_bytes(good, [(0, 1, 2, 2, 0, 8, 8, 0)]),  # empty
            presence_bytes(good, [(0, 1, 0, 3, 2, 8, 8, 0)]),  # no such descriptor
            presence_bytes(good, [(0, 1, 0, 3, None, 8, 8, 0)]),  # null with counts
            presence_bytes({9: "uuuu"}),  # beyond the roster
            presence_bytes(good, start=START + 1),
            presence_bytes(good, sequence=1),
            presence_bytes(good, salt="0" * 31),
            planes([1], b"\x01", b"\x01"),  # both bits
            planes([1], b"\x10", b"\x00"),  # a spare bit
            planes([2, 1], b"\x00\x00", b"\x00\x00"),  # not ascending
            price(["x"], 0),
            price([], 1),  # no such source
            proof_bytes([(0, 3, 0, 300, b"d", b"h")]),
            proof_bytes([(0, 1, 0, 9_999, b"d", b"h")]),
            lease_bytes([(b"l", 0, 1, 0, 300, 3, 0, 0, 1)]),
        ]
        for number, data in enumerate(bad):
            with self.subTest(number):
                self.assertRaises(Unreadable, segments.read, data)


class States(unittest.TestCase):
    def test_O_49_and_O_50_states(self):
        files = []
        for observer, view in zip(OBSERVERS, ["uduu--", "uuddd-", "-ddud-"]):
            # A second provider keeps the observers active in every slot but the last.
            files.append(presence_bytes({0: view, 1: "uuuuu-"}, observer=observer))
        found = [made(files, 6).state(0, t) for t in range(6)]
        self.assertEqual(found, ["up", "down", "down", "up", "down", "unobserved-all"])
        files = [
            presence_bytes({0: view, 1: "uuuu"}, observer=observer)
            for observer, view in zip(OBSERVERS, ["u-d-", "d---", "--d-"])
        ]
        found = [made(files, 4).state(0, t) for t in range(4)]
        self.assertEqual(
            found, ["conflict", "unobserved-provider", "down", "unobserved-provider"]
        )

    def test_O_50_an_answered_lease_makes_down_a_conflict(self):
        files = [presence_bytes({0: "dddd"}, observer=o) for o in OBSERVERS]
        files.append(lease_bytes([(b"l", 0, 1, 300, 900, 1, 1, 0, 5)], slots=4))
        states = [made(files, 4).state(0, t) for t in range(4)]
        self.assertEqual(states, ["down", "conflict", "conflict", "down"])


class Counts(unittest.TestCase):
    def count(self, runs_by_observer, homogeneous=False):
        files = [
            presence_bytes({0: "u"}, runs, observer=observer)
            for observer, runs in zip(OBSERVERS, runs_by_observer)
        ]
        return made(files, 1).count(0, A100, 0, "reported", homogeneous)

    def test_the_second_largest(self):
        runs = [[(0, 0, 0, 1, 0, 8, n, 0)] for n in (8, 7, 6)]
        self.assertEqual(self.count(runs), 7)

    def test_O_44_impossible_and_O_45_null(self):
        good = [(0, 0, 0, 1, 0, 8, 8, 0)]
        self.assertEqual(self.count([good, good, [(0, 0, 0, 1, 0, 4000, 4000, 0)]]), 8)
        self.assertIsNone(self.count([good, [(0, 0, 0, 1, 0, 0, 17, 0)], []]))
        self.assertIsNone(self.count([good, [(0, 0, 0, 1, None, 0, 0, 0)], []]))
        self.assertIsNone(self.count([good, good[:0], good[:0]]))
        self.assertEqual(self.count([[(0, 0, 0, 1, 1, 8, 8, 0)]] * 2), 0)

    def test_homogeneous_nodes(self):
        runs = [(0, 0, 0, 1, 0, 4, 4, 0), (0, 0, 0, 1, 1, 4, 4, 0), (0, 1, 0, 1, 0, 8, 8, 0)]
        self.assertEqual(self.count([runs] * 2), 12)
        self.assertEqual(self.count([runs] * 2, homogeneous=True), 8)


class Identity(unittest.TestCase):
    def test_O_36_one_device_under_two_providers(self):
        run = [(p, 0, 0, 4, 0, 8, 2, 0) for p in (0, 1)]
        files = [presence_bytes({0: "uuuu", 1: "uuuu"}, run, observer=o) for o in OBSERVERS[:2]]
        rows = [(0, 2, 0, 1200, b"a", b"1"), (0, 2, 0, 1200, b"b", b"1")]
        rows += [(1, 2, 300, 900, b"a", b"2"), (1, 2, 0, 1200, b"c", b"2")]
        found = made(files + [proof_bytes(rows, slots=4)], 4)
        self.assertEqual([found.count(0, A100, t, "challenged", False) for t in range(4)], [2] * 4)
        self.assertEqual([found.count(1, A100, t, "challenged", False) for t in range(4)], [1] * 4)
        self.assertEqual(
            [found.count(1, A100, t, "reported", False) for t in range(4)], [2, 1, 1, 2]
        )
        self.assertEqual(found.held, {(p, A100, "duplicate-device") for p in (0, 1)})

    def test_a_shared_host_holds_and_changes_no_count(self):
        run = [(p, 0, 0, 1, 0, 8, 1, 0) for p in (0, 1)]
        files = [presence_bytes({0: "u", 1: "u"}, run, observer=o) for o in OBSERVERS[:2]]
        rows = [(0, 1, 0, 300, b"a", b"1"), (1, 1, 0, 300, b"b", b"1")]
        found = made(files + [proof_bytes(rows, slots=1)], 1)
        self.assertEqual(found.count(1, A100, 0, "leased", False), 1)
        self.assertEqual(found.held, {(p, A100, "shared-host") for p in (0, 1)})

    def test_without_proof_nothing_above_reported_is_known(self):
        run = (0, 0, 0, 1, 0, 8, 1, 0)
        files = [presence_bytes({0: "u"}, [run], observer=o) for o in OBSERVERS]
        found = made(files, 1)
        self.assertFalse(found.proof_observed(0))
        self.assertIsNone(found.count(0, A100, 0, "leased", False))


class Leases(unittest.TestCase):
    def test_quorum_and_the_split_into_files(self):
        whole = (b"l", 0, 8, 0, 3600, 1, 0, 1, 500)
        expected = None
        for cut in range(1, 12):
            halves = [
                lease_bytes([whole[:4] + (cut * 300,) + whole[5:]], OBSERVERS[1], cut),
                lease_bytes([whole[:4] + (3600 - cut * 300,) + whole[5:]], OBSERVERS[1],
                            12 - cut, START + cut * 300),
            ]
            found = made([lease_bytes([whole])] + halves).leases
            self.assertEqual(len(found), 1)
            expected = expected or found
            self.assertEqual(found, expected)
        self.assertEqual((found[0]["from"], found[0]["to"]), (START, START + 3600))
        self.assertEqual(made([lease_bytes([whole])]).leases, [])

    def test_more_observers_then_the_smaller(self):
        rows = [(b"l", 0, 8, 0, 3600, 1, 0, 1, price) for price in (500, 400)]
        both = [lease_bytes([row], o) for row, o in zip(rows, OBSERVERS)]
        found = made(both, quorum=QUORUM | {"lease": 1}).leases
        self.assertEqual(found[0]["price"], 400)
        found = made(both + [lease_bytes([rows[0]], OBSERVERS[2])], quorum=QUORUM | {"lease": 1})
        self.assertEqual(found.leases[0]["price"], 500)


class OrderAndSplit(unittest.TestCase):
    """Law 2."""

    def test_any_order_and_any_split(self):
        for seed in range(30):
            chance = random.Random(seed)
            views = {
                o: {p: "".join(chance.choice("uud-") for _ in range(12)) for p in range(3)}
                for o in OBSERVERS
            }
            sizes = {(o, p): chance.randrange(9) for o in OBSERVERS for p in range(3)}
            answers = []
            for _ in range(2):
                files = []
                for observer in OBSERVERS:
                    cuts = sorted({0, 12, *chance.sample(range(13), 3)})
                    for a, b in zip(cuts, cuts[1:]):
                        states = {p: view[a:b] for p, view in views[observer].items()}
                        runs = [
                            (p, 0, 0, b - a, 0, 8, sizes[observer, p], 0) for p in range(3)
                        ]
                        files.append(
                            presence_bytes(states, runs, observer, START + a * 300)
                        )
                chance.shuffle(files)
                found = made(files)
                answers.append(
                    [(found.state(p, t), found.count(p, A100, t, "reported", False))
                     for p in range(3) for t in range(12)]
                )
            self.assertEqual(answers[0], answers[1], f"seed {seed}")

    def test_equivocation(self):
        a, b, c = (
            segments.read(presence_bytes({0: "uuuu"}, observer=o, start=START + s * 300))
            for o, s in ((OBSERVERS[0], 0), (OBSERVERS[0], 3), (OBSERVERS[0], 7))
        )
        self.assertEqual(
            tally.equivocating([("a", a), ("b", b), ("c", c)]), {"a", "b"}
        )


if __name__ == "__main__":
    unittest.main()
