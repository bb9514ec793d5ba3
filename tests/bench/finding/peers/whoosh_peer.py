"""Whoosh with jieba's analyzer, as its documentation shows it."""

import jieba
from jieba.analyse import ChineseAnalyzer
from whoosh import index
from whoosh.fields import NUMERIC, TEXT, Schema
from whoosh.qparser import MultifieldParser

from tests.bench.finding.peers.corpus import read_texts


def open_index(corpus, folder):
    """The search over the index in `folder`, which is made first if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    jieba.dt.tmp_dir = str(folder)  # not the folder that all users of the machine share
    analyzer = ChineseAnalyzer()
    schema = Schema(id=NUMERIC(stored=True), title=TEXT(analyzer, field_boost=3.0), body=TEXT(analyzer))
    if not index.exists_in(folder):
        made = index.create_in(folder, schema)
        writer = made.writer(limitmb=256)
        for number, title, body in read_texts(corpus):
            writer.add_document(id=number, title=title, body=body)
        writer.commit()
    found = index.open_dir(folder)
    searcher, parser = found.searcher(), MultifieldParser(["title", "body"], schema)

    def search(term):
        results = searcher.search(parser.parse(term), limit=20)
        return len(results), [hit["id"] for hit in results]

    return search
