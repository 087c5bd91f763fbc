"""The wallet of entries: law 8, bounds and postings, each rule broken once."""

import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from stipend_reference.treasury import Refused, Treasury  # noqa: E402

DAY = 86_400
TWO = str(2 * 10**18)
KEYS = ["secp256k1:" + "02" * 33, "secp256k1:" + "03" * 33]
POLICY = {
    "rules": 1,
    "budget": {"amount": {"currency": "usd", "micros": 10**12}, "basis": "amounts"},
    "observation": {"grace": DAY},
    "payouts": {"hold": "P7D", "first": 10 * DAY, "every": "P7D"},
    "treasury": {
        "timeout": {"least": 600, "most": 144_000}, "nodes": 2, "fall": 300_000,
        "buffer": 100_000, "unfunded": 0,
    },
    "pools": [
        {
            "name": "liquidity", "kind": "epoch", "amount": {"currency": "usd", "micros": 100},
            "span": {"start": 0, "end": DAY}, "epoch": "P1D", "conversion": None,
        }
    ],
}


class Lines:
    """Entries in log order, as Facts gives them."""

    def __init__(self):
        self.created = {"policy": "p"}
        self.entries = {}
        self.count = 0

    def rules_names(self, time):
        return "p", "c"

    def add(self, kind, at, **fields):
        entry = dict(fields, line=self.count, admittedAt=at)
        self.count += 1
        self.entries.setdefault(kind, []).append(entry)


def ready():
    """A wallet of 1 AKT, and 50 micro-dollars vested, payable from day 10."""
    lines = Lines()
    lines.add("wallet.opened/1", 0, threshold=1, members=KEYS)
    receive(lines)
    lines.add(
        "statement.published/1", 2 * DAY, pool="liquidity", epoch=1, version=1, base=100,
        accrued=60, vested=50, takenBack=0, carriedOut=0, uaktToDate=0, waiting=0,
    )
    return lines


def receive(lines, **changed):
    fields = dict(
        tranche="t1", request=None, transaction="01" * 32, height=10, payer="pool",
        uakt=1_000_000, price=TWO,
    )
    lines.add("funding.received/1", DAY, **(fields | changed))


def prepare(lines, at=10 * DAY, **changed):
    fields = dict(
        batch=1, purpose="batch", contents="c1", size=2, signBytes="s1", sequence=5, base=100,
        timeout=1000, uakt=25, fee=3, outputs=1, price=TWO,
        totals=[{"pool": "liquidity", "currency": "usd", "settled": 50, "uakt": 25}],
    )
    lines.add("payout.prepared/1", at, **(fields | changed))


def decide(lines, kind="confirmed", **changed):
    fields = dict(
        signBytes="s1", transaction="aa" * 32, sequence=5, height=500, nodes=["n1", "n2"]
    )
    if kind == "failed":
        fields["code"] = 5
    lines.add(f"payout.{kind}/1", 10 * DAY, **(fields | changed))


def expire(lines, **changed):
    fields = dict.fromkeys("usedBy transaction code height".split())
    fields |= dict(signBytes="s1", nodes=["n1", "n2"])
    fields |= {"from": 101, "through": 1001}
    lines.add("payout.expired/1", 10 * DAY, **(fields | changed))


def explain(lines, **changed):
    fields = dict(direction="fee", transaction="cc" * 32, height=400, counterparty=None, uakt=0)
    lines.add("transfer.explained/1", 10 * DAY, **(fields | changed))


def halt(lines):
    lines.add("program.halted/1", 9 * DAY, what="payouts", reason="r")


def sell(lines, **changed):
    fields = dict(
        sale="x1", method="desk", pool="liquidity", uakt=30, proceeds=60, fee=2, obligation=50,
        paidOut=50, transaction="bb" * 32, height=600, counterparty="desk", gasFee=1, reason=None,
    )
    lines.add("sale.made/1", 10 * DAY, **(fields | changed))


