#!/usr/bin/env python3
"""Kills `chinhluan dedup --index` again and again, at random delays, and looks at what is left.

    python3 tests/faults/kill.py BINARY RECORDS.jsonl [KILLS]

The records are added in parts. Each part is run and killed (SIGKILL) until a run comes through. After each kill the
index must be whole (`index check`), hold the documents of the parts before or those of this one too, and the outputs
of the run must be whole or absent. At the end the index must hold every document once. Prints its counts.
"""

import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

PARTS = 8


def documents(binary, index):
    """Number of documents in the index, after a check; none if there is no index yet."""
    if not index.exists() or index.stat().st_size == 0:
        return 0
    check = subprocess.run([binary, "index", "check", index], capture_output=True, text=True)
    assert check.returncode == 0, check.stderr
    stats = subprocess.run([binary, "index", "stats", index], capture_output=True, text=True)
    assert stats.returncode == 0, stats.stderr
    return json.loads(stats.stdout)["documents"]


def outputs_are_whole(out, part):
    """Every file that stands under its name is whole; with a manifest, all are there."""
    lines = {}
    for name in ("kept.jsonl", "removed.jsonl"):
        path = out / name
        if path.exists():
            rows = path.read_text().splitlines()
            [json.loads(row) for row in rows]
            lines[name] = len(rows)
    if (out / "manifest.json").exists():
        json.loads((out / "manifest.json").read_text())
        assert sum(lines.values()) == part, (lines, part)
        return True
    return False


def main():
    binary, source = sys.argv[1], pathlib.Path(sys.argv[2])
    wanted = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    random.seed(6)
    records = source.read_text().splitlines()
    size = -(-len(records) // PARTS)
    kills = before = after = finished = rounds = 0
    while kills < wanted:
        rounds += 1
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            index, known = folder / "archive.index", 0
            for number in range(PARTS):
                rows = records[number * size:(number + 1) * size]
                part = folder / f"part{number}.jsonl"
                part.write_text("".join(row + "\n" for row in rows))
                out = folder / f"out{number}"
                command = [binary, "dedup", part, "--index", index, "--out", out]
                # How long a whole run takes, on a copy of the index: delays are drawn from that.
                copy = folder / "copy.index"
                if index.exists():
                    copy.write_bytes(index.read_bytes())
                started = time.monotonic()
                subprocess.run([*command[:3], "--index", copy, "--out", folder / f"copy{number}"],
                               check=True, capture_output=True)
                whole = time.monotonic() - started
                for _ in range(-(-wanted // PARTS)):
                    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                    # Most of the delays fall into the end of a run, when it writes.
                    time.sleep(whole * random.choice([random.uniform(0, 1.1), random.uniform(0.6, 1.05)]))
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    was_killed = process.returncode == -signal.SIGKILL
                    kills += was_killed
                    found = documents(binary, index)
                    assert found in (known, known + len(rows)), (found, known, len(rows))
                    has_manifest = outputs_are_whole(out, len(rows))
                    if found > known:
                        assert has_manifest, "the index was written before the outputs"
                        after += was_killed
                        finished += not was_killed
                        break
                    before += was_killed
                else:
                    subprocess.run(command, check=True, capture_output=True)
                known += len(rows)
                assert documents(binary, index) == known
    print(f"{kills} kills in {rounds} rounds: {before} left the index as before, {after} as after the run; "
          f"{finished} runs came through first; every index was whole, and so was every output")


if __name__ == "__main__":
    main()
