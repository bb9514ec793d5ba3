"""Serving with gunicorn: the port, the names the site answers to, the command line."""

import errno
import os
import socket
import sys
from pathlib import Path

from django.conf import settings

from sbjd.start import StartError

ANY = {"0.0.0.0", "::"}  # noqa: S104 - compared with, never bound to unasked


def claim(host, port):
    """A listening socket on `host` and `port`, held from now until gunicorn takes it over.

    Whoever calls early waits a moment instead of being turned away, and no other program can take the
    port while the database is being prepared.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError) as error:
        raise StartError(f"无法识别监听地址 {host}。") from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except PermissionError as error:
        listener.close()
        raise StartError(f"没有权限监听端口 {port}，请用 --port 指定 1024 以上的端口。") from error
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise StartError(f"端口 {port} 已被占用，请先停止占用它的程序，或用 --port 换一个。") from error
        raise StartError(f"无法监听 {host} 的端口 {port}：{error.strerror}。") from error
    return listener


def names(host):
    """The host names a browser may use for a site that listens on `host`: the local ones, the address
    itself, and for "every address" those this machine goes by."""
    own = ["127.0.0.1", "localhost", "[::1]"]
    if host not in ANY:
        return list(dict.fromkeys([*own, f"[{host}]" if ":" in host else host]))
    name = socket.gethostname()
    own.append(name.lower())
    try:
        for family, _, _, _, address in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM):
            own.append(f"[{address[0]}]" if family == socket.AF_INET6 else address[0])
    except OSError:
        # A machine that cannot look up its own name still has the others.
        pass
    return list(dict.fromkeys(own))


def address(host, port):
    """What to type into a browser on this machine."""
    shown = "127.0.0.1" if host in ANY else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"


def serve(listener, host):
    """Become gunicorn on `listener`. Does not return."""
    # Only where nobody said which names the site has: the address that was asked for is one of them.
    os.environ.setdefault("SBJD_HOSTS", ",".join(names(host)))
    command = [sys.executable, "-m", "gunicorn", "sbjd.wsgi:application"]
    command += ["--bind", f"fd://{listener.fileno()}", "--chdir", str(settings.BASE_DIR)]
    command += ["--workers", str(settings.WORKERS), "--threads", str(settings.THREADS)]
    # Loaded once before the workers fork: one start-up, one dictionary in shared memory.
    command += ["--preload", "--worker-class", "gthread", "--graceful-timeout", "10"]
    command += ["--log-level", "warning", "--no-control-socket"]
    if Path("/dev/shm").is_dir():  # noqa: S108 - a worker's heartbeat must not wait for a disk
        command += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108
    listener.set_inheritable(True)
    os.execv(sys.executable, command)  # noqa: S606 - no shell is wanted
