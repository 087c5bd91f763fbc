"""Rules 2: pay for leases (rules-2.md), in activity pools and with a part of epoch pools' pots; every
other pool closes as under rules 1."""

from fractions import Fraction

from . import rules1
from .rules1 import MILLION, cumulative, hourly_price
from .strict import Unreadable

SCALE = 3600 * MILLION
REASONS = (
    "administrator-excluded related-wallet price-unknown cost-missing lease-capped".split()
)


def closer(policy, pool):
    """How a pool closes under the policy's rules."""
    if policy["rules"] == 1 or not pool.get("activity"):
        return rules1.Close
    span = pool["span"]
    for other in policy["pools"]:
        theirs = other["span"]
        together = max(span["start"], theirs["start"]) < min(span["end"], theirs["end"])
        if other["name"] != pool["name"] and other.get("activity") and together:
            raise Unreadable(f"{other['name']} pays for the same leases as {pool['name']}")
    return {"activity": Close, "epoch": EpochClose}[pool["kind"]]


class Part:
    """One participation, with its leases."""

    def __init__(self, claim, key, leases):
        self.claim, self.key, self.leases = claim, key, leases
        self.units, self.held, self.amount, self.weight = [], None, 0, 0


class Lease:
    """Seconds [start, end) of one counted row as one claim has them."""

    def __init__(self, row, start, end):
        self.row, self.start, self.end = row, start, end
        self.amount = 0

    @property
    def seconds(self):
        return self.end - self.start

    @property
    def counts(self):
        return self.reason is None and self.weight > 0


class Leasing(rules1.Close):
    """What both kinds of pool do with leases."""

    # 3 Which leases

    def names(self, wallet):
        payee, beneficiary = self.facts.line_key(wallet, self.first_lines)
        return {wallet, payee, beneficiary}

    def related(self, one, other):
        if self.names(one) & self.names(other):
            return True
        pairs = self.facts.related_pairs()
        return any(
            frozenset((x, y)) in pairs for x in self.names(one) for y in self.names(other)
        )

    def judge(self, lease, role, other, refusal):
        rule, row = self.pool["activity"], lease.row
        side = rule["deployers"] if role == "deployer" else MILLION - rule["deployers"]
        share = rule["share"]
        if rule["share"] < rule["cost"]:
            share = min(share, max(row["cost"], 1) - 1)
        lease.other = other
        lease.share = share * side // MILLION
        lease.price = hourly_price(row, self.currency, self.price)
        resources = 1000 * row["gpus"] * rule["gpu"] + row["cores"] * rule["cpu"]
        lease.weight = lease.seconds * resources
        lease.cap = lease.seconds * (lease.price or 0) * lease.share
        lease.reason = refusal
        if refusal is None:
            if self.related(self.facts.roster[row["provider"]], row["tenant"]):
                lease.reason = "related-wallet"
            elif lease.price is None:
                lease.reason = "price-unknown"
            elif lease.share == 0:
                lease.reason = "cost-missing"

    # 4 Sharing

    def role(self, part):
        return "provider"

    def level(self, role, rest):
        """Marks the capped leases of a role; → how much a set of its leases comes to, what is left
        of the pot when all are capped, and whether any lease counts."""
        mine = [lease for part in self.parts if self.role(part) == role for lease in part.leases]
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

    def share_over_leases(self, pot):
        """Adds to the parts and to what is unallocated; → the due of each part."""
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
                    [lease for part in parts if self.role(part) == role for lease in part.leases]
                )
                for role in levels
            )

        paid = 0
        for key in sorted({part.key for part in self.parts}):
            mine = [part for part in self.parts if part.key == key]
            amount = due(mine) // SCALE
            paid += amount
            for part, piece in zip(mine, cumulative(amount, [due([part]) for part in mine])):
                part.amount += piece
                level = levels[self.role(part)]
                pieces = cumulative(piece, [level([lease]) for lease in part.leases])
                for lease, own in zip(part.leases, pieces):
                    lease.amount = own
        self.unallocated["nobody-eligible"] += nobodys // SCALE
        self.unallocated["capped"] += left // SCALE
        self.unallocated["rounding"] += pot - paid - nobodys // SCALE - left // SCALE
        return [due([part]) for part in self.parts]

    # 5 The statement

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


class Close(Leasing):
    """An activity pool, whose claims are participations."""

    def part(self, claim):
        leases = []
        for row in self.tally.activities:
            provider = self.facts.roster[row["provider"]]
            mine, other = provider, row["tenant"]
            if claim.role == "deployer":
                mine, other = other, mine
            start = max(row["from"], claim.start, self.start)
            lease = Lease(row, start, min(row["to"], claim.until, self.end))
            if mine == claim.provider and lease.seconds > 0:
                excluded = provider in self.facts.excluded_providers(self.start)
                refusal = "administrator-excluded" if excluded else None
                self.judge(lease, claim.role, other, refusal)
                leases.append(lease)
        leases.sort(key=lambda lease: (lease.row["lease"], lease.start))
        return Part(claim, self.facts.line_key(claim.provider, self.first_lines), leases)

    def role(self, part):
        return part.claim.role

    def close_pro_rata(self, pot):
        for part, due in zip(self.parts, self.share_over_leases(pot)):
            part.weight = due
        return sum(part.weight for part in self.parts)

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


class EpochClose(Leasing):
    """An epoch pool of whose pots leases share a part (section 6)."""

    def part(self, claim):
        part = super().part(claim)
        part.leases = []
        return part

    def takers(self, provider):
        """The parts of a provider's claims: those that may be paid first, each by line."""
        mine = [part for part in self.parts if part.claim.provider == provider]
        return sorted(mine, key=lambda part: (part.code is not None, part.claim.line))

    def give_leases(self):
        for row in self.tally.activities:
            start, end = max(row["from"], self.start), min(row["to"], self.end)
            takers = self.takers(self.facts.roster[row["provider"]])
            edges = {edge for part in takers for edge in (part.claim.start, part.claim.until)}
            moments = sorted({start, end} | {edge for edge in edges if start < edge < end})
            taken = None
            for begin, until in zip(moments, moments[1:]):
                inside = (p for p in takers if p.claim.start <= begin and until <= p.claim.until)
                part = next(inside, None)
                if part is not None and part is taken:
                    part.leases[-1].end = until
                elif part is not None:
                    part.leases.append(Lease(row, begin, until))
                taken = part
        for part in self.parts:
            part.leases.sort(key=lambda lease: (lease.row["lease"], lease.start))
            for lease in part.leases:
                self.judge(lease, "provider", lease.row["tenant"], part.code)

    def close_pro_rata(self, pot):
        leased = pot * self.pool["activity"]["part"] // MILLION
        weight = super().close_pro_rata(pot - leased)
        self.give_leases()
        self.share_over_leases(leased)
        return weight

    def write_part(self, part):
        written = super().write_part(part)
        if part.leases:
            found = {lease.reason for lease in part.leases} - set(written["reasons"])
            written["reasons"] += [reason for reason in REASONS if reason in found]
            written["leases"] = [self.write_lease(lease) for lease in part.leases]
        return written
