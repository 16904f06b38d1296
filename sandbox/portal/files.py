"""The files of the portal's own page, as they lie on the disk, and never anything beside them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from sandbox.http import Response

PAGE = Path(__file__).with_name("page")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
# Whoever works on the page sees each change at the next reload.
_HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


def page_file(name: str, folder: Path = PAGE) -> Response:
    """`name` as it stands in the address, encoded; 404 for what is not in the folder or of no known type."""
    plain = unquote(name).replace("\0", "")  # which no path has
    file = (folder / plain).resolve()
    if not file.is_relative_to(folder.resolve()) or file.suffix not in _TYPES or not file.is_file():
        return Response(status=404, headers={"content-type": "text/plain; charset=utf-8"}, body=b"Not found.")
    return Response(status=200, headers={"content-type": _TYPES[file.suffix], **_HEADERS}, body=file.read_bytes())
