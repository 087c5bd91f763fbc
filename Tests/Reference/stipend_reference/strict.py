"""Strict JSON, as statement.md describes it: what is read must be exactly what would be written."""

import hashlib
import json


class Unreadable(Exception):
    """An input is not what the reference says it must be."""


def _pairs(pairs):
    result = {}
    for key, value in pairs:
        if key in result:
            raise Unreadable(f"key {key!r} stands twice")
        result[key] = value
    return result


def _refuse_number(text):
    raise Unreadable(f"{text} is not an integer")


def write(value):
    """Value → the one way to write it, as bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def read(data, white_space=False):
    """Bytes → value; refuses duplicates, fractions and any second way to write the same."""
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_pairs,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
        rewritten = write(value)
    except Unreadable:
        raise
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not strict JSON: {error}") from None
    if not white_space and rewritten != data:
        raise Unreadable("not strict JSON: white space, escapes or numbers are not in normal form")
    return value


def fields(value, names, what):
    """The values of exactly these keys in exactly this order."""
    if not isinstance(value, dict):
        raise Unreadable(f"{what} is not an object")
    if list(value) != list(names):
        raise Unreadable(f"{what} has the keys {list(value)} instead of {list(names)}")
    return [value[name] for name in names]


def whole(value, low, high, what):
    """A whole number in low … high (bool is none)."""
    if type(value) is not int or not low <= value <= high:
        raise Unreadable(f"{what} is not a whole number in {low} … {high}: {value!r}")
    return value


def digits(value, length, what):
    """Lower-case hex digits of one exact length."""
    if not isinstance(value, str) or len(value) != length or set(value) - set("0123456789abcdef"):
        raise Unreadable(f"{what} is not {length} lower-case hex digits: {value!r}")
    return value


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def merkle_root(leaves):
    """RFC 6962, by its definition: hex root over the bytes of the leaves."""

    def node(part):
        if len(part) == 1:
            return hashlib.sha256(b"\x00" + part[0]).digest()
        split = 1
        while split * 2 < len(part):
            split *= 2
        return hashlib.sha256(b"\x01" + node(part[:split]) + node(part[split:])).digest()

    return node(leaves).hex() if leaves else sha256(b"")
