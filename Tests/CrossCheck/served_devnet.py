"""`stipend devnet` as a program that runs beside a check.

Imported by the checks of the made-up network.
"""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
STIPEND = ROOT / ".build" / "debug" / "stipend"
START = "2026-07-17T12:00:00Z"


def within(environment, module):
    """Runs the script again where the module is, or ends with 1."""
    try:
        __import__(module)
    except ImportError:
        python = ROOT / environment / "bin" / "python"
        if python.exists() and os.environ.get("STIPEND_WITHIN") != environment:
            os.environ["STIPEND_WITHIN"] = environment
            os.execv(python, [str(python), *sys.argv])
        print(f"{module} is not there: scripts/setup makes {environment}")
        sys.exit(1)


@contextlib.contextmanager
def serving(*arguments, speed=0):
    """The network's own description while it runs; its time stands still unless it has a speed."""
    if not STIPEND.exists():
        print(f"{STIPEND} is not built")
        sys.exit(1)
    command = [str(STIPEND), "devnet", "--json", "--start", START, "--speed", str(speed),
               *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
    try:
        line = process.stdout.readline()
        if not line:
            raise SystemExit("stipend devnet ended at once")
        yield json.loads(line)
    finally:
        process.terminate()
        process.wait(10)


def get(base, path, height=None):
    """Status and tree of an answer of the chain's node."""
    headers = {"x-cosmos-block-height": str(height)} if height else {}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(base + path, headers=headers), timeout=30
        ) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def post(base, path, tree):
    """Status and tree of an answer to what was posted."""
    request = urllib.request.Request(
        base + path, data=json.dumps(tree).encode(),
        headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def report(name, results):
    for title, good in results:
        if not good:
            print(f"{name}: {title} is not as expected")
    good = sum(bool(good) for _, good in results)
    print(f"{name}: {good} of {len(results)} as expected")
    sys.exit(0 if good == len(results) and results else 1)
