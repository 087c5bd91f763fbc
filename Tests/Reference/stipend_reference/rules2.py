"""Rules 2: activity pools (rules-2.md); every other pool closes as under rules 1."""

from fractions import Fraction

from . import rules1
from .rules1 import MILLION, cumulative, hourly_price

SCALE = 3600 * MILLION
REASONS = (
    "administrator-excluded related-wallet price-unknown cost-missing lease-capped".split()
)


class Part:
    """One participation, with its leases."""

    def __init__(self, claim, key, leases):
        self.claim, self.key, self.leases = claim, key, leases
        self.units, self.held, self.amount, self.weight = [], None, 0, 0


class Lease:
    """One counted row as one participation has it."""

    def __init__(self, row, claim, start, end):
        self.row = row
        self.start = max(row["from"], claim.start, start)
        self.end = min(row["to"], claim.until, end)
        self.amount = 0

    @property
    def seconds(self):
        return self.end - self.start

    @property
    def counts(self):
        return self.reason is None and self.weight > 0


class Close(rules1.Close):
    # 3 Which leases

    def names(self, wallet):
        payee, beneficiary = self.facts.line_key(wallet, self.first_lines)
        return {wallet, payee, beneficiary}

    def related(self, one, other):
        if self.names(one) & self.names(other):
            return True
        return any(
            frozenset((x, y)) in self.pairs for x in self.names(one) for y in self.names(other)
        )

    def part(self, claim):
        self.pairs = self.facts.related_pairs()
        leases = []
        for row in self.tally.activities:
            provider = self.facts.roster[row["provider"]]
            mine, other = provider, row["tenant"]
            if claim.role == "deployer":
                mine, other = other, mine
            lease = Lease(row, claim, self.start, self.end)
            if mine == claim.provider and lease.seconds > 0:
                self.judge(lease, claim, provider, other)
                leases.append(lease)
        leases.sort(key=lambda lease: (lease.row["lease"], lease.start))
        return Part(claim, self.facts.line_key(claim.provider, self.first_lines), leases)

    def judge(self, lease, claim, provider, other):
        rule, row = self.pool["activity"], lease.row
        side = rule["deployers"] if claim.role == "deployer" else MILLION - rule["deployers"]
        share = rule["share"]
        if rule["share"] < rule["cost"]:
            share = min(share, max(row["cost"], 1) - 1)
        lease.other = other
        lease.share = share * side // MILLION
        lease.price = hourly_price(row, self.currency, self.price)
        resources = 1000 * row["gpus"] * rule["gpu"] + row["cores"] * rule["cpu"]
        lease.weight = lease.seconds * resources
        lease.cap = lease.seconds * (lease.price or 0) * lease.share
        lease.reason = None
        if provider in self.facts.excluded_providers(self.start):
            lease.reason = "administrator-excluded"
        elif self.related(provider, row["tenant"]):
            lease.reason = "related-wallet"
        elif lease.price is None:
            lease.reason = "price-unknown"
        elif lease.share == 0:
            lease.reason = "cost-missing"

    # 4 Sharing

    def level(self, role, rest):
        """Marks the capped leases of a role; → how much a set of its leases comes to, what is left
        of the pot when all are capped, and whether any lease counts."""
        mine = [lease for part in self.parts if part.claim.role == role for lease in part.leases]
        counted = [lease for lease in mine if lease.counts]
        weight = sum(lease.weight for lease in counted)
        for lease in sorted(counted, key=lambda lease: Fraction(lease.cap, lease.weight)):
            if lease.cap * weight > rest * lease.weight:
                break
            lease.reason = "lease-capped"
            rest -= lease.cap
            weight -= lease.weight

        def due(leases):
            capped = sum(lease.cap for lease in leases if lease.reason == "lease-capped")
            open_ = sum(lease.weight for lease in leases if lease.reason is None)
            return capped + (rest * open_ // weight if open_ else 0)

        return due, rest if weight == 0 else 0, bool(counted)

    def close_pro_rata(self, pot):
        deployers = self.pool["activity"]["deployers"]
        levels, nobodys, left = {}, 0, 0
        for role, side in (("provider", MILLION - deployers), ("deployer", deployers)):
            rest = pot * 3600 * side
            levels[role], over, counts = self.level(role, rest)
            if counts:
                left += over
            else:
                nobodys += rest

        def due(parts):
            return sum(
                levels[role](
                    [lease for part in parts if part.claim.role == role for lease in part.leases]
                )
                for role in levels
            )

        for part in self.parts:
            part.weight = due([part])
        amounts = {
            key: due([part for part in self.parts if part.key == key]) // SCALE
            for key in {part.key for part in self.parts}
        }
        rules1.split_over_parts(amounts, self.parts)
        for part in self.parts:
            level = levels[part.claim.role]
            pieces = cumulative(part.amount, [level([lease]) for lease in part.leases])
            for lease, piece in zip(part.leases, pieces):
                lease.amount = piece
        self.unallocated["nobody-eligible"] = nobodys // SCALE
        self.unallocated["capped"] = left // SCALE
        self.unallocated["rounding"] = (
            pot - sum(amounts.values()) - nobodys // SCALE - left // SCALE
        )
        return sum(part.weight for part in self.parts)

    # 5 The statement

    def unobserved_slots(self):
        return 0

    def write_part(self, part):
        found = {lease.reason for lease in part.leases}
        return {
            "claim": part.claim.id,
            "provider": part.claim.provider,
            "class": None,
            "units": 0,
            "amount": part.amount,
            "weight": str(part.weight),
            "flags": [],
            "reasons": [reason for reason in REASONS if reason in found],
            "groups": [],
            "leases": [self.write_lease(lease) for lease in part.leases],
        }

    def write_lease(self, lease):
        row = lease.row
        return {
            "lease": row["lease"].hex(),
            "from": lease.start,
            "to": lease.end,
            "with": lease.other,
            "gpus": row["gpus"],
            "cores": row["cores"],
            "price": None if lease.price is None else str(lease.price),
            "cost": row["cost"],
            "share": lease.share,
            "weight": str(lease.weight),
            "amount": lease.amount,
            "reason": lease.reason,
        }
