"""What a reader of a page sees, read back from its HTML."""

from html.parser import HTMLParser

VOID = {"br", "img", "input", "link", "meta", "hr", "use", "rect", "path"}
BESIDE = {
    "notes", "mark", "doc-info", "tools-fold", "notice", "text-of", "source-note", "hit-bar", "print-end",
}  # fmt: skip


class PageReader(HTMLParser):
    """`text`: the words of the article without what stands beside the plan's own. `ids`, `links`: all of
    the page. `elements`: how many there are. `headings`: (level, words) in order."""

    def __init__(self, html):
        super().__init__()
        self.text, self.ids, self.links, self.headings, self.elements = "", [], [], [], 0
        self._stack = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.elements += 1
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values.get("href", ""))
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append([int(tag[1]), ""])
        if tag not in VOID:
            self._stack.append((tag, set((values.get("class") or "").split())))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self._stack.pop()[0] == tag

    def handle_data(self, data):
        classes = set().union(*(names for _, names in self._stack)) if self._stack else set()
        tags = [tag for tag, _ in self._stack]
        if "article" in tags and not classes & BESIDE:
            self.text += data
        if {"h1", "h2", "h3", "h4", "h5", "h6"} & set(tags) and "mark" not in classes:
            self.headings[-1][1] += data


def read_page(client, url, status=200):
    """The page at `url` as a `PageReader`."""
    response = client.get(url)
    assert response.status_code == status
    return PageReader(response.content.decode())


def words(text):
    """`text` without blanks and line endings."""
    return "".join(text.split())
