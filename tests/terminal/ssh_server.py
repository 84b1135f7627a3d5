"""An OpenSSH server of one test's own."""

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
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.terminal.relay import HOST, Relay
from tests.terminal.terminal import EMPTY, Terminal, command_of

ROOT = Path(__file__).parents[2]


_SECONDS = 20.0
"""Longest wait for the server, or for a process to end."""

_OF_ROOT = Path("/run/sshd")
"""A folder that a server of root has to find empty; its service makes it at each start."""


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
        known.write_text(f"[{HOST}]:{port} {(self._folder / 'host.pub').read_text()}")
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
        return ["ssh", "-F", "/dev/null", *words, *options, "-p", str(port), HOST, remote]

    def running(self, *words: str) -> str:
        """Give what runs `nn-tui` with these words there; see `ids`."""
        program = shlex.join(command_of(*words))
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
        with contextlib.suppress(OSError):
            program = self.ids[0]
            if f" {HOST} {self.port}\0".encode() in Path(f"/proc/{program}/environ").read_bytes():
                os.kill(program, signal.SIGKILL)

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
            ListenAddress {HOST}:{self.port}
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
        pytest.skip("terminals here are not of the group tty: only a server of root can make one")
    return program


def _has_group_of_terminals() -> bool:
    """Whether a new terminal has the group that the server would else have to give it."""
    try:
        expected = grp.getgrnam("tty").gr_gid
    except KeyError:
        return True
    ends = os.openpty()
    try:
        return Path(os.ttyname(ends[1])).stat().st_gid == expected
    finally:
        for end in ends:
            os.close(end)


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as found:
        return int(found.getsockname()[1])


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
