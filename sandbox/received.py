"""Whether the program at the other end of a loopback connection has read what was sent to it, as Linux knows it."""

from __future__ import annotations

import fcntl
import socket
import struct
import termios
from pathlib import Path


def has_read_all(connection: socket.socket) -> bool:
    """True when nothing that was sent is under way, and the other end's receive queue is empty.

    Two questions to the kernel: TIOCOUTQ counts the bytes that the other end's kernel has not acknowledged
    (https://man7.org/linux/man-pages/man7/tcp.7.html, SIOCOUTQ), and `rx_queue` of the other end's row those that its
    program has not read yet (https://docs.kernel.org/networking/proc_net_tcp.html). The first must be zero before the
    second means anything. False for a connection that is gone, which proves nothing.
    """
    try:
        acknowledged = _unacknowledged(connection) == 0
        row = (_as_the_kernel_writes(connection.getpeername()), _as_the_kernel_writes(connection.getsockname()))
    except (OSError, ValueError):  # closed by them, or by us
        return False
    unread = {(local, remote): int(queues.partition(":")[2], 16) for local, remote, queues in _connections()}
    return acknowledged and unread.get(row) == 0


def _unacknowledged(connection: socket.socket) -> int:
    (count,) = struct.unpack("i", fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, b"\0" * 4))
    return int(count)


def _connections() -> list[tuple[str, str, str]]:
    """Local address, remote address, and `tx_queue:rx_queue` of each IPv4 connection of this network namespace."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return [(row[1], row[2], row[4]) for row in rows]


def _as_the_kernel_writes(address: tuple[str, int]) -> str:
    """The four bytes of the address as one number of the machine's own byte order, then the port."""
    host, port = address
    (number,) = struct.unpack("=I", socket.inet_aton(host))
    return f"{number:08X}:{port:04X}"
