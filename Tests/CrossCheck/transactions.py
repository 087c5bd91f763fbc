"""Transactions drawn from a seed, as the JSON that `akash tx sign` takes; `stipend tx` over files.

Imported by check-transactions-*, each in the environment of the package that it compares with.
"""

import base64
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
VECTORS = pathlib.Path(__file__).resolve().parent / "vectors"
STIPEND = ROOT / ".build" / "debug" / "stipend"
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
LETTERS = list('aZ0 <>&"\\\n\té漢\u2028🚀/\'')
GOV = "akash10d07y265gmmuvt4z0w9aw880jnsr700jhe7z0f"

# What `cosmos.tx.v1beta1.Tx` calls the types, with amino's names and the keys that hold messages.
AMINO = {
    "/cosmos.bank.v1beta1.MsgSend": "cosmos-sdk/MsgSend",
    "/cosmos.bank.v1beta1.MsgMultiSend": "cosmos-sdk/MsgMultiSend",
    "/cosmos.distribution.v1beta1.MsgFundCommunityPool": "cosmos-sdk/MsgFundCommunityPool",
    "/cosmos.distribution.v1beta1.MsgCommunityPoolSpend": "cosmos-sdk/distr/MsgCommunityPoolSpend",
    "/cosmos.gov.v1.MsgSubmitProposal": "cosmos-sdk/v1/MsgSubmitProposal",
    "/cosmos.authz.v1beta1.MsgExec": "cosmos-sdk/MsgExec",
}


