"""The status messages of the PyPI package `akash`, and those that the checks send.

Imported by check-provider-status and check-provider-client, which run in `.venv-akash`: the pins of
requirements-akash.txt clash with those of requirements.txt.
"""

import importlib.util
import os
import pathlib
import sys
import types

ROOT = pathlib.Path(__file__).resolve().parents[2]


def load():
    """The module of the messages; runs the script again where the package is, or ends with 1."""
    spec = importlib.util.find_spec("akash")
    if spec is None:
        python = ROOT / ".venv-akash" / "bin" / "python"
        if python.exists() and not os.environ.get("STIPEND_AKASH"):
            os.environ["STIPEND_AKASH"] = "1"
            os.execv(python, [str(python), *sys.argv])
        print("the package `akash` is not there: scripts/setup installs requirements-akash.txt")
        sys.exit(1)
    # The package's own start imports a network client; only its classes are needed.
    package = types.ModuleType("akash")
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules["akash"] = package
    from akash.proto.akash.provider.v1 import status_pb2

    return status_pb2


status_pb2 = load()


def pair(target, allocatable, allocated):
    target.allocatable.string = allocatable
    target.allocated.string = allocated


def node(cluster, name, gpus, used, cards, cpu="64", memory="512Gi"):
    node = cluster.nodes.add(name=name)
    resources = node.resources
    pair(resources.cpu.quantity, cpu, "12500m")
    pair(resources.memory.quantity, memory, "4535332Ki")
    pair(resources.gpu.quantity, gpus, used)
    for vendor, card, number, interface, size in cards:
        resources.gpu.info.add(
            vendor=vendor, name=card, modelid=number, interface=interface, memory_size=size)
    pair(resources.ephemeral_storage, "1Ti", "2e9")
    node.capabilities.storage_classes.append("beta3")


H100 = ("nvidia", "h100", "2330", "SXM5", "80Gi")


def sound():
    status = status_pb2.Status()
    cluster = status.cluster.inventory.cluster
    status.cluster.leases.active = 3
    node(cluster, "gpu-1", "8", "3", [H100] * 8)
    node(cluster, "cpu-1", "0", "0", [])
    storage = cluster.storage.add()
    pair(storage.quantity, "10Ti", "1Ti")
    setattr(storage.info, "class", "beta3")
    status.bid_engine.orders = 2
    status.manifest.deployments = 3
    status.public_hostnames.append("provider.example.net")
    status.timestamp.seconds = 1_767_225_600
    status.timestamp.nanos = 54_534_655
    return status


def surprises():
    status = status_pb2.Status()
    cluster = status.cluster.inventory.cluster
    status.errors.append("inventory operator unreachable")
    node(cluster, "underflow", "18446744073709551615", "0", [H100])
    node(cluster, "null-info", "8", "0", [])
    node(cluster, "missing-model", "2", "0", [H100, ("nvidia", "", "", "", "")])
    node(cluster, "short-info", "4", "1", [H100] * 3)
    node(cluster, "out-of-service", "6", "0", [H100] * 8)
    node(cluster, "absurd", "4000", "12", [H100])
    node(cluster, "negative", "-1", "0", [H100])
    node(cluster, "leased-more", "4", "5", [H100] * 4)
    node(cluster, "memory", "0", "0", [], cpu="18446744073709504", memory="17179869145Gi")
    node(cluster, "memory", "8", "0", [H100] * 8)
    # Here not even the count is said.
    bare = cluster.nodes.add(name="bare")
    bare.resources.cpu.quantity.allocatable.string = "8"
    return status
