"""What type checkers are told is what there is."""

import subprocess
import sys

import pytest

pytest.importorskip("mypy")


def test_stubs(tmp_path):
    # Not from here, where the sources would be taken for the package.
    checked = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "chinhluan._chinhluan", "--ignore-missing-stub", "--ignore-disjoint-bases"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
