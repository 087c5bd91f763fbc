"""What the naive implementation must keep: scenario figures, and the corners of each rule."""

import copy
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from stipend_reference import (  # noqa: E402
    calendar, folder, policy as policies, rules1, segments, strict, tally,
)
from stipend_reference.strict import Unreadable  # noqa: E402
from world import (  # noqa: E402
    A100, DAY, HOUR, START, World, earned, full_curve, part, policy, pool, unallocated,
)

USD = 1_000_000


class EpochPools(unittest.TestCase):
    def test_O_25_eight_four_and_one_gpu(self):
        world = World(policy(pool()))
        world.enrol("a", units=8)
        world.enrol("b", units=4)
        world.enrol("c", units=1, end=12 * HOUR)
        statement = world.close()
        self.assertEqual(statement["pot"]["base"], 6_250 * USD)
        self.assertEqual(
            earned(statement), {"a": 4_000 * USD, "b": 2_000 * USD, "c": 250 * USD}
        )
        self.assertEqual(statement["unallocated"], [])

    def test_O_26_the_odd_uakt_stays(self):
        for rule, key in (("carry", "carriedOut"), ("return", "returned")):
            amount = {"currency": "uakt", "micros": 2_000_000}
            world = World(policy(pool(days=2, amount=amount, unallocated=rule)))
            for name in "cab":
                world.enrol(name)
            statement = world.close()
            self.assertEqual(earned(statement), {"a": 333_333, "b": 333_333, "c": 333_333})
            self.assertEqual(unallocated(statement), {"rounding": 1})
            self.assertEqual(statement["pot"][key], 1)
            following = world.close(epoch=2)
            self.assertEqual(following["pot"]["carriedIn"], 1 if rule == "carry" else 0)
            self.assertEqual(following["pot"]["returned"], following["pot"]["unallocated"])

    def test_O_27_nobody(self):
        statement = World(policy(pool())).close()
        self.assertEqual(unallocated(statement), {"nobody-eligible": 6_250 * USD})
        self.assertEqual(statement["root"], strict.sha256(b""))
        world = World(policy(pool()))
        world.enrol("a")
        statement = world.close(assess=lambda class_, rule: ["memory-below-minimum"])
        self.assertEqual(unallocated(statement), {"nobody-eligible": 6_250 * USD})
        self.assertEqual(part(statement, "a")["reasons"], ["memory-below-minimum"])
        self.assertEqual(
            part(statement, "a")["groups"],
            [{"first": 1, "units": 1, "seconds": {"not-eligible": DAY}}
             | {"uptime": None, "factor": 0, "credit": 0}],
        )

    def test_O_28_twice_the_participants(self):
        amounts = []
        for count in (4, 8):
            world = World(policy(pool()))
            for i in range(count):
                world.enrol(f"p{i}")
            statement = world.close()
            amounts.append(set(earned(statement).values()))
            self.assertEqual(statement["pot"]["earned"], 6_250 * USD)
        self.assertEqual(amounts, [{6_250 * USD // 4}, {6_250 * USD // 8}])

    def test_O_29_joins_at_hour_18(self):
        world = World(policy(pool()))
        world.enrol("a", start=18 * HOUR)
        group = part(world.close(), "a")["groups"][0]
        self.assertEqual(group["seconds"], {"verified": 6 * HOUR})

    def test_O_30_uptime_curve(self):
        expected = {200: 0, 900: 900_000, 950: 950_000, 990: 1_000_000}
        for permille, factor in expected.items():
            world = World(policy(pool(epoch="P7D", days=140), slot=864))
            world.enrol("a")
            up = 7 * DAY * permille // 1000
            statement = world.close(state=lambda p, s: "up" if s < up else "down")
            group = part(statement, "a")["groups"][0]
            self.assertEqual((group["uptime"], group["factor"]), (permille * 1000, factor))
            self.assertEqual(group["credit"], up * factor)
        kinds = {"verified": 9_899, "down": 101}
        rule = pool()["uptime"]
        self.assertEqual(
            rules1.uptime_and_credit(rule, kinds, []), (989_900, 989_900, 9_899 * 989_900)
        )

    def test_O_31_schedule(self):
        world = World(policy(pool(epoch="P7D", days=140)))
        world.enrol("a")
        world.fact(
            "schedule.declared/1", provider="a", pool="mining", from_=START, open=20 * HOUR,
            close=6 * HOUR,
        )

        def state(provider, second):
            hour = second % DAY / HOUR
            inside = hour >= 20 or hour < 6
            # 42 minutes are lost, which is 0.7 of the 70 hours.
            missed = 2 * DAY + 20 * HOUR <= second < 2 * DAY + 20 * HOUR + 42 * 60
            return "up" if inside and not missed else "down"

        world.policy["observation"]["slot"] = 60
        statement = world.close(state=state)
        group = part(statement, "a")["groups"][0]
        self.assertEqual(group["seconds"]["verified"], 249_480)  # 69.3 h
        self.assertEqual(group["seconds"]["down"], 2_520)
        self.assertEqual(group["seconds"]["outside-schedule"], 7 * DAY - 70 * HOUR)
        self.assertEqual((group["uptime"], group["factor"]), (990_000, 1_000_000))

    def test_schedule_that_wraps_and_the_whole_day(self):
        for open_, close, hours in ((6, 20, 14), (20, 6, 10), (5, 5, 24), (22, 0, 2)):
            world = World(policy(pool()))
            world.enrol("a")
            world.fact(
                "schedule.declared/1", provider="a", pool="mining", from_=START,
                open=open_ * HOUR, close=close * HOUR,
            )
            group = part(world.close(), "a")["groups"][0]
            self.assertEqual(group["seconds"]["verified"], hours * HOUR)

    def test_O_32_floor(self):
        for mode, revenues in (
            ("top-up", {400: 600, 1_000: 0, 1_200: 0}),
            ("regardless", {400: 1_000, 1_000: 1_000, 1_200: 1_000}),
        ):
            for revenue, owed in revenues.items():
                floor = {"amount": 1_000 * USD, "mode": mode}
                world = World(policy(pool(floor=floor, micros=120 * 5_000 * USD)))
                world.enrol("a")

                def edit(made):
                    made.leases = [lease_row(0, revenue * USD // 16, hours=16)]

                statement = world.close(edit=edit)
                got = statement["pot"]["earned"]
                self.assertEqual(got, owed * USD)
                self.assertEqual(
                    unallocated(statement)["floor-not-needed"], 5_000 * USD - got
                )

    def test_floor_is_earned_by_the_best_unit_for_the_time_that_it_is_there(self):
        floor = {"amount": 1_000 * USD, "mode": "regardless"}
        world = World(policy(pool(floor=floor, micros=120 * 5_000 * USD)))
        world.enrol("a", units=2)
        world.enrol("b", start=18 * HOUR)

        def edit(made):
            made.counts = lambda provider, second: 1 if second < 20 * HOUR else 2

        statement = world.close(edit=edit)
        self.assertEqual(part(statement, "a")["amount"], 1_000 * USD)
        self.assertEqual(part(statement, "b")["amount"], 250 * USD)

    def test_floor_in_need_of_a_price_is_held(self):
        floor = {"amount": 1_000 * USD, "mode": "top-up"}
        world = World(policy(pool(floor=floor, micros=120 * 5_000 * USD)))
        world.enrol("a")

        def edit(made):
            made.leases = [lease_row(0, 1_000, currency="uakt")]

        statement = world.close(edit=edit)
        self.assertEqual(statement["lines"][0]["held"], 1_000 * USD)
        self.assertEqual(part(statement, "a")["reasons"], ["revenue-unknown"])
        world = World(policy(pool(floor=floor, micros=120 * 5_000 * USD)))
        world.enrol("a")
        statement = world.close(edit=edit, price=2 * 10**18)
        self.assertEqual(statement["lines"][0]["earned"], 1_000 * USD - 24 * 2_000)

    def test_floor_above_the_pot_is_shared(self):
        floor = {"amount": 1_000 * USD, "mode": "regardless"}
        world = World(policy(pool(floor=floor, micros=120 * 1_000 * USD + 0)))
        for name in "abc":
            world.enrol(name)
        statement = world.close()
        self.assertEqual(set(earned(statement).values()), {333_333_333})
        self.assertEqual(unallocated(statement), {"rounding": 1})

    def test_O_33_price_guidance(self):
        for above, amount in (("flag", 6_250 * USD), ("exclude", 0)):
            guidance = {"prices": [{"class": "nvidia/a100/80/*", "perHour": USD}], "above": above}
            world = World(policy(pool(priceGuidance=guidance)))
            world.enrol("a")

            def edit(made):
                made.leases = [lease_row(0, 3_000_000, gpus=2, state="bid")]

            statement = world.close(edit=edit)
            self.assertEqual(part(statement, "a")["flags"], ["price-above-guidance"])
            self.assertEqual(statement["pot"]["earned"], amount)
            statement = world.close(
                edit=lambda made: setattr(
                    made, "leases", [lease_row(0, 3_000_000, gpus=2, currency="uakt")]
                )
            )
            self.assertEqual(part(statement, "a")["flags"], ["price-unknown"])
            self.assertEqual(statement["pot"]["earned"], 6_250 * USD)

    def test_O_34_size_classes_are_half_open(self):
        sizes = [
            {"from": 1, "below": 2, "factor": 500_000},
            {"from": 2, "below": 8, "factor": 1_000_000},
            {"from": 8, "below": 32, "factor": 1_500_000},
        ]
        for units, factor, outside in (
            (1, 500_000, False), (7, 1_000_000, False), (8, 1_500_000, False), (32, 0, True),
        ):
            self.assertEqual(rules1.size_factor({"sizeClasses": sizes}, units), (factor, outside))
        world = World(policy(pool(sizeClasses=sizes)))
        world.enrol("a", units=40)
        statement = world.close()
        self.assertEqual(part(statement, "a")["reasons"], ["size-class"])
        self.assertEqual(unallocated(statement), {"nobody-eligible": 6_250 * USD})

    def test_O_37_baseline(self):
        for rule, weight in (("none", 8), ("reduced", 8 + 4), ("full", 24)):
            factor = 250_000 if rule == "reduced" else 0 if rule == "none" else 1_000_000
            world = World(policy(pool(baseline={"rule": rule, "factor": factor})))
            world.fact(
                "baseline.taken/1", provider="a", class_=A100, units=16, height=14_622_914
            )
            world.enrol("a", units=24)
            world.enrol("b", units=24)
            statement = world.close()
            got = part(statement, "a")
            whole = 6_250 * USD
            # b was not here before.
            self.assertEqual(got["amount"], whole * weight // (weight + 24))
            if rule == "full":
                self.assertEqual([g["units"] for g in got["groups"]], [24])
                self.assertEqual(got["reasons"], [])
            else:
                self.assertEqual([g["units"] for g in got["groups"]], [16, 8])
                self.assertEqual(got["reasons"], ["baseline"])

    def test_an_amendment_does_not_use_up_the_baseline(self):
        world = World(policy(pool(baseline={"rule": "none", "factor": 0})))
        world.fact("baseline.taken/1", provider="a", class_=A100, units=16, height=1)
        world.enrol("a", units=24)
        world.fact("provider.amended/1", enrolment="a", units=20, at=START + 12 * HOUR)
        statement = world.close()
        self.assertEqual([g["units"] for g in part(statement, "a")["groups"]], [16, 8])
        self.assertEqual([g["units"] for g in part(statement, "a.2")["groups"]], [16, 4])

    def test_one_gpu_second_is_claimed_once(self):
        first, second = pool("first"), pool("second")
        world = World(policy(second, first))
        world.enrol("x", provider="a", units=6, pool="first")
        world.enrol("y", provider="a", units=4, pool="second")
        statement = world.close("second", count=lambda p, s: 8)
        self.assertEqual(part(statement, "y")["groups"][0]["seconds"], {"verified": DAY})
        statement = world.close("first", count=lambda p, s: 8)
        self.assertEqual(
            [(g["units"], g["seconds"]) for g in part(statement, "x")["groups"]],
            [(4, {"verified": DAY}), (2, {"missing": DAY})],
        )

    def test_unknown_is_neither_up_nor_down(self):
        world = World(policy(pool()))
        world.enrol("a")
        world.enrol("b")

        def state(provider, second):
            if second < 3 * HOUR:
                return "unobserved-all"
            if provider == 1 and second < 3 * HOUR + 12 * 300:
                return "conflict"
            return "up"

        statement = world.close(state=state)
        group = part(statement, "a")["groups"][0]
        self.assertEqual(group["seconds"], {"verified": 21 * HOUR, "unobserved-all": 3 * HOUR})
        self.assertEqual(group["uptime"], 1_000_000)
        self.assertEqual(statement["observed"], {"slots": 288, "unobservedAll": 36})
        group = part(statement, "b")["groups"][0]
        self.assertEqual((group["uptime"], group["seconds"]["conflict"]), (1_000_000, HOUR))
        self.assertEqual(statement["lines"][1]["held"], 0)  # 1 h of 21 h is below 5 %

    def test_hold_beyond_the_allowance_release_and_refuse(self):
        for decision, vested in (("release", 6_250 * USD), ("refuse", 0)):
            world = World(policy(pool(days=2)))
            world.policy["pools"][0]["amount"]["micros"] = 2 * 6_250 * USD
            world.enrol("a", end=DAY)
            lost = lambda p, s: "unobserved-provider" if s < 2 * HOUR else "up"  # noqa: E731
            line = world.close(state=lost)["lines"][0]
            self.assertEqual(line["held"], 6_250 * USD)
            self.assertEqual(line["holds"][0]["reason"], "unobserved-beyond-allowance")
            world.fact(
                "review.decided/1", pool="mining", epoch=1, provider="a", decision=decision
            )
            statement = world.close(epoch=2)
            line = statement["lines"][0]
            self.assertEqual((line["vested"], line["holds"]), (vested, []))
            taken = 6_250 * USD - vested
            self.assertEqual(line["takenBack"], taken)
            self.assertEqual(unallocated(statement).get("refused", 0), taken)

    def test_maintenance_with_notice_up_to_the_allowance(self):
        world = World(policy(pool(), maintenance={"allowance": 2 * HOUR, "notice": HOUR}))
        world.enrol("a")
        for begin, end in ((0, 2 * HOUR), (2 * HOUR, 5 * HOUR)):
            world.fact(
                "maintenance.announced/1", provider="a", from_=START + begin, to=START + end
            )
        statement = world.close(state=lambda p, s: "down" if s < 5 * HOUR else "up")
        # The first keeps no notice; of the second's three hours, two are allowed.
        seconds = part(statement, "a")["groups"][0]["seconds"]
        self.assertEqual(seconds["maintenance"], 2 * HOUR)
        self.assertEqual(seconds["down"], 3 * HOUR)

    def test_exceptions(self):
        refuse = lambda class_, rule: ["vendor-not-admitted", "memory-below-minimum"]  # noqa: E731
        for rules, reasons, flags in (
            ([], ["vendor-not-admitted"], []),
            (["vendor-not-admitted"], ["memory-below-minimum"], []),
            (["vendor-not-admitted", "memory-below-minimum"], [], ["exception-allowed"]),
            (["eligibility"], [], ["exception-allowed"]),
        ):
            world = World(policy(pool()))
            world.enrol("a")
            for i, rule in enumerate(rules):
                world.fact(
                    "exception.allowed/1", exception=f"e{i}", rule=rule, pool="mining",
                    provider="a", from_=START, why="0" * 64,
                )
            got = part(world.close(assess=refuse), "a")
            self.assertEqual((got["reasons"], got["flags"]), (reasons, flags))

    def test_the_administrator_is_excluded(self):
        world = World(policy(pool()))
        world.enrol("admin")
        self.assertEqual(part(world.close(), "admin")["reasons"], ["administrator-excluded"])

    def test_uptime_over_a_window(self):
        rule = pool()["uptime"] | {"window": 2}
        world = World(policy(pool(uptime=rule)))
        world.enrol("a")
        world.close(state=lambda p, s: "down")
        statement = world.close(epoch=2)
        group = part(statement, "a")["groups"][0]
        self.assertEqual((group["uptime"], group["credit"]), (500_000, 0))
        self.assertEqual(part(statement, "a")["reasons"], ["uptime-below-threshold"])
        group = part(world.close(epoch=3), "a")["groups"][0]
        self.assertEqual(group["uptime"], 1_000_000)

    def test_an_amended_unit_carries_its_past(self):
        rule = pool()["uptime"] | {"window": 2}
        world = World(policy(pool(uptime=rule)))
        world.enrol("a")
        world.fact("provider.amended/1", enrolment="a", units=2, at=START + DAY)
        world.close(state=lambda p, s: "down")
        groups = part(world.close(epoch=2), "a.2")["groups"]
        self.assertEqual([group["uptime"] for group in groups], [500_000, 1_000_000])

    def test_a_segment_is_due_from_the_first_end_inside_it(self):
        rules = policy(pool(days=3), pool("committed", "committed", days=2))
        grace = rules["observation"]["grace"]
        for start, end, due in (
            (0, DAY, DAY), (HOUR, 3 * HOUR, 3 * HOUR), (DAY - 1, DAY + 1, DAY),
            (DAY, DAY + HOUR, DAY + HOUR), (-HOUR, HOUR, HOUR), (2 * DAY - 1, 4 * DAY, 2 * DAY),
            (3 * DAY, 4 * DAY, 4 * DAY),
        ):
            deadline = policies.segment_deadline(rules, START + start, START + end)
            self.assertEqual(deadline, START + due + grace)

    def test_payee_and_beneficiary_make_lines(self):
        world = World(policy(pool()))
        world.enrol("a")
        world.enrol("b")
        world.fact("payee.set/1", provider="a", payee="z")
        world.fact("payee.set/1", provider="b", payee="z")
        world.fact("beneficiary.set/1", provider="a", beneficiary="group")
        lines = world.close()["lines"]
        keys = [(line["payee"], line["beneficiary"]) for line in lines]
        self.assertEqual(keys, [("z", "b"), ("z", "group")])


def lease_row(provider, price, gpus=1, state="active", currency="usd", hours=24):
    return {
        "provider": provider, "class": A100, "gpus": gpus, "state": state, "price": price,
        "currency": currency, "from": START, "to": START + hours * HOUR,
    }


class Caps(unittest.TestCase):
    def test_water_fill_is_one_level(self):
        pot, weights = 1_000, {"a": 60, "b": 30, "c": 10}
        shares, capped, left = rules1.pro_rata(pot, weights, {"a": 300 * 3600})
        self.assertEqual({b: int(v) for b, v in shares.items()}, {"a": 300, "b": 525, "c": 175})
        self.assertFalse(capped)
        shares, capped, left = rules1.pro_rata(
            pot, weights, {"a": 300 * 3600, "b": 400 * 3600, "c": 500 * 3600}
        )
        self.assertEqual({b: int(v) for b, v in shares.items()}, {"a": 300, "b": 400, "c": 300})
        shares, capped, left = rules1.pro_rata(pot, weights, {b: 100 * 3600 for b in weights})
        self.assertEqual((capped, left), (True, 700 * 3600))

    def test_capped_beneficiary_splits_over_its_payees(self):
        caps = {"beneficiaryShare": 400_000, "beneficiaryAmount": None, "perGpuHour": []}
        world = World(policy(pool(caps=caps)))
        for name, units in (("a", 3), ("b", 1), ("c", 1)):
            world.enrol(name, units=units)
        for name in "ab":
            world.fact("beneficiary.set/1", provider=name, beneficiary="g")
        statement = world.close()
        # g weighs 4 of 5 and is held to 40 %; c, alone, is held to 40 % too.
        self.assertEqual(
            earned(statement), {"a": 1_875 * USD, "b": 625 * USD, "c": 2_500 * USD}
        )
        self.assertEqual(unallocated(statement), {"capped": 1_250 * USD})

    def test_per_gpu_hour_cap(self):
        caps = {
            "beneficiaryShare": None, "beneficiaryAmount": None,
            "perGpuHour": [{"class": "nvidia/*/*/*", "amount": 2 * USD}],
        }
        world = World(policy(pool(caps=caps)))
        world.enrol("a", units=2)
        world.enrol("b", units=1, class_="amd/mi300x/192/oam")
        statement = world.close()
        self.assertEqual(earned(statement), {"a": 96 * USD, "b": 6_154 * USD})


class CommittedAndResearch(unittest.TestCase):
    def contract_pool(self, **more):
        return pool(
            "committed", "committed", micros=3_500_000 * USD, days=366, epoch="P1M",
            **({"uptime": full_curve()} | more),
        )

    def test_contract_pays_what_was_delivered(self):
        world = World(policy(self.contract_pool(), slot=3600))
        world.contract("a", 82, 2_490_000)
        statement = world.close("committed", state=lambda p, s: "down" if s < DAY else "up")
        hours = 29 * 24  # 9 February to 9 March 2024
        self.assertEqual(statement["pot"]["base"], 82 * hours * 2_490_000)
        self.assertEqual(statement["pot"]["earned"], 82 * (hours - 24) * 2_490_000)
        self.assertEqual(unallocated(statement), {"down": 82 * 24 * 2_490_000})
        self.assertEqual(statement["pot"]["returned"], 82 * 24 * 2_490_000)

    def test_year_of_epochs_adds_up_to_the_contract(self):
        world = World(policy(self.contract_pool(), slot=86_400))
        world.contract("a", 82, 2_490_000)
        total = sum(
            world.close("committed", epoch=n)["pot"]["base"] for n in range(1, 13)
        )
        self.assertEqual(total, 82 * 8_784 * 2_490_000)

    def test_base_due_credits_at_most_what_was_verified(self):
        rule = full_curve() | {"base": "due", "denominator": "due"}
        self.assertEqual(
            rules1.uptime_and_credit(rule, {"verified": 50, "down": 30, "conflict": 20}, []),
            (500_000, 1_000_000, 50_000_000),
        )
        rule["curve"] = [{"from": 0, "factor": 300_000}]
        self.assertEqual(
            rules1.uptime_and_credit(rule, {"verified": 50, "down": 30, "conflict": 20}, [])[2],
            30_000_000,
        )

    def test_O_39_quarterly_vesting_and_leaving_after_seven_months(self):
        for on_exit, vested in (("forfeit", 50_000), ("keep", None)):
            vesting = {"kind": "quarterly", "cliff": None, "onExit": on_exit}
            one = self.contract_pool(vesting=vesting)
            world = World(policy(one, slot=86_400))
            hourly = 100_000 * USD // 8_784
            world.contract("a", 1, hourly)
            leaving = calendar.add(START, "P7M")
            for n in range(1, 8):
                world.close("committed", epoch=n)
            world.fact("contract.ended/1", contract="a", at=leaving)
            statement = world.close("committed", epoch=7)
            line = statement["lines"][0]
            quarter = 366 * DAY // 4
            two = hourly * 2 * quarter // 3600
            total = hourly * (leaving - START) // 3600
            if on_exit == "forfeit":
                self.assertEqual((line["vested"], line["unvested"]), (two, []))
                self.assertEqual(round(line["vested"] / USD), vested)
                self.assertEqual(unallocated(statement)["forfeited"], total - two)
                self.assertEqual(line["accrued"], two)
            else:
                self.assertEqual((line["vested"], line["accrued"]), (total, total))
            after = world.close("committed", epoch=8)
            self.assertEqual(after["lines"][0]["vested"], line["vested"])
            self.assertEqual(after["pot"]["base"], 0)

    def test_cliff(self):
        vesting = {"kind": "cliff", "cliff": "P3M", "onExit": "forfeit"}
        world = World(policy(self.contract_pool(vesting=vesting), slot=86_400))
        world.contract("a", 1, USD)
        for n, vested in ((1, False), (2, False), (3, True), (4, True)):
            line = world.close("committed", epoch=n)["lines"][0]
            self.assertEqual(line["vested"], line["accrued"] if vested else 0)

    def test_campaign_stops_at_its_cap(self):
        lab = pool("lab", "research", micros=1_000 * USD, days=10, uptime=full_curve())
        world = World(policy(lab))
        world.fact(
            "campaign.opened/1", campaign="c", pool="lab", purpose="bench", class_="*/*/*/*",
            rate=USD, cap=100 * USD, from_=START, to=START + 10 * DAY,
        )
        for name, units in (("a", 2), ("b", 1)):
            world.fact(
                "campaign.joined/1", participation=name, campaign="c", provider=name,
                class_=A100, units=units, from_=START,
            )
        first = world.close("lab")
        self.assertEqual(earned(first), {"a": 48 * USD, "b": 24 * USD})
        second = world.close("lab", epoch=2)
        self.assertEqual(
            second["campaigns"],
            [{"campaign": "c", "base": 28 * USD, "earned": 27_999_999, "earnedToDate": 99_999_999}],
        )
        self.assertEqual(earned(second), {"a": 18_666_666, "b": 9_333_333})
        self.assertEqual(unallocated(second), {"rounding": 1})
        self.assertEqual(world.close("lab", epoch=3)["campaigns"][0]["base"], 1)


class Corrections(unittest.TestCase):
    def test_O_54_the_difference_moves_to_the_next_epoch(self):
        world = World(policy(pool(unallocated="carry")))
        world.enrol("a")
        world.enrol("b")
        first = world.close(state=lambda p, s: "down" if p == 1 else "up")
        self.assertEqual(earned(first), {"a": 6_250 * USD, "b": 0})
        corrected = world.close(version=2, first_lines=len(world.lines))
        self.assertEqual(earned(corrected), {"a": 3_125 * USD, "b": 3_125 * USD})
        world.fact(
            "correction.posted/1", pool="mining", epoch=1,
            replaces=strict.sha256(strict.write(first)),
            statement=strict.sha256(strict.write(corrected)),
        )
        second = world.close(epoch=2)
        lines = {line["payee"]: line for line in second["lines"]}
        self.assertEqual(lines["a"]["correction"], -3_125 * USD)
        self.assertEqual(lines["a"]["earned"], 0)
        self.assertEqual(lines["b"]["earned"], 6_250 * USD)
        self.assertEqual(second["pot"]["earned"], 6_250 * USD)
        third = world.close(epoch=3)
        self.assertEqual([line["correction"] for line in third["lines"]], [0, 0])
        self.assertEqual({line["accrued"] for line in third["lines"]}, {3 * 3_125 * USD})

    def corrected(self, amount=0, rules=None, epochs=1, decisions=(), hold=None, **more):
        """Two providers; a's part of the last epoch before is put right by `amount`."""
        world = World(policy(pool(**(rules or {})), **more))
        world.enrol("a")
        world.enrol("b")
        for epoch in range(1, epochs + 1):
            last = world.close(epoch=epoch)
        again = copy.deepcopy(last)
        again["version"] = 2
        part(again, "a")["amount"] += amount
        part(again, "a")["reasons"] = [hold] if hold else []
        digest = strict.sha256(strict.write(again))
        world.statements[digest] = again
        world.fact(
            "correction.posted/1", pool="mining", epoch=epochs,
            replaces=strict.sha256(strict.write(last)), statement=digest,
        )
        for decision in decisions:
            world.fact(
                "review.decided/1", pool="mining", epoch=epochs, provider="a", decision=decision
            )
        return world

    def line(self, statement, payee="a"):
        return next(line for line in statement["lines"] if line["payee"] == payee)

    def test_a_difference_vests_with_what_it_corrects(self):
        cliff = {"kind": "cliff", "cliff": "P30D", "onExit": "forfeit"}
        world = self.corrected(7, {"vesting": cliff})
        found = self.line(world.close(epoch=2))
        self.assertEqual(found["vested"], 0)
        self.assertEqual([e["vests"] for e in found["unvested"]], [START + 30 * DAY])
        self.assertEqual(found["unvested"][0]["amount"], found["accrued"])
        found = self.line(self.corrected(-7, {"vesting": cliff}).close(epoch=2))
        self.assertEqual((found["vested"], found["correction"]), (0, -7))
        for epochs, days in ((1, 30), (30, 30), (31, 60)):
            quarterly = {"kind": "quarterly", "cliff": None, "onExit": "forfeit"}
            world = self.corrected(9, {"vesting": quarterly}, epochs)
            found = self.line(world.close(epoch=epochs + 1))["corrections"]
            self.assertEqual([c["vests"] for c in found], [START + days * DAY])

    def test_a_forfeited_part_is_not_corrected(self):
        cliff = {"kind": "cliff", "cliff": "P30D", "onExit": "forfeit"}
        world = self.corrected(7, {"vesting": cliff})
        world.fact("provider.withdrawn/1", enrolment="a", at=START + 2 * DAY)
        found = self.line(world.close(epoch=2))
        self.assertEqual([c["reason"] for c in found["corrections"]], ["forfeited"])
        self.assertEqual((found["correction"], found["accrued"]), (0, 0))

    def test_a_difference_follows_its_hold(self):
        found = self.line(self.corrected(5, hold="shared-host").close(epoch=2))
        self.assertEqual(
            [(h["epoch"], h["reason"], h["amount"]) for h in found["holds"]],
            [(1, "shared-host", 5)],
        )
        for decision, reason, amount in (("refuse", "refused", 0), ("release", None, 5)):
            world = self.corrected(5, hold="shared-host", decisions=[decision])
            found = self.line(world.close(epoch=2))
            self.assertEqual([c["reason"] for c in found["corrections"]], [reason])
            self.assertEqual((found["correction"], found["holds"]), (amount, []))

    def test_a_difference_goes_to_the_payee_of_the_day(self):
        world = self.corrected(5)
        world.fact("payee.set/1", provider="a", payee="z")
        second = world.close(epoch=2)
        self.assertEqual(self.line(second)["corrections"], [])
        self.assertEqual(self.line(second, "z")["correction"], 5)
        # What still waits is corrected where it waits.
        cliff = {"kind": "cliff", "cliff": "P30D", "onExit": "forfeit"}
        for world in (self.corrected(5, {"vesting": cliff}), self.corrected(5, hold="shared-host")):
            world.fact("payee.set/1", provider="a", payee="z")
            self.assertEqual(self.line(world.close(epoch=2))["correction"], 5)

    def test_later_pots_bear_what_corrections_take(self):
        for rule in ("carry", "return"):
            world = self.corrected(25, {"micros": 40, "days": 4, "unallocated": rule})
            second = world.close(epoch=2)
            self.assertEqual(unallocated(second), {"correction": -15})
            pot = second["pot"]
            self.assertEqual((pot["carriedOut"], pot["returned"]), (-15, 0))
            third = world.close(epoch=3)["pot"]
            self.assertEqual((third["carriedIn"], third["carriedOut"]), (-15, -5))
            self.assertEqual(world.close(epoch=4)["pot"]["earned"], 4)
            world = self.corrected(25, {"micros": 20, "days": 2, "unallocated": rule})
            self.assertRaises(Unreadable, world.close, epoch=2)


class Conversion(unittest.TestCase):
    def test_at_close_and_without_a_price(self):
        rule = {"moment": "close", "fundingPrice": None, "difference": "payees"}
        world = World(policy(pool(conversion=rule)))
        world.enrol("a")
        line = world.close()["lines"][0]
        self.assertEqual((line["uakt"], line["waiting"]), (None, 6_250 * USD))
        line = world.close(epoch=2, price=3 * 10**18)["lines"][0]
        self.assertEqual((line["uakt"], line["waiting"]), (12_500 * USD // 3, 0))
        line = world.close(epoch=3, price=3 * 10**18)["lines"][0]
        self.assertEqual(line["uaktToDate"], 12_500 * USD // 3 + 6_250 * USD // 3)


class Time(unittest.TestCase):
    def test_calendar(self):
        january_31 = 1_706_659_200
        self.assertEqual(calendar.add(january_31, "P1M"), 1_709_164_800)  # 29 February 2024
        self.assertEqual(calendar.add(january_31, "P1M", 2), 1_711_843_200)  # 31 March
        self.assertEqual(calendar.add(START, "P1Y"), START + 366 * DAY)
        for text in ("P", "PT", "1D", "P1H", "P1DT"):
            self.assertRaises(Unreadable, calendar.duration, text)

    def test_epoch_bases_telescope(self):
        span = {"start": START, "end": START + 120 * DAY}
        for amount in (750_000 * USD, 1_000_003, 7):
            total = sum(
                rules1.epoch_base(amount, span, START + n * 7 * DAY,
                                  min(span["end"], START + (n + 1) * 7 * DAY))
                for n in range(18)
            )
            self.assertEqual(total, amount)

    def test_payable(self):
        self.assertEqual(calendar.first_at_or_after(START, "P7D", START + 1), START + 7 * DAY)
        self.assertEqual(calendar.first_at_or_after(START, "P7D", START), START)


class Bytes(unittest.TestCase):
    def test_strict_json_refusals(self):
        for text in (
            '{"a":1,"a":1}', '{"a": 1}', "1.0", "1e3", "-0", "01", "NaN", "+1", '"\\u0041"',
            '"\\/"', "[1,]", "\ufeff1", "[1]\n", "tru", "",
        ):
            self.assertRaises(Unreadable, strict.read, text.encode())
        self.assertRaises(Unreadable, strict.read, b'"\xff"')
        self.assertRaises(Unreadable, strict.read, b"[" * 100_000)
        self.assertEqual(strict.read('{"a":[-1,null,true,"é\\n"]}'.encode())["a"][0], -1)

    def test_merkle_roots_of_rfc_6962(self):
        leaves = [
            b"", b"\x00", b"\x10", b"\x20\x21", b"\x30\x31", b"\x40\x41\x42\x43",
            bytes(range(0x50, 0x58)), bytes(range(0x60, 0x70)),
        ]
        roots = {
            0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        }
        for count, root in roots.items():
            self.assertEqual(strict.merkle_root(leaves[:count]), root)

    def test_csv(self):
        world = World(policy(pool()))
        world.enrol("a", units=2, end=DAY)
        first = world.close(count=lambda p, s: 1)
        self.assertEqual(
            rules1.csv(first).decode().split("\n")[1:],
            [f"mining,1,a,a,a,a,{A100},2,86400,86400,6250000000,usd,0,", ""],
        )
        second = world.close(epoch=2)
        self.assertEqual(rules1.csv(second).decode().split("\n")[1], "mining,2,a,a,,,,,,,0,usd,0,")

    def test_the_first_difference_is_named(self):
        self.assertEqual(
            folder.difference({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}),
            ".a[1].b: recomputed 2, on disk 3",
        )
        self.assertIsNone(folder.difference({"a": 1}, {"a": 1}))


class Medians(unittest.TestCase):
    def test_quorum_count(self):
        self.assertEqual(tally.kth_largest([8, 7, 6], 2), 7)
        self.assertIsNone(tally.kth_largest([8], 2))

    def test_price_is_a_median_over_sources(self):
        samples = [("o", "x", t, p) for t, p in enumerate((10, 30, 21))]
        samples += [("o", "y", 0, 40), ("p", "y", 0, 43), ("o", "y", 0, 50)]
        self.assertEqual(tally.median_price(samples, 5, 2), (21 + 41) // 2)
        self.assertIsNone(tally.median_price(samples, 6, 2))
        self.assertIsNone(tally.median_price(samples, 5, 3))


if __name__ == "__main__":
    unittest.main()