class TreasuryTest(unittest.TestCase):
    def fold(self, lines):
        return Treasury(lines, lambda digest: POLICY)

    def refused(self, lines, code):
        with self.assertRaises(Refused) as caught:
            self.fold(lines)
        self.assertEqual(caught.exception.args[0], code)

    def test_a_payout_is_booked_when_it_landed(self):
        lines = ready()
        prepare(lines)
        self.assertEqual(self.fold(lines).held, 1_000_000)
        decide(lines)
        treasury = self.fold(lines)
        self.assertEqual(treasury.held, 999_972)
        self.assertEqual(
            treasury.tokens(),
            {
                "tokens/fees": 3, "tokens/paid": 25, "tokens/received": -1_000_000,
                "tokens/wallet": 999_972,
            },
        )
        self.assertEqual(treasury.balances["obligations/liquidity/settled/paid", "usd"], 50)

    def test_a_failed_one_costs_its_fee(self):
        lines = ready()
        prepare(lines)
        decide(lines, "failed")
        self.assertEqual(self.fold(lines).held, 999_997)
        prepare(lines, signBytes="s2", sequence=6)
        decide(lines, signBytes="s2", sequence=6, transaction="ab" * 32)
        self.assertEqual(self.fold(lines).balances["tokens/paid", "uakt"], 25)

    def test_a_sale_settles_dollars(self):
        lines = ready()
        sell(lines)
        treasury = self.fold(lines)
        self.assertEqual(treasury.held, 999_969)
        self.assertEqual(treasury.balances["sales/in-hand", "usd"], 8)
        self.assertEqual(treasury.balances["sales/proceeds", "usd"], -60)

    def test_at_the_end_the_wallet_closes_at_zero(self):
        lines = Lines()
        lines.add("wallet.opened/1", 0, threshold=1, members=KEYS)
        receive(lines)
        lines.add(
            "statement.published/1", 2 * DAY, pool="liquidity", epoch=1, version=1, base=100,
            accrued=0, vested=0, takenBack=0, carriedOut=0, uaktToDate=0, waiting=0,
        )
        last = dict(purpose="return", totals=[], price=None, fee=10)
        prepare(lines, uakt=999_990, **last)
        decide(lines)
        treasury = self.fold(lines)
        self.assertEqual(treasury.held, 0)
        self.assertEqual(treasury.balances["tokens/returned", "uakt"], 999_990)

    def test_a_return_leaves_what_is_owed_and_its_fee(self):
        # 60 micro-dollars accrued at 2 dollars less 30 % are 43 uakt.
        last = dict(purpose="return", totals=[], fee=10)
        lines = ready()
        prepare(lines, uakt=999_947, **last)
        decide(lines)
        self.assertEqual(self.fold(lines).held, 43)
        lines = ready()
        prepare(lines, uakt=999_948, **last)
        self.refused(lines, "return-owed")

    def test_what_law_8_and_the_bounds_refuse(self):
        second = dict(batch=2, signBytes="s2", sequence=6)
        again = dict(signBytes="s2", sequence=6)
        used = {"from": None, "through": None, "code": 0, "height": 400}
        outside = used | {"usedBy": "s9", "transaction": "ad" * 32}
        by_first = used | {"signBytes": "s2", "usedBy": "s1", "transaction": "aa" * 32}
        total = {"pool": "liquidity", "currency": "usd", "settled": 50, "uakt": 25}
        rows = [
            ("payout-undecided", [prepare, (prepare, second)]),
            ("payout-batch", [(prepare, {"batch": 2})]),
            ("payout-batch", [prepare, decide, (prepare, again)]),
            ("payout-altered", [prepare, (decide, {"kind": "failed"}),
                                (prepare, again | {"contents": "c2"})]),
            ("payout-known", [prepare, (decide, {"kind": "failed"}), (prepare, {"sequence": 6})]),
            ("payout-sequence", [prepare, (decide, {"kind": "failed"}),
                                 (prepare, {"signBytes": "s2"})]),
            ("payout-timeout", [(prepare, {"timeout": 699})]),
            ("payout-empty", [(prepare, {"outputs": 0})]),
            ("payout-unknown", [decide]),
            ("payout-decided", [prepare, decide, (decide, {"transaction": "ac" * 32})]),
            ("payout-nodes", [prepare, (decide, {"nodes": ["n1", "n1"]})]),
            ("payout-nodes", [prepare, (decide, {"nodes": ["n1", "n2", "n2"]})]),
            ("payouts-halted", [halt, prepare]),
            ("payouts-halted", [halt, sell]),
            ("payout-height", [prepare, (decide, {"height": 1001})]),
            ("payout-proof", [prepare, (expire, {"through": 1000})]),
            ("payout-proof", [prepare, (expire, {"from": 102})]),
            ("payout-proof", [prepare, (expire, outside)]),
            ("payout-decided", [prepare, (explain, {"transaction": "ad" * 32}),
                                (expire, outside), expire]),
            ("payout-proof", [prepare, expire, (prepare, {"signBytes": "s2"}),
                              (expire, by_first)]),
            ("payout-batch", [prepare, expire, (prepare, {"signBytes": "s2"}), decide,
                              (expire, by_first), (prepare, again | {"signBytes": "s3"})]),
            ("payout-totals", [(prepare, {"totals": []})]),
            ("payout-totals", [(prepare, {"price": None})]),
            ("payout-worth", [(prepare, {"uakt": 26, "totals": [total | {"uakt": 26}]})]),
            ("payout-beyond-matured", [(prepare, {"totals": [total | {"settled": 51}]})]),
            ("payout-beyond-matured", [(prepare, {"at": 10 * DAY - 1})]),
            ("payout-beyond-matured", [prepare, decide, (prepare, second)]),
            ("payout-beyond-matured", [sell, prepare]),
            ("wallet-short", [(prepare, {"fee": 999_976})]),
            ("return-owed", [(prepare, {"purpose": "return", "totals": [], "uakt": 999_990})]),
            ("return-owed", [(prepare, {"purpose": "return", "totals": [], "price": None})]),
            ("transfer-known", [(receive, {"tranche": "t2"})]),
            ("id-taken", [(receive, {"transaction": "02" * 32})]),
            ("amount-empty", [(receive, {"tranche": "t2", "uakt": 0})]),
            ("sale-reason", [(sell, {"method": "exchange"})]),
            ("sale-fee", [(sell, {"fee": 61})]),
            ("sale-paid-out", [(sell, {"fee": 11})]),
        ]
        for code, steps in rows:
            lines = ready()
            for step in steps:
                make, changed = step if isinstance(step, tuple) else (step, {})
                make(lines, **changed)
            with self.subTest(code=code):
                self.refused(lines, code)


if __name__ == "__main__":
    unittest.main()
