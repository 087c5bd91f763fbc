"""The short reader of a presence segment; docs/reference/segments.md prints it."""
import json
import struct


def read_presence(data):
    line, _, rest = data.partition(b"\n")
    header, tables, at = json.loads(line), {}, 0
    for table in header["tables"]:
        tables[table["name"]] = rest[at:at + table["length"]]
        at += table["length"]
    slots, width = header["slots"], (header["slots"] + 7) // 8
    column = lambda name, code: [v for v, in struct.iter_unpack("<" + code, tables[name])]
    bits = lambda name, row: [tables[name][row * width + t // 8] >> t % 8 & 1 for t in range(slots)]
    rows = {p: (bits("up", r), bits("down", r)) for r, p in enumerate(column("providers", "I"))}
    codes = {"row": "I", "node": "H", "from": "H", "to": "H", "descriptor": "H",
             "capacity": "I", "allocatable": "I", "allocated": "I"}
    inventory = list(zip(*(column("inventory." + name, code) for name, code in codes.items())))
    return header, json.loads(tables["descriptors"]), rows, inventory
