"""transactions.py sends COUNT | batches COUNT SIZE: the payments of our benchmark by `cosmpy`.

Prints the seconds of building and of signing, and the digest of all bytes made. Payees' texts are
made before the clock starts, as ours are.
"""

import hashlib
import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests" / "CrossCheck"))
import transactions  # noqa: E402

from cosmpy.aerial.coins import Coin as FeeCoin  # noqa: E402
from cosmpy.aerial.tx import SigningCfg, Transaction, TxFee  # noqa: E402
from cosmpy.crypto.keypairs import PrivateKey  # noqa: E402
from cosmpy.protos.cosmos.bank.v1beta1.bank_pb2 import Input, Output  # noqa: E402
from cosmpy.protos.cosmos.bank.v1beta1.tx_pb2 import MsgMultiSend, MsgSend  # noqa: E402
from cosmpy.protos.cosmos.base.v1beta1.coin_pb2 import Coin  # noqa: E402


def message(signer, payees, first):
    coins = [Coin(denom="uakt", amount=str(1_000 + first + n)) for n in range(len(payees))]
    if sys.argv[1] == "sends":
        return MsgSend(from_address=signer, to_address=payees[0], amount=coins)
    total = sum(1_000 + first + n for n in range(len(payees)))
    return MsgMultiSend(
        inputs=[Input(address=signer, coins=[Coin(denom="uakt", amount=str(total))])],
        outputs=[Output(address=payee, coins=[coin]) for payee, coin in zip(payees, coins)])


def main():
    count = int(sys.argv[2])
    size = int(sys.argv[3]) if sys.argv[1] == "batches" else 1
    key = PrivateKey(bytes([1]) * 32)
    public = transactions.public_key(bytes([1]) * 32)
    signer = transactions.account(public)
    payees = [
        transactions.bech32(hashlib.sha256(f"payee {n}".encode()).digest()[:20])
        for n in range(count)]
    config = key.public_key if hasattr(key, "public_key") else key
    digest, build, sign, made = hashlib.sha256(), 0.0, 0.0, 0
    for first in range(0, count, size):
        begun = time.perf_counter()
        tx = Transaction()
        tx.add_message(message(signer, payees[first:first + size], first))
        tx.seal(
            SigningCfg.direct(config, made), TxFee(FeeCoin(5_000, "uakt"), 200_000),
            memo="epoch 12", timeout_height=20_000_000)
        built = time.perf_counter()
        tx.sign(key, "akashnet-2", 7, deterministic=True).complete()
        raw = tx.tx.SerializeToString()
        signed = time.perf_counter()
        build, sign, made = build + built - begun, sign + signed - built, made + 1
        digest.update(raw)
    print(json.dumps({"digest": digest.hexdigest()}))
    print(json.dumps({"build": build, "sign": sign, "transactions": made}))


main()
