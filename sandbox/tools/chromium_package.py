"""The Chromium inside the npm package @sparticuz/chromium, unpacked into the virtual environment.

The package is made for bare Linux machines on x86-64 and brings the libraries and fonts that those lack. It is taken as
an archive only: none of its code runs, so neither its demands on Node's version nor its list of arguments, which turns
off the browser's own protections, matter here.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from sandbox.tools import node
from sandbox.went_wrong import WentWrong

VERSION = "153.0.0"
SHA512 = "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
PARTS = ("chromium", "al2023.tar", "fonts.tar")
"""The program, its libraries and its fonts, each compressed by itself."""

FOLDER = Path(sys.prefix) / f"chromium-{VERSION}"
PROGRAM = FOLDER / "chromium"
_FONTS_CONF = FOLDER / "fonts.conf"
VARIABLES = {"LD_LIBRARY_PATH": str(FOLDER / "lib"), "FONTCONFIG_FILE": str(_FONTS_CONF)}

# Its own file names folders of another machine, and a Chromium that finds no font at all ends with its first page.
_FONTS = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{FOLDER}/fonts</dir>
  <cachedir>{FOLDER}/fonts-cache</cachedir>
</fontconfig>
"""
_DECOMPRESS = """
const [from, to] = process.argv.slice(1);
const { createReadStream, createWriteStream } = require("node:fs");
const brotli = require("node:zlib").createBrotliDecompress();
require("node:stream/promises").pipeline(createReadStream(from), brotli, createWriteStream(to));
"""


def install() -> None:
    """Needs the network, npm and 300 MB. All of it is there afterwards, or nothing. Raises WentWrong."""
    node.install()
    with tempfile.TemporaryDirectory(dir=sys.prefix) as folder:
        scratch = Path(folder)
        target = scratch / "unpacked"
        target.mkdir()
        for compressed in _downloaded(scratch):
            _unpack(compressed, target)
        (target / _FONTS_CONF.name).write_text(_FONTS)
        (target / PROGRAM.name).chmod(0o755)
        shutil.rmtree(FOLDER, ignore_errors=True)
        target.rename(FOLDER)


def _downloaded(scratch: Path) -> list[Path]:
    packed = node.npm("pack", "--silent", "--pack-destination", str(scratch), f"@sparticuz/chromium@{VERSION}")
    if packed.returncode:
        raise WentWrong(f"npm brought no Chromium: {packed.stderr.strip()}")
    (archive,) = scratch.glob("*.tgz")
    if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != SHA512:
        raise WentWrong(f"The Chromium that npm brought is not the {VERSION} that was tried here.")
    with tarfile.open(archive) as members:
        for part in PARTS:
            found = members.extractfile(f"package/bin/{part}.br")
            assert found is not None, "the checksum says that it is there"
            with found, (scratch / f"{part}.br").open("wb") as file:
                shutil.copyfileobj(found, file)
    return [scratch / f"{part}.br" for part in PARTS]


def _unpack(compressed: Path, target: Path) -> None:
    plain = compressed.with_suffix("")
    command = ["node", "--eval", _DECOMPRESS, str(compressed), str(plain)]
    subprocess.run(command, env=node.environment(), check=True)
    if plain.suffix == ".tar":
        shutil.unpack_archive(plain, target)
    else:
        plain.rename(target / plain.name)
