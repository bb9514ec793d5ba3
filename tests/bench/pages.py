"""How fast pages appear and answer on a slow PC: CPU÷6, 5 Mbit/s with 20 ms of latency, an empty cache.

    .venv/bin/python -m tests.bench.pages [address …]

The site is set up in a folder of its own and served as in production; Chromium opens each page in two
widths, each time as a new visitor. Medians of five visits:

TTFB, LCP   first byte and largest contentful paint, in milliseconds
CLS         layout shift while loading and scrolling
INP         the slowest answer to the interactions named below, in milliseconds
CPU         what the page cost the renderer's main thread until it had loaded, in milliseconds of this
            machine's CPU without slowing down: other programs delay it but do not add to it, so it can be
            compared between two busy runs

/healthz is two letters: what it costs, every page costs. Other load on the machine lengthens all but CLS and
CPU.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from tests.chromium import CHROMIUM, CHROMIUM_FLAGS

VISITS = 5
SLOWER = 6
NETWORK = {"offline": False, "latency": 20, "downloadThroughput": 625_000, "uploadThroughput": 625_000}
WIDTHS = ({"width": 1366, "height": 600}, {"width": 390, "height": 844})
READING = ("[data-show=notes]", "[data-size=l]", ".toc summary", ".tools-fold summary")
LIST = (
    "#filters-fold > summary",
    "#facet-base input",
    "#facet-task summary",
    ".result-tick",
    "th .sort-link",
)
INTERACTIONS = {
    "/healthz": (),
    "/": (),
    "/plans/haidian/": READING,
    "/plans/haidian/?q=双创": (*READING, "[data-step='1']"),
    "/measures/": LIST,
    "/measures/haidian-m2.5/": (".site-menu summary", "[data-cite]"),
    "/targets/": LIST,
    "/matrix/": (".matrix input", ".site-menu summary"),
    "/compare/?theme=ip&base=nanshan&base=haidian": (".site-menu summary",),
}
OBSERVE = """
window.seen = {lcp: 0, cls: 0, inp: 0};
new PerformanceObserver(list => list.getEntries().forEach(one => { seen.lcp = one.startTime; }))
    .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(one => {
    if (!one.hadRecentInput) { seen.cls += one.value; } })).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(one => {
    if (one.interactionId) { seen.inp = Math.max(seen.inp, one.duration); }
})).observe({type: 'event', durationThreshold: 16, buffered: true});
"""
TTFB = "performance.getEntriesByType('navigation')[0].responseStart"
TRACED = ["toplevel", "devtools.timeline"]
# The bars of the browser itself are in its window; what they push out of it is never presented, and an
# interaction there would count until something else on the page moves.
WINDOW = {"width": 1600, "height": 1200}
SETTLED = "new Promise(done => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 50)), 350))"


def main(addresses):
    """Print a line for each page and width."""
    write = sys.stdout.write
    write(f"{'page':<48}{'width':>6}{'TTFB':>7}{'LCP':>7}{'CLS':>8}{'INP':>6}{'CPU':>6}\n")
    with tempfile.TemporaryDirectory() as folder, Site(folder) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        for address in addresses:
            visit(browser, site + address, WIDTHS[0], 1)  # the server's first answer is not the page's
            for window in WIDTHS:
                visits = [visit(browser, site + address, window, SLOWER) for _ in range(VISITS)]
                ttfb, lcp, cls, inp = (statistics.median(values) for values in zip(*visits, strict=True))
                cpu = statistics.median(cost(browser, site + address, window) for _ in range(VISITS))
                write(
                    f"{address:<48}{window['width']:>6}{ttfb:>7.0f}{lcp:>7.0f}{cls:>8.3f}{inp:>6.0f}{cpu:>6.0f}\n"
                )
                sys.stdout.flush()
        browser.close()


class Site:
    """The site in `folder`, served by gunicorn on a free port while the block runs; its address."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {**os.environ, "SBJD_DATA_DIR": str(Path(folder, "data"))}
        self.password = str(Path(folder, "password"))

    def __enter__(self):
        command = [sys.executable, "manage.py", "quickstart", "--admin-password-file", self.password]
        self._served = subprocess.Popen(
            [*command, "--port", str(self.port)], env=self.environment, stdout=subprocess.DEVNULL
        )
        address = f"http://127.0.0.1:{self.port}"
        while True:
            try:
                with urlopen(f"{address}/healthz", timeout=5) as answer:  # noqa: S310 - this very machine
                    if answer.read() == b"ok":
                        return address
            except OSError:
                if self._served.poll() is not None:
                    raise
                time.sleep(0.2)

    def __exit__(self, *error):
        self._served.terminate()
        self._served.wait()


def visit(browser, url, window, slower):
    """One visit of a new visitor: TTFB, LCP, CLS, INP."""
    with browser.new_context(viewport=window, locale="zh-CN") as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        own = session.send("Browser.getWindowForTarget")["windowId"]
        session.send("Browser.setWindowBounds", {"windowId": own, "bounds": WINDOW})
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.add_init_script(OBSERVE)
        page.goto(url, wait_until="load", timeout=120_000)
        page.evaluate(SETTLED)
        ttfb, lcp = page.evaluate(TTFB), page.evaluate("seen.lcp")
        page.mouse.move(window["width"] / 2, window["height"] / 2)
        for way in (1500, 1500, 1500, -9000):
            page.mouse.wheel(0, way)
            page.evaluate(SETTLED)
        cls = page.evaluate("seen.cls")
        path = url.partition("//")[2].partition("/")[2]
        for selector in INTERACTIONS.get(f"/{path}", ()):
            interact(page, selector)
        return ttfb, lcp, cls, page.evaluate("seen.inp")


def interact(page, selector):
    """Click the first one that is there to be clicked, and wait until the page is still again."""
    first = page.locator(selector).first
    if first.count() and first.is_visible():
        first.click(timeout=120_000)
        page.evaluate(SETTLED)


def cost(browser, url, window):
    """The CPU milliseconds of the main thread until the page has loaded and been painted."""
    with browser.new_context(viewport=window, locale="zh-CN") as context:
        page = context.new_page()
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            browser.start_tracing(page=page, path=file.name, categories=TRACED)
            page.goto(url, wait_until="load", timeout=120_000)
            page.evaluate(SETTLED)
            browser.stop_tracing()
            return main_thread(json.loads(Path(file.name).read_bytes())["traceEvents"], page.url)


def main_thread(events, url):
    """Milliseconds of CPU in the tasks of the thread that parsed the page; the browser has other threads
    of the same name."""
    threads = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "ParseHTML" and one.get("args", {}).get("beginData", {}).get("url") == url
    }
    tasks = [
        one.get("tdur", 0)
        for one in events
        if one["name"].endswith("RunTask") and one["ph"] == "X" and (one["pid"], one["tid"]) in threads
    ]
    return sum(tasks) / 1000


if __name__ == "__main__":
    main(sys.argv[1:] or INTERACTIONS)
