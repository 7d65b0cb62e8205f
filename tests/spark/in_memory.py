"""The rounds of resolution without Spark: rows as a list, so that thousands of small corpora can be tried."""

from __future__ import annotations

from collections import Counter, defaultdict

from docgraph.spark.rows import Row


class ListEngine:
    """Rows in one list; the order in which they come in is turned around, so that no round can rely on it."""

    def each(self, frame, work):
        return [made for row in reversed(frame) for made in work(row)]

    def together(self, frame, work):
        grouped = defaultdict(list)
        for row in reversed(frame):
            for key in row.keys:
                grouped[key].append(row._replace(keys=(key,)))
        made = []
        for key, rows in grouped.items():
            made += work(key, iter(sorted(rows, key=lambda row: (row.tag, row.document, row.mention))))
        return made

    def both(self, one, other):
        return [*one, *other]

    def tagged(self, frame, tag):
        return [row for row in frame if row.tag == tag]

    def without(self, frame, prefix):
        return [row._replace(keys=tuple(key for key in row.keys if not key.startswith(prefix))) for row in frame]

    def rare(self, frame, asks, prefix, most):
        wanted = {key for row in asks for key in row.keys if key.startswith(prefix)}
        found = [row._replace(keys=(key,)) for row in frame for key in row.keys if key in wanted]
        counts = Counter(row.keys for row in found)
        marks = [Row(keys, -1, "", 0, b"") for keys, count in counts.items() if count > most]
        return [row for row in found if counts[row.keys] <= most] + marks

    def hold(self, frame):
        return frame

    def some(self, frame):
        return bool(frame)
