"""Canonical policy JSON, read with the defaults of policy.md where a value is absent."""

from . import calendar, strict
from .strict import Unreadable

KIND_ORDER = {"committed": 0, "research": 1, "epoch": 2, "activity": 3}


def read(data):
    """Bytes → the policy, pools with a span and the claim order filled in."""
    policy = strict.read(data)
    if policy.get("stipend") != 1 or policy.get("rules") not in (1, 2):
        raise Unreadable("policy: not format 1 with rules 1 or 2")
    for pool in policy["pools"]:
        if policy["rules"] == 1 and (pool["kind"] == "activity" or "activity" in pool):
            raise Unreadable("policy: activity pools need rules 2")
        if pool.get("span") is None:
            pool["span"] = policy["window"]
    if not policy.get("order"):
        pools = sorted(policy["pools"], key=lambda pool: KIND_ORDER[pool["kind"]])
        policy["order"] = [pool["name"] for pool in pools]
    return policy


def pool_named(policy, name):
    for pool in policy["pools"]:
        if pool["name"] == name:
            return pool
    raise Unreadable(f"policy: no pool {name}")


def spans(policy):
    return {pool["name"]: pool["span"] for pool in policy["pools"]}


def epoch_span(pool, epoch):
    span, length = pool["span"], pool["epoch"]
    start = calendar.boundary(span, length, epoch - 1)
    end = calendar.boundary(span, length, epoch)
    if epoch < 1 or start >= end:
        raise Unreadable(f"{pool['name']}/{epoch}: no such epoch")
    return start, end


def segment_deadline(policy, start, end):
    """The earliest of a segment's end and the ends of epochs strictly inside it, and the grace."""
    if "epochEnds" not in policy:
        policy["epochEnds"] = sorted(
            {b for pool in policy["pools"] for b in calendar.epoch_ends(pool["span"], pool["epoch"])}
        )
    inside = [b for b in policy["epochEnds"] if start < b < end]
    return min(inside + [end]) + policy["observation"]["grace"]


def matches(pattern, class_):
    """vendor/model/memoryGB/interface, `*` = any in that place."""
    wanted, parts = pattern.split("/"), class_.split("/")
    return len(wanted) == len(parts) and all(w in ("*", p) for w, p in zip(wanted, parts))


def first_match(entries, class_):
    """The first entry whose `class` pattern matches, or None."""
    for entry in entries:
        if matches(entry["class"], class_):
            return entry
    return None
