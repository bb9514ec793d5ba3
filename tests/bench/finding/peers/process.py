"""A peer in a process of its own, so that its memory and its libraries are not the site's.

    python -m tests.bench.finding.peers.process whoosh_peer <corpus file> <folder>

reads one JSON list of terms a line and answers each with {"seconds", "total", "first"} for every term.
"""

import importlib
import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


class Missing(Exception):
    """The peer's library is not installed; the message says which."""


class Peer:
    """The other side of such a process."""

    def __init__(self, module, corpus, folder, python=sys.executable):
        command = [python, "-m", __name__, module, str(corpus), str(folder)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        hello = self._answer()
        if hello.get("missing"):
            self.close()
            raise Missing(hello["missing"])
        self.built = hello["built"]

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise Missing("程序没有回答就结束了")
        return json.loads(line)

    def ask(self, terms):
        """[{"seconds", "total", "first"}] for every term: its first 20 by relevance and the exact total."""
        self.process.stdin.write(json.dumps(terms, ensure_ascii=False) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def close(self):
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def main(module, corpus, folder):
    write = sys.stdout
    sys.stdout = sys.stderr  # a library that chats must not be taken for an answer
    started = time.perf_counter()
    try:
        search = importlib.import_module(f"tests.bench.finding.peers.{module}").open_index(corpus, folder)
    except ModuleNotFoundError as error:
        write.write(json.dumps({"missing": str(error)}) + "\n")
        return
    write.write(json.dumps({"built": time.perf_counter() - started}) + "\n")
    write.flush()
    for line in sys.stdin:
        answers = []
        for term in json.loads(line):
            started = time.perf_counter()
            total, first = search(term)
            answers.append({"seconds": time.perf_counter() - started, "total": total, "first": first})
        write.write(json.dumps(answers) + "\n")
        write.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
