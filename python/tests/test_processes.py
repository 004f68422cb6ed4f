"""Signals and forks."""

import _thread
import itertools
import multiprocessing
import signal
import threading

import pytest

from chinhluan import dedup, phrases, segment
from chinhluan.sklearn import ChinhluanVectorizer

TEXT = "Cán bộ, đảng viên trong xã học tập và làm theo gương Bác. " * 200


@pytest.mark.parametrize("work", [segment, phrases, dedup, ChinhluanVectorizer().fit_transform], ids=repr)
def test_ctrl_c_ends_long_work(work):
    # Who runs the tests in the background has told them to ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        timer = threading.Timer(0.5, _thread.interrupt_main)
        timer.start()
        # Texts without end: only the signal ends this.
        with pytest.raises(KeyboardInterrupt):
            work(itertools.repeat(TEXT))
        timer.join()
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(segment([TEXT] * 3)) == 3


def words(texts):
    return segment(texts, "words").to_pylist()


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_works_behind_a_fork():
    texts = [TEXT] * 10
    here = words(texts)
    with multiprocessing.get_context("fork").Pool(2) as processes:
        assert processes.map_async(words, [texts] * 4).get(timeout=120) == [here] * 4


@pytest.mark.parametrize("given", [TEXT * 500, [TEXT] * 500], ids=["one text", "many texts"])
def test_other_threads_go_on_meanwhile(given):
    ticks, over = [], threading.Event()

    def tick():
        while not over.wait(0.001):
            ticks.append(None)

    watcher = threading.Thread(target=tick)
    watcher.start()
    before = len(ticks)
    segment(given, "text")
    during = len(ticks) - before
    over.set()
    watcher.join()
    # With the interpreter's lock held there would be at most one.
    assert during > 3
