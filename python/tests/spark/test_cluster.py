"""A cluster whose executors have no chinhluan but the one that is shipped to them, and workers that are killed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

import chinhluan
import pyspark
import pytest
from chinhluan import spark as on_spark
from conftest import builder, frame, of_spark, on_one_machine
from pyspark.sql import SparkSession

SPARK_HOME = Path(pyspark.__file__).parent


@pytest.fixture(scope="session")
def shipped(tmp_path_factory) -> tuple[Path, Path]:
    """chinhluan in an archive, as a wheel is one, and a Python that has what executors need, and no chinhluan."""
    folder = tmp_path_factory.mktemp("shipped")
    package = folder / "package"
    shutil.copytree(
        Path(chinhluan.__file__).parent, package / "chinhluan", ignore=shutil.ignore_patterns("__pycache__")
    )
    archive = Path(shutil.make_archive(str(folder / "chinhluan"), "zip", package))
    environment = folder / "python"
    venv.create(environment, symlinks=True)
    installed = next(Path(environment).glob("lib/python*/site-packages"))
    for name in ("pyarrow", "pandas", "numpy", "pyspark", "py4j", "dateutil", "six.py"):
        source = Path(pyspark.__file__).parents[1]
        if (source / name).exists():
            (installed / name).symlink_to(source / name)
    # What compiled packages carry beside them.
    for libraries in Path(pyspark.__file__).parents[1].glob("*.libs"):
        (installed / libraries.name).symlink_to(libraries)
    python = environment / "bin" / "python"
    assert subprocess.run([python, "-c", "import pyarrow, pandas, pyspark"]).returncode == 0
    assert subprocess.run([python, "-c", "import chinhluan"], stderr=subprocess.DEVNULL, cwd=folder).returncode != 0
    return archive, python


@pytest.fixture
def session(shipped, monkeypatch) -> Iterator[Callable[[str], SparkSession]]:
    """Sessions on a cluster, with the archive of the package on the executors' path."""
    archive, python = shipped
    monkeypatch.setenv("PYSPARK_PYTHON", str(python))
    monkeypatch.setenv("PYSPARK_DRIVER_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_HOME", str(SPARK_HOME))
    sessions: list[SparkSession] = []

    def begin(master: str) -> SparkSession:
        settings = {
            "spark.archives": f"{archive}#shipped",
            "spark.executorEnv.PYTHONPATH": "shipped",
            "spark.executor.memory": "1g",
            "spark.executor.cores": "1",
            # A machine that is gone is not waited for long.
            "spark.shuffle.io.maxRetries": "1",
            "spark.shuffle.io.retryWait": "1s",
            "spark.task.maxFailures": "8",
            "spark.stage.maxConsecutiveAttempts": "10",
        }
        made = builder(master, 3)
        for name, value in settings.items():
            made = made.config(name, value)
        sessions.append(made.getOrCreate())
        sessions[-1].sparkContext.setLogLevel("OFF")
        return sessions[-1]

    yield begin
    for one in sessions:
        one.stop()


def test_local_cluster(session, demo, tmp_path):
    spark = session("local-cluster[2,1,1024]")
    df = frame(spark, demo, 3)
    assert on_spark.segment(df).count() == len(demo)
    assert of_spark(on_spark.dedup(df, work=str(tmp_path))) == on_one_machine(demo)


class Cluster:
    """A master and two workers on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.processes = folder, []
        port = free_port()
        self.master = f"spark://127.0.0.1:{port}"
        start = "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"
        self.start("master", *start)
        deadline = time.monotonic() + 60
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert time.monotonic() < deadline, "the master does not listen"
            time.sleep(0.2)
        for number in range(2):
            self.worker(f"worker-{number}")

    def start(self, name: str, *command: str) -> None:
        environment = {
            **os.environ,
            "SPARK_HOME": str(SPARK_HOME),
            "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_LOCAL_IP": "127.0.0.1",
        }
        with (self.folder / f"{name}.log").open("wb") as log:
            # A group of its own: an executor ends with its worker.
            process = subprocess.Popen(
                [SPARK_HOME / "bin" / "spark-class", *command],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)

    def worker(self, name: str) -> None:
        command = "org.apache.spark.deploy.worker.Worker", "--cores", "1", "--memory", "1200m", "--webui-port", "0"
        self.start(name, *command, "--host", "127.0.0.1", "--work-dir", str(self.folder / name), self.master)

    def kill_a_worker(self) -> None:
        """Ends a worker, its executor and their files as a broken machine does, and starts another one."""
        victim = self.processes.pop(1)
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait()
        self.worker(f"worker-{time.monotonic_ns()}")

    def stop(self) -> None:
        for process in reversed(self.processes):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def cluster(tmp_path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    yield made
    made.stop()


def test_workers_are_killed(session, cluster, planted, tmp_path):
    """In the map, in the shuffle of the postings, in a round of the stars: the same result."""
    spark = session(cluster.master)
    work = tmp_path / "work"
    killed: list[str] = []
    # A table that is being written has a folder, and no sign yet that it is done.
    moments = ["texts", "postings", "edges-1"]
    over = threading.Event()

    def watch() -> None:
        while moments and not over.is_set():
            if (work / moments[0] / "_temporary").exists() and not (work / moments[0] / "_SUCCESS").exists():
                cluster.kill_a_worker()
                killed.append(moments.pop(0))
            time.sleep(0.01)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        found = on_spark.dedup(frame(spark, planted, 6), work=str(work))
        assert of_spark(found) == on_one_machine(planted)
    finally:
        over.set()
        watcher.join()
    assert killed == ["texts", "postings", "edges-1"]
