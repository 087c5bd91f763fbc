#!/usr/bin/env python3
"""Asking providers: ours beside Prometheus with Debian's blackbox exporter, in one and the same time.

    probing_report.py PROBING PEERS FOLDER PROVIDERS SECONDS

All contestants ask the same listeners on loopback over TLS, each provider once in SECONDS, at the
same time; what each used is read from the system. Then ours alone as fast as it goes, and against
providers that answer to harm.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.parse
import urllib.request

from running import machine

PROMETHEUS, BLACKBOX = "127.0.0.1:19090", "127.0.0.1:19115"
# What an allocator may keep; a question that leaves a KiB behind shows in twenty rounds.
GROWTH_MIB = 32
TICKS = os.sysconf("SC_CLK_TCK")
STARTED = []


def used(process):
    """→ (processor seconds, MiB at most, MiB now) of a process that runs."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    status = dict(
        line.split(":", 1) for line in
        pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines())
    memory = [int(status[name].split()[0]) / 1024 for name in ("VmHWM", "VmRSS")]
    return (int(fields[11]) + int(fields[12])) / TICKS, *memory


def start(*command, **options):
    process = subprocess.Popen([str(part) for part in command], text=True, **options)
    STARTED.append(process)
    return process


def end(*processes):
    for process in processes:
        process.terminate()
        process.wait()


def get(address, path, **query):
    url = f"http://{address}{path}"
    if query:
        url += "?" + urllib.parse.urlencode(query)
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read()


def wait_for(address, path):
    for _ in range(300):
        try:
            return get(address, path)
        except OSError:
            time.sleep(0.1)
    sys.exit(f"{address} does not answer")


def peer(peers, folder, hosts, seconds):
    """Starts both programs; the answer of /status has to come, with status 200."""
    folder.mkdir(parents=True)
    (folder / "blackbox.yml").write_text(json.dumps({"modules": {"status": {
        "prober": "http", "timeout": "15s",
        "http": {"preferred_ip_protocol": "ip4", "valid_status_codes": [200],
                 "fail_if_not_ssl": True, "follow_redirects": False,
                 "tls_config": {"insecure_skip_verify": True}}}}}))
    (folder / "targets.json").write_text(json.dumps(
        [{"targets": [f"https://{host}/status" for host in hosts]}]))
    (folder / "prometheus.yml").write_text(json.dumps({
        "global": {"scrape_interval": f"{seconds}s", "scrape_timeout": f"{min(15, seconds)}s"},
        "scrape_configs": [{
            "job_name": "providers", "metrics_path": "/probe", "params": {"module": ["status"]},
            "file_sd_configs": [{"files": [str(folder.resolve() / "targets.json")]}],
            "relabel_configs": [
                {"source_labels": ["__address__"], "target_label": "__param_target"},
                {"source_labels": ["__param_target"], "target_label": "instance"},
                {"target_label": "__address__", "replacement": BLACKBOX}]}]}))
    blackbox = start(
        peers / "prometheus-blackbox-exporter", f"--config.file={folder / 'blackbox.yml'}",
        f"--web.listen-address={BLACKBOX}", "--log.level=error")
    prometheus = start(
        peers / "prometheus", f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'tsdb'}", f"--web.listen-address={PROMETHEUS}",
        "--log.level=error")
    wait_for(BLACKBOX, "/-/healthy")
    wait_for(PROMETHEUS, "/-/ready")
    return prometheus, blackbox


def ask(probing, roster, question, seconds):
    process = start(probing, "ask", roster, question, seconds, stdout=subprocess.PIPE)
    process.stdout.readline()
    return process


def row(name, probes, processor, peak):
    thousands = probes / 1_000
    return (f"| {name} | {probes:,} | {processor:.1f} | {processor / thousands:.2f} | {peak:.0f} "
            f"| {peak / thousands:.1f} |")


