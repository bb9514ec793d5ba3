"""What a page may weigh. The numbers are written to the terminal, so that a run shows how far they are."""

import gzip

import pytest

from sbjd.compression import packed

# Weight does not depend on the database.
pytestmark = pytest.mark.backend("sqlite")

KILO = 1024
LIMITS = {"css": 15 * KILO, "js": 22 * KILO, "requests": 6, "nodes": 3500}
HTML = {
    "/": 30, "/plans/nanshan/": 60, "/plans/haidian/": 60, "/plans/haidian/?q=双创": 60, "/measures/": 30,
    "/measures/nanshan-m05/": 30, "/targets/": 30, "/matrix/": 30, "/search/?q=双创": 30,
    "/compare/?theme=ip&base=nanshan&base=haidian": 30,
}  # fmt: skip


@pytest.mark.parametrize("address", HTML)
def test_budget(live_site, page, address, pytestconfig, capsys):
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(live_site + address, wait_until="networkidle")
    bodies = [(answer.headers.get("content-type", ""), answer.body()) for answer in answers]
    assert not [
        kind for kind, _ in bodies if kind.startswith(("font/", "image/png", "image/jpeg", "image/gif"))
    ]

    def weight(kind, pack=gzip.compress):
        return sum(len(pack(body)) for content_type, body in bodies if kind in content_type)

    measured = {
        "html": weight("text/html", lambda body: packed(body, most_random=1)),
        "css": weight("css"),
        "js": weight("javascript"),
        "requests": len(answers),
        "nodes": page.evaluate("document.querySelectorAll('*').length"),
    }
    limits = {"html": HTML[address] * KILO, **LIMITS}
    line = "  ".join(f"{name} {value}/{limits[name]}" for name, value in measured.items())
    with capsys.disabled():
        pytestconfig.pluginmanager.get_plugin("terminalreporter").write_line(f"\nbudget {address}: {line}")
    assert {name: value for name, value in measured.items() if value > limits[name]} == {}
