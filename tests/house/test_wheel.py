"""What would be installed: the wheel holds the whole package, nothing else, and works away from this folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.house.project import ROOT, descriptor, files

LOOK = """
import json, pathlib
from connect_ext.events import XeroEvents
from connect_ext.webapp import XeroWeb
static = pathlib.Path(XeroWeb.get_static_root())
print(json.dumps({
    "descriptors": [XeroEvents.get_descriptor(), XeroWeb.get_descriptor()],
    "static": sorted(path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file()),
    "root": str(static.parents[1]),
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    target = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = target.glob("*.whl")
    return zipfile.Path(path)


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: zipfile.Path) -> None:
    names = [name for name in wheel.root.namelist() if ".dist-info/" not in name and not name.endswith("/")]
    assert sorted(names) == sorted(path.as_posix() for path in files("connect_ext"))


def test_the_applications_find_descriptor_and_static_in_the_installed_wheel(
    wheel: zipfile.Path, tmp_path: Path
) -> None:
    wheel.root.extractall(tmp_path)
    looked = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert looked.returncode == 0, looked.stderr
    seen: dict[str, Any] = json.loads(looked.stdout)
    assert seen["root"] == str(tmp_path)
    assert seen["descriptors"] == [descriptor(), descriptor()]
    committed = [path.relative_to("connect_ext/static").as_posix() for path in files("connect_ext/static")]
    assert seen["static"] == sorted(committed)
