import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def test_a_database_that_was_never_prepared_is_a_sentence(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/empty.db"
    done = subprocess.run(
        [sys.executable, "-m", "cxgame", "scores", "nps"],
        cwd=ROOT,
        env={**os.environ, "CXGAME_DATABASE_URL": url, "CXGAME_LANGUAGE": "en"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stderr.strip().endswith("python -m cxgame migrate")
    assert "Traceback" not in done.stderr
