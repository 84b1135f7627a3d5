"""An OpenSSH server of one test's own, and the line to it, which can be slow or go silent."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.terminal.terminal import EMPTY, Terminal

ROOT = Path(__file__).parents[2]

_HOST = "127.0.0.1"

_SECONDS = 20.0
"""Longest wait for the server, or for a process to end."""

_OF_ROOT = Path("/run/sshd")
"""A folder that a server of root has to find empty; its service makes it at each start."""

_PIECE = 128
"""Bytes that a line carries at once to the client."""


class Server:
    """A server that lets its own user in by a throw-away key, and knows nobody else."""

    def __init__(self, folder: Path, environ: Mapping[str, str], alive: int) -> None:
        self._alive = alive
        self._program = _server_program()
        self._folder = folder
        self._ids = folder / "ids"
        for name in ("host", "user"):
            _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name))
        self.port = 0
        """Where it listens."""
        self._process = self._started(environ)

    def command(self, port: int, options: Sequence[str], remote: str) -> list[str]:
        """Give what connects to the server, by the port of a line to it, and runs something."""
        known = self._folder / f"known_hosts-{port}"
        known.write_text(f"[{_HOST}]:{port} {(self._folder / 'host.pub').read_text()}")
        settings = {
            "UserKnownHostsFile": str(known),
            "GlobalKnownHostsFile": "/dev/null",
            "StrictHostKeyChecking": "yes",
            "IdentityFile": str(self._folder / "user"),
            "IdentitiesOnly": "yes",
            "IdentityAgent": "none",
            "BatchMode": "yes",
            "SendEnv": "LANG LC_*",
        }
        words = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]
        return ["ssh", "-F", "/dev/null", *words, *options, "-p", str(port), _HOST, remote]

    def running(self, *words: str) -> str:
        """Give what runs `nn-tui` with these words there; see `ids`."""
        program = shlex.join([sys.executable, "-m", "nn_tui", *words])
        return f"echo $$ $PPID >{shlex.quote(str(self._ids))}; exec {program}"

    @property
    def ids(self) -> tuple[int, int]:
        """Processes of the program that was run last, and of the server's end of its line."""
        program, line = map(int, self._ids.read_text().split())
        return program, line

    def close(self) -> None:
        """End the server, and the last program, should that have been left behind."""
        self._process.terminate()
        self._process.wait(_SECONDS)
        if self._ids.exists():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.ids[0], signal.SIGKILL)

    def _started(self, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """Start it on a port that is free, also when another takes the first one that was."""
        for _ in range(5):
            self.port = _free_port()
            process = self._start(environ)
            deadline = time.monotonic() + _SECONDS
            while process.poll() is None and time.monotonic() < deadline:
                if "Server listening" in self._log:
                    return process
                time.sleep(0.01)
            process.kill()
            process.wait()
        raise AssertionError(f"the SSH server does not start: {self._log}")

    def _start(self, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
        if os.geteuid() == 0:
            _OF_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)
        folder, config = self._folder, self._folder / "sshd_config"
        set_there = " ".join(f'"{name}={value}"' for name, value in environ.items())
        config.write_text(f"""
            ListenAddress {_HOST}:{self.port}
            HostKey {folder / "host"}
            AuthorizedKeysFile {folder / "user.pub"}
            AllowUsers {pwd.getpwuid(os.geteuid()).pw_name}
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM no
            StrictModes no
            PermitUserRC no
            PidFile none
            PrintMotd no
            PrintLastLog no
            AcceptEnv LANG LC_*
            SetEnv {set_there}
            ClientAliveInterval {self._alive}
            ClientAliveCountMax 1
        """)
        with (folder / "log").open("wb") as log:
            return subprocess.Popen(
                [self._program, "-D", "-e", "-f", str(config)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    @property
    def _log(self) -> str:
        return (self._folder / "log").read_text(errors="replace")


class Relay:
    """A line to a server, of one connection."""

    def __init__(self, port: int, bytes_a_second: int = 0) -> None:
        self._to = port
        self.bytes_a_second = bytes_a_second
        """What it carries to the client at most; 0: all there is."""
        self._flows = threading.Event()
        self._flows.set()
        self._listening = socket.create_server((_HOST, 0))
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
            server = socket.create_connection((_HOST, self._to))
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


@contextmanager
def serving(folder: Path, environ: Mapping[str, str], alive: int = 0) -> Iterator[Server]:
    """Run a server.

    Args:
        folder: Where it has its files.
        environ: What its sessions have in their environment.
        alive: Seconds of silence after which it asks whether the client is there; 0: never.
    """
    with closing(Server(folder, environ, alive)) as server:
        yield server


@contextmanager
def connected(
    server: Server,
    remote: str,
    relay: Relay | None = None,
    environ: Mapping[str, str] = EMPTY,
) -> Iterator[Terminal]:
    """Run something over SSH, in a terminal at either end."""
    port = server.port if relay is None else relay.port
    command = server.command(port, ["-tt"], remote)
    with closing(Terminal(command, 80, 24, "", environ)) as terminal:
        yield terminal


def wait_until_gone(pid: int, seconds: float = _SECONDS) -> None:
    """Wait until a process has ended, not longer than that."""
    deadline = time.monotonic() + seconds
    while _is_there(pid):
        assert time.monotonic() < deadline, f"process {pid} is still there"
        time.sleep(0.02)


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # One that has ended stays until somebody asks for its exit code, and nobody may.
    state = Path(f"/proc/{pid}/stat")
    try:
        return ") Z" not in state.read_text() if Path("/proc/self/stat").exists() else True
    except OSError:
        return False


def _server_program() -> str:
    """Find the server; it wants to be called by its whole path."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    program = shutil.which("sshd", path=path)
    if program is None or shutil.which("ssh") is None:
        pytest.skip("no OpenSSH: install openssh-server and openssh-client")
    if os.geteuid() != 0 and not _has_group_of_terminals():
        pytest.skip(
            "terminals here are not of the group tty: an SSH server of root alone makes any"
        )
    return program


def _has_group_of_terminals() -> bool:
    """Whether a new terminal has the group that the server would else have to give it."""
    try:
        expected = grp.getgrnam("tty").gr_gid
    except KeyError:
        return True
    ends = os.openpty()
    try:
        return os.stat(os.ttyname(ends[1])).st_gid == expected
    finally:
        for end in ends:
            os.close(end)


def _free_port() -> int:
    with socket.create_server((_HOST, 0)) as found:
        return int(found.getsockname()[1])


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
