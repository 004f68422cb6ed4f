"""Python beside Rust, on the same texts, in turns, with the same threads; the best of each counts.

    cargo build --release -p chinhluan-python --benches    # prints nothing; the program is target/release/deps/batches-*
    python python/benches/speed.py PROGRAM TEXTS.jsonl[.gz] [N]

TEXTS has a field `text`; the first N (10,000) are read, and go to both as they are. Rust keeps its spans in bytes and
its hits as rows; Python's figures hold the conversion to code points, the Arrow columns, and the way there and back.
"""

from __future__ import annotations

import gzip
import itertools
import json
import subprocess
import sys
import tempfile
import time

import chinhluan

ROUNDS = 7


def main(program: str, path: str, count: str = "10000") -> None:
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, int(count))]
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} texts, {size / 1e6:.1f} MB")
    inputs = {"list": texts}
    try:
        import pyarrow

        inputs["Arrow"] = pyarrow.array(texts)
    except ImportError:
        pass
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(text, ensure_ascii=False) + "\n" for text in texts)
        file.flush()
        rust = subprocess.Popen(
            [program, file.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

        def in_rust(task: str) -> float:
            rust.stdin.write(task + "\n")
            return float(rust.stdout.readline())

        tasks = {
            "segment": lambda given: chinhluan.segment(given),
            "phrases": lambda given: chinhluan.phrases(given),
        }
        for task, work in tasks.items():
            best = {name: float("inf") for name in ["Rust", *inputs]}
            for _ in range(ROUNDS):
                best["Rust"] = min(best["Rust"], in_rust(task))
                for name, given in inputs.items():
                    start = time.perf_counter()
                    work(given)
                    best[name] = min(best[name], time.perf_counter() - start)
            figures = ", ".join(f"{name} {size / seconds / 1e6:.1f} MB/s" for name, seconds in best.items())
            shares = ", ".join(f"{name} {best['Rust'] / best[name]:.0%}" for name in inputs)
            print(f"{task}: {figures}; of Rust: {shares}")
        rust.stdin.close()
        rust.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
