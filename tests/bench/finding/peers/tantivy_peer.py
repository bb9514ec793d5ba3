"""tantivy on the site's own tokens: a phrase of overlapping pairs, ranked by BM25."""

import tantivy

from sbjd.search.tokens import tokens
from tests.bench.finding.peers.corpus import read_texts


def open_index(corpus, folder):
    """The search over the index in `folder`, which is made first if it is not there."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    schema = builder.build()
    ready = folder / "ready"
    folder.mkdir(parents=True, exist_ok=True)
    found = tantivy.Index(schema, path=str(folder))
    if not ready.exists():
        writer = found.writer(heap_size=256_000_000, num_threads=1)
        writer.delete_all_documents()
        for number, title, body in read_texts(corpus):
            words = " ".join(tokens(f"{title}\n{body}"))
            writer.add_document(tantivy.Document(id=number, words=words))
        writer.commit()
        writer.wait_merging_threads()
        found.reload()
        ready.touch()
    searcher = found.searcher()

    def search(term):
        said = tokens(term)
        if len(said) > 1:
            # The last unit of a term is in the text the first half of a pair, whatever follows.
            parts = [(place, word) for place, word in enumerate(said[:-1])]
            query = (
                tantivy.Query.phrase_query(schema, "words", parts)
                if len(parts) > 1
                else tantivy.Query.term_query(schema, "words", parts[0][1])
            )
        else:
            query = tantivy.Query.regex_query(schema, "words", f"{said[0]}.*")
        result = searcher.search(query, limit=20, count=True)
        return result.count, [searcher.doc(address)["id"][0] for _, address in result.hits]

    return search
