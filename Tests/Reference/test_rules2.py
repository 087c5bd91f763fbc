"""Activity pools: the worked figures of rules-2.md, by the naive implementation."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from stipend_reference import rules1, rules2, strict  # noqa: E402
from stipend_reference.facts import Claim  # noqa: E402

START, DAY = 1_707_436_800, 86_400


class Facts:
    """What a close of an activity pool asks of the facts."""

    lines = [b"x"]
    program, demonstration = "00" * 32, True

    def __init__(self):
        self.claims, self.roster, self.pairs = [], [], set()
        self.payees, self.excluded = {}, []

    def related_pairs(self):
        return self.pairs

    def line_key(self, wallet, count):
        return self.payees.get(wallet, wallet), wallet

    def excluded_providers(self, time):
        return self.excluded

    def among(self, kind, count):
        return []

    def digest(self, count):
        return "00" * 32


class World:
    def __init__(self, micros=1_200_000_000, **rule):
        self.facts, self.rows = Facts(), []
        rule = {"share": 2_000, "cost": 2_500, "deployers": 0, "gpu": 10**6, "cpu": 10_000} | rule
        span = {"start": START, "end": START + 120 * DAY}
        self.pool = {
            "name": "active", "kind": "activity", "span": span, "epoch": "P1D", "proof": "reported",
            "amount": {"currency": "usd", "micros": micros}, "activity": rule, "floor": None,
            "vesting": {"kind": "none", "cliff": None, "onExit": "forfeit"},
            "unallocated": "return", "conversion": None,
        }

    def join(self, wallet, role="provider", start=0, until=120 * DAY):
        if role == "provider" and wallet not in self.facts.roster:
            self.facts.roster.append(wallet)
        self.facts.claims.append(
            Claim(
                f"{role}-{wallet}", "active", wallet, None, 0, START + start, START + until,
                len(self.facts.claims) + 1, role=role,
            )
        )

    def lease(self, provider, tenant, gpus=1, cores=0, price=0, cost=2_500, until=DAY, **more):
        self.rows.append(
            {"lease": bytes([len(self.rows)] * 16), "tenant": tenant, "gpus": gpus, "cost": cost}
            | {"provider": self.facts.roster.index(provider), "cores": cores, "price": price}
            | {"currency": "usd", "from": START, "to": START + until} | more
        )

    def close(self, price=None):
        watch = {"slot": 300, "grace": DAY}
        tally = type("Tally", (), {"activities": self.rows})()
        payouts = {"hold": "P7D", "first": START, "every": "P7D"}
        close = rules2.Close(
            policy={"rules": 2, "observation": watch, "payouts": payouts, "order": ["active"]},
            pool=self.pool, epoch=1, version=1, start=START, end=START + DAY, facts=self.facts,
            first_lines=1, tally=tally, price=price, earlier=[], assess=None,
            statement_named=None, policy_digest="00" * 32, catalogue_digest="00" * 32,
            previous_digest=None,
        )
        return close.statement()


def amounts(statement):
    return {p["claim"]: p["amount"] for line in statement["lines"] for p in line["parts"]}


def reasons(statement):
    return [p["reasons"] for line in statement["lines"] for p in line["parts"]]


def left(statement):
    return {entry["reason"]: entry["amount"] for entry in statement["unallocated"]}


class WorkedFigures(unittest.TestCase):
    def two(self, micros, small=1_000_000):
        world = World(micros)
        world.join("large")
        world.join("small")
        world.lease("large", "t1", gpus=8, price=8_000_000)
        world.lease("small", "t2", price=small, until=DAY // 2)
        return world.close()

    def test_both_at_their_caps(self):
        statement = self.two(1_200_000_000)
        self.assertEqual(
            amounts(statement), {"provider-large": 384_000, "provider-small": 24_000}
        )
        self.assertEqual(left(statement), {"capped": 9_592_000})

    def test_a_small_pot_by_weight(self):
        statement = self.two(12_000_000)
        self.assertEqual(
            amounts(statement), {"provider-large": 94_117, "provider-small": 5_882}
        )
        self.assertEqual(left(statement), {"rounding": 1})

    def test_what_a_cap_leaves(self):
        statement = self.two(12_000_000, small=100_000)
        self.assertEqual(
            amounts(statement), {"provider-large": 97_600, "provider-small": 2_400}
        )

    def test_below_the_chains_cost(self):
        for cost, micros in ((1_000, 191_808), (2_001, 384_000), (9_000, 384_000), (1, 0)):
            world = World()
            world.join("large")
            world.lease("large", "t1", gpus=8, price=8_000_000, cost=cost)
            self.assertEqual(amounts(world.close()), {"provider-large": micros})

    def test_deployers(self):
        world = World(deployers=250_000)
        world.join("p")
        world.join("t1", "deployer")
        world.lease("p", "t1", gpus=8, price=8_000_000)
        world.lease("p", "t2", gpus=8, price=8_000_000)
        self.assertEqual(
            amounts(world.close()), {"provider-p": 576_000, "deployer-t1": 96_000}
        )

    def test_relatives(self):
        changes = (
            lambda facts: facts.payees.update(p="t"),
            lambda facts: facts.payees.update(t="p"),
            lambda facts: facts.payees.update(p="x", t="x"),
            lambda facts: facts.pairs.add(frozenset(("p", "t"))),
        )
        for change in changes:
            world = World()
            world.join("p")
            world.lease("p", "t", price=10**7)
            change(world.facts)
            self.assertEqual(reasons(world.close()), [["related-wallet"]])
        world.facts.payees, world.facts.pairs = {}, {frozenset("pz"), frozenset("tz")}
        self.assertEqual(reasons(world.close()), [["lease-capped"]])

    def test_a_price_in_akt(self):
        world = World()
        world.join("p")
        world.lease("p", "t", price=2_000_000, currency="uakt")
        self.assertEqual(reasons(world.close()), [["price-unknown"]])
        statement = world.close(price=25 * 10**17)
        self.assertEqual(amounts(statement), {"provider-p": 240_000})
        table = rules1.csv(statement).decode().splitlines()
        self.assertIn(",provider-p,p,,0,0,0,240000,usd,0,lease-capped", table[1])


if __name__ == "__main__":
    unittest.main()
