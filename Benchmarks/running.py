"""Runs contestants as whole processes and accounts for them as the system does."""

import json
import os
import platform
import subprocess
import sys
import time


def run(command):
    """→ (wall seconds, processor seconds, MiB at most, what it printed)."""
    begin = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def steps(command):
    """→ (the steps that it printed as JSON, its processor seconds, its MiB at most)."""
    _, processor, memory, output = run(command)
    return json.loads(output.strip().splitlines()[-1]), processor, memory


def machine():
    """What it all ran on, in one line."""
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
                  if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (f"{os.cpu_count()} × {model}, {memory:.0f} GiB, {platform.system()} "
            f"{platform.release()}; load when it began: {load:.1f}")