def bech32(payload, prefix="akash"):
    """BIP-173, written again."""
    groups, pending, bits = [], 0, 0
    for byte in payload:
        pending, bits = pending << 8 | byte, bits + 8
        while bits >= 5:
            bits -= 5
            groups.append(pending >> bits & 31)
    if bits:
        groups.append(pending << 5 - bits & 31)
    values = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    checksum = 1
    for value in values + groups + [0] * 6:
        top, checksum = checksum >> 25, (checksum & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate([0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3]):
            checksum ^= term if top >> bit & 1 else 0
    checksum ^= 1
    tail = [checksum >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join(ALPHABET[v] for v in groups + tail)


def public_key(secret):
    import ecdsa

    key = ecdsa.SigningKey.from_string(secret, ecdsa.SECP256k1)
    return key.get_verifying_key().to_string("compressed")


def account(public):
    return bech32(hashlib.new("ripemd160", hashlib.sha256(public).digest()).digest())


def secret(random):
    return random.randrange(1, ORDER).to_bytes(32, "big")


def coins(random):
    return [{"denom": "uakt", "amount": str(random.randrange(1, 10 ** random.randrange(1, 13)))}]


def text(random, limit):
    drawn = ""
    for _ in range(random.randrange(limit)):
        letter = random.choice(LETTERS)
        if len((drawn + letter).encode()) > limit:
            break
        drawn += letter
    return drawn


def address(random):
    return bech32(random.randbytes(random.choice([20, 20, 20, 32])))


def send(random, signer):
    return {
        "@type": "/cosmos.bank.v1beta1.MsgSend", "from_address": signer,
        "to_address": address(random), "amount": coins(random),
    }


def multi_send(random, signer):
    outputs = [
        {"address": address(random), "coins": coins(random)} for _ in range(random.randrange(1, 9))]
    total = sum(int(output["coins"][0]["amount"]) for output in outputs)
    given = [{"denom": "uakt", "amount": str(total)}]
    return {
        "@type": "/cosmos.bank.v1beta1.MsgMultiSend",
        "inputs": [{"address": signer, "coins": given}], "outputs": outputs,
    }


def fund(random, signer):
    return {
        "@type": "/cosmos.distribution.v1beta1.MsgFundCommunityPool", "amount": coins(random),
        "depositor": signer,
    }


def proposal(random, signer):
    spends = [
        {
            "@type": "/cosmos.distribution.v1beta1.MsgCommunityPoolSpend", "authority": GOV,
            "recipient": address(random), "amount": coins(random),
        } for _ in range(random.randrange(1, 4))]
    return {
        "@type": "/cosmos.gov.v1.MsgSubmitProposal", "messages": spends,
        "initial_deposit": coins(random), "proposer": signer, "metadata": text(random, 40),
        "title": "T" + text(random, 60), "summary": "S" + text(random, 300),
        "expedited": random.random() < 0.3,
    }


def granted(random, signer):
    makers = [send, multi_send, fund]
    acts = [
        random.choice(makers)(random, address(random)) for _ in range(random.randrange(1, 3))]
    return {"@type": "/cosmos.authz.v1beta1.MsgExec", "grantee": signer, "msgs": acts}


def transaction(random, signer, makers=(send, multi_send, fund, proposal, granted)):
    """The unsigned JSON, every field written out."""
    messages = [random.choice(makers)(random, signer) for _ in range(random.randrange(1, 4))]
    return {
        "body": {
            "messages": messages, "memo": text(random, 120),
            "timeout_height": str(random.choice([0, random.randrange(1, 1 << 40)])),
            "unordered": False, "timeout_timestamp": None, "extension_options": [],
            "non_critical_extension_options": [],
        },
        "auth_info": {
            "signer_infos": [],
            "fee": {
                "amount": random.choice([[], coins(random)]),
                "gas_limit": str(random.randrange(1, 1 << random.randrange(1, 34))),
                "payer": random.choice(["", "", signer]),
                "granter": random.choice(["", "", address(random)]),
            },
            "tip": None,
        },
        "signatures": [],
    }


def position(random):
    return {
        "chain": random.choice(["akashnet-2", "sandbox-2"]),
        "number": random.choice([0, random.randrange(1 << 33)]),
        "sequence": random.choice([0, random.randrange(1 << 17)]),
    }


def amino_value(message):
    """A message as amino shows it: its own name, empty fields left out."""
    if "@type" in message:
        fields = {key: value for key, value in message.items() if key != "@type"}
        return {"type": AMINO[message["@type"]], "value": amino_value(fields)}
    shown = {}
    for key, value in message.items():
        if isinstance(value, list):
            value = [amino_value(element) for element in value]
        if value or isinstance(value, list):
            shown[key] = value
    return shown


def amino_sign_bytes(tx, at):
    """The sorted document that members sign, written from the chain's description."""
    body, fee = tx["body"], tx["auth_info"]["fee"]
    document = {
        "account_number": str(at["number"]), "chain_id": at["chain"], "memo": body["memo"],
        "sequence": str(at["sequence"]),
        "fee": {
            "amount": fee["amount"], "gas": fee["gas_limit"],
            **{key: fee[key] for key in ("payer", "granter") if fee[key]},
        },
        "msgs": [amino_value(message) for message in body["messages"]],
    }
    if body["timeout_height"] != "0":
        document["timeout_height"] = body["timeout_height"]
    written = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written.encode()


def compact(tree):
    return json.dumps(tree, separators=(",", ":"), ensure_ascii=False).encode()


def row(*words):
    return " ".join(
        base64.b64encode(word).decode() if isinstance(word, bytes) else str(word) for word in words)


def compare(name, lines):
    """Writes the vectors with --write; tells whether the file agrees with them."""
    path = VECTORS / name
    written = "".join(line + "\n" for line in lines)
    if sys.argv[1:] == ["--write"]:
        path.write_text(written, encoding="ascii")
    return path.exists() and path.read_text(encoding="ascii") == written


class Desk:
    """A folder with a key or several, in which `stipend tx` runs."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        if not STIPEND.exists():
            sys.exit("the command line is not built; run: swift build --product stipend")

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        os.chmod(path, 0o600)
        return path

    def key(self, name, secret):
        file = {
            "stipendKey": 1, "publicKey": "secp256k1:" + public_key(secret).hex(),
            "protection": None, "secret": secret.hex(),
        }
        return self.write(name, compact(file) + b"\n")

    def tx(self, *arguments, code=0):
        done = subprocess.run(
            [STIPEND, "tx", *map(str, arguments)], capture_output=True, text=True)
        assert done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
        return done.stdout

    @staticmethod
    def at(where):
        return [
            "--chain-id", where["chain"], "--account-number", where["number"], "--sequence",
            where["sequence"]]

    def raw(self, path):
        return bytes.fromhex(self.tx("encode", path, "--form", "hex").strip())


def desk():
    return tempfile.TemporaryDirectory()