def beside(probing, peers, folder, roster, hosts, seconds):
    """Everybody in the same minutes."""
    prometheus, blackbox = peer(peers, folder / "peer", hosts, seconds)
    time.sleep(5)
    before = [used(process)[0] for process in (prometheus, blackbox)]
    begin = time.time()
    ours = {question: ask(probing, roster, question, seconds)
            for question in ("status-message", "rest-status")}
    time.sleep(max(0, begin + seconds - time.time()))
    after = [used(process) for process in (prometheus, blackbox)]
    query = f"sum(count_over_time(probe_success[{seconds}s])) or vector(0)"
    scraped = int(float(json.loads(get(
        PROMETHEUS, "/api/v1/query", query=query))["data"]["result"][0]["value"][1]))
    good = json.loads(get(
        PROMETHEUS, "/api/v1/query", query="sum(probe_success)"))["data"]["result"]
    results = {name: json.loads(process.stdout.readline()) for name, process in ours.items()}
    end(prometheus, blackbox)
    print(f"{len(hosts):,} providers, each asked once in {seconds} s by everybody at the same time\n")
    print("| | probes | processor s | processor s per thousand | MiB at most | MiB per thousand |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, result in results.items():
        print(row(f"ours, {name}, read and proven", result["asked"], result["cpuSeconds"],
                  result["peakMiB"]))
    total = 0
    for name, old, (new, peak, _) in zip(("Prometheus", "blackbox exporter"), before, after):
        print(row(name, scraped, new - old, peak))
        total += new - old
    memory = sum(peak for _, peak, _ in after)
    print(row("both, `http` prober of /status", scraped, total, memory))
    print()
    print(f"Good: ours {[result['proven'] for result in results.values()]} of {len(hosts)} "
          f"{[result['failures'] for result in results.values()]}; theirs "
          f"{int(float(good[0]['value'][1])) if good else 0}. Milliseconds of ours, half and 99 %: "
          f"{[(round(r['p50Millis'], 1), round(r['p99Millis'], 1)) for r in results.values()]}\n")
    print("| ours / theirs, per thousand probes | processor | memory | reach for |")
    print("| --- | --- | --- | --- |")
    for name, result in results.items():
        processor = result["cpuSeconds"] / result["asked"] / (total / scraped)
        print(f"| {name} | {processor:.2f} | {result['peakMiB'] / memory:.2f} | 0.5 |")


def main():
    probing, peers, folder = (pathlib.Path(argument) for argument in sys.argv[1:4])
    count, seconds = int(sys.argv[4]), int(sys.argv[5])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    roster = folder / "roster"
    print(f"{machine()}\n")
    server = start(probing, "serve", count, roster, stdout=subprocess.PIPE)
    server.stdout.readline()
    hosts = [":".join(line.split()[:2]) for line in roster.read_text().splitlines()]
    beside(probing, peers, folder, roster, hosts, seconds)
    print("\nAs fast as it goes, alone:\n")
    for question in ("status-message", "rest-status"):
        process = ask(probing, roster, question, 0)
        result = json.loads(process.stdout.readline())
        process.wait()
        print(f"- {question}: {result['asked'] / result['wallSeconds']:,.0f} a second, "
              f"{result['cpuSeconds'] / result['asked'] * 1_000:.2f} processor s per thousand, "
              f"{result['peakMiB']:.0f} MiB, {result['proven']} proven, {result['failures']}")
    processor, peak, _ = used(server)
    print(f"- their listeners: {processor:.0f} processor s in all, {peak:.0f} MiB at most, "
          f"{len(os.listdir(f'/proc/{server.pid}/fd'))} descriptors\n")
    end(server)
    endure(probing)


def endure(probing):
    """Asks the hostile ones, round after round."""
    harm = start(probing, "harm", stdout=subprocess.PIPE)
    lines = ""
    while not lines.endswith("ready\n"):
        lines += harm.stdout.readline()
    done = start(probing, "endure", 20, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    result = json.loads(done.communicate(lines)[0].splitlines()[-1])
    end(harm)
    rounds = result["afterRoundMiB"]
    print(f"Hostile providers, {lines.count(chr(10)) - 1} manners, {result['asked']:,} questions in "
          f"20 rounds: {result['beganMiB']:.0f} MiB before, {rounds[0]:.0f} after the first round, "
          f"{rounds[-1]:.0f} after the last, {result['peakMiB']:.0f} at most; "
          f"{result['cpuSeconds'] / result['asked'] * 1_000:.1f} processor ms each")
    if rounds[-1] > rounds[0] + GROWTH_MIB:
        sys.exit(f"what is left of hostile providers grows: MiB after each round {rounds}")


try:
    main()
finally:
    end(*(process for process in STARTED if process.poll() is None))
