"""With CI=true a skipped test fails, whichever way it skips; elsewhere it says why."""

import os
import subprocess
import sys

import pytest

from tests.house.repository import ROOT

MARKED = "import pytest\n@pytest.mark.skip(reason='tired')\ndef test_it(): ..."
CALLED = "import pytest\ndef test_it(): pytest.skip('tired')"
WHOLE_FILE = "import pytest\npytest.skip('tired', allow_module_level=True)"
EXPECTED_FAILURE = "import pytest\n@pytest.mark.xfail(reason='known')\ndef test_it(): assert False"
PASSES = "def test_it(): ..."


def run_tests(folder, source, ci):
    """Exit code and output of a pytest of its own, with our hooks."""
    (folder / "test_made.py").write_text(source, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-p", "tests.no_skips", "-p", "no:cacheprovider", str(folder)],
        env={**os.environ, "CI": ci, "PYTHONPATH": path, "PYTEST_ADDOPTS": ""},
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("source", [MARKED, CALLED, WHOLE_FILE])
def test_a_skip_fails_on_the_build_machine_and_is_explained_elsewhere(tmp_path, source):
    code, said = run_tests(tmp_path, source, ci="true")
    assert code != 0
    assert "tired" in said
    assert "nothing may be" in said
    code, said = run_tests(tmp_path, source, ci="")
    assert code in {0, 5}  # 5: nothing was left to run
    assert "tired" in said


@pytest.mark.parametrize("source", [EXPECTED_FAILURE, PASSES])
def test_what_is_no_skip_stays_as_it_is(tmp_path, source):
    assert run_tests(tmp_path, source, ci="true")[0] == 0
