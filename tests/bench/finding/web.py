"""Servers in processes of their own, and visitors with connections that stay open."""

import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from tests.bench.finding.peers.process import ROOT, Missing
from tests.bench.finding.timing import clock

PATIENCE = 120
EMPTY = "admin/bench-empty/"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def serving(command, port, environment, log):
    """A server while the block runs; gives its process. Raises Missing when it does not come up."""
    with Path(log).open("wb") as output:
        surroundings = {**os.environ, **environment}
        process = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=output, stderr=output)
        try:
            limit = time.monotonic() + PATIENCE
            while True:
                if process.poll() is not None or time.monotonic() > limit:
                    raise Missing(f"服务没有启动：{Path(log).read_text(errors='replace')[-300:]}")
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.2)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def our_site(environment, log):
    """The site by gunicorn as in production, with one worker; gives (port, process of the master)."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "sbjd.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "1", "--threads", "4", "--preload", "--worker-class", "gthread"]
    command += ["--log-level", "warning", "--no-control-socket", "--keep-alive", "30"]
    chosen = {**environment, "DJANGO_SETTINGS_MODULE": "tests.bench.finding.site_settings"}
    chosen["SBJD_SECRET_KEY"] = secrets.token_urlsafe(64)
    with serving(command, port, chosen, log) as process:
        yield port, process


@contextmanager
def datasette(python, file, log):
    """Datasette over a file that nobody changes, with all the time it wants; gives its port."""
    port = free_port()
    command = [python, "-m", "datasette", "serve", "-i", str(file), "--port", str(port)]
    for name, value in (
        ("sql_time_limit_ms", 600_000), ("facet_time_limit_ms", 600_000), ("suggest_facets", "off"),
        ("facet_suggest_time_limit_ms", 1), ("default_facet_size", 300), ("max_returned_rows", 1000),
    ):  # fmt: skip
        command += ["--setting", name, str(value)]
    with serving(command, port, {}, log):
        yield port


class Visitor:
    """One connection that stays open."""

    def __init__(self, port):
        self.port, self.socket = port, None

    def get(self, path, headers=""):
        """(status, {header in small letters: value}, body's bytes) of one page, asked for as a browser
        does; `headers` are more lines, each ending in \\r\\n."""
        self._connect()
        about = f"Host: 127.0.0.1:{self.port}\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\n"
        self.socket.sendall(f"GET {path} HTTP/1.1\r\n{about}{headers}\r\n".encode())
        return self._answer()

    def _connect(self):
        """Open the connection, or another one if the server has closed it meanwhile."""
        if self.socket is not None and select.select([self.socket], [], [], 0)[0]:
            self.close()
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), 600)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _answer(self):
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        fields = _fields(data[:end])
        status, body = int(data[9:12]), data[end + 4 :]
        if fields.get("transfer-encoding") == "chunked":
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more()
        else:
            while status != 304 and len(body) < int(fields.get("content-length", 0)):
                body += self._more()
        if fields.get("connection", "").lower() == "close":
            self.close()
        return status, fields, body

    def _more(self):
        data = self.socket.recv(262_144)
        if not data:
            raise ConnectionError("the server closed the connection in the middle of an answer")
        return data

    def etag(self, path):
        """The ETag of a page; "" for none."""
        return self.get(path)[1].get("etag", "")

    def close(self):
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def _fields(head):
    pairs = (line.partition(":") for line in head.decode("latin-1").split("\r\n")[1:])
    return {name.lower(): value.strip() for name, _, value in pairs}


def rate(port, requests, seconds=1.0, visitors=2):
    """Requests a second that so many visitors together get answered; each takes the next of `requests`, an
    endless iterator of (path, headers, status). Raises AssertionError for another status."""
    counts, wrong = [0] * visitors, []
    limit = clock() + seconds

    def visit(number):
        visitor = Visitor(port)
        while clock() < limit:
            path, headers, expected = next(requests)
            status = visitor.get(path, headers)[0]
            if status != expected:
                wrong.append(f"{path}: {status}")
                break
            counts[number] += 1
        visitor.close()

    started = clock()
    threads = [threading.Thread(target=visit, args=(number,)) for number in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong
    return sum(counts) / (clock() - started)
