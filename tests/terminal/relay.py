"""A line to a server, which can be slow or go silent."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

HOST = "127.0.0.1"

_PIECE = 128
"""Bytes that a line carries at once to the client."""


class Relay:
    """A line to a server, of one connection."""

    def __init__(self, port: int, bytes_a_second: int = 0) -> None:
        self._to = port
        self.bytes_a_second = bytes_a_second
        """What it carries to the client at most; 0: all there is."""
        self._flows = threading.Event()
        self._flows.set()
        self._listening = socket.create_server((HOST, 0))
        self._ends = [self._listening]
        self.port = self._listening.getsockname()[1]
        """Where it is entered."""
        self.carried = 0
        """Bytes that came out at the client's end: encrypted, without what TCP and IP add."""
        threading.Thread(target=self._carry, daemon=True).start()

    def fall_silent(self) -> None:
        """Carry nothing from now on, and say nothing."""
        self._flows.clear()

    def close(self) -> None:
        """Hang up at both ends."""
        self._flows.set()
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _carry(self) -> None:
        with contextlib.suppress(OSError):
            client = self._listening.accept()[0]
            server = socket.create_connection((HOST, self._to))
            self._ends += [client, server]
            threading.Thread(target=self._pass, args=(client, server), daemon=True).start()
            self._pass(server, client)

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        is_counted = target is self._ends[1]
        with contextlib.suppress(OSError):
            # Small pieces, as a slow line would carry them.
            while piece := source.recv(_PIECE if is_counted else 65536):
                if is_counted and self.bytes_a_second:
                    time.sleep(len(piece) / self.bytes_a_second)
                self._flows.wait()
                target.sendall(piece)
                self.carried += len(piece) * is_counted
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)
