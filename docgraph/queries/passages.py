"""Places of texts: what proves an edge, which passages cite a directive, how it is written, what stays general."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from docgraph.agencies import find_agency
from docgraph.agencies.model import ANYWHERE, Agency
from docgraph.graph.attributes import SUBMITTED_TO
from docgraph.graph.places import ADDRESSEE, ANAPHORIC, GENERIC, RECIPIENT
from docgraph.queries.address_lists import addressed
from docgraph.queries.answer import Answer, Row
from docgraph.queries.cascade_model import Evidence
from docgraph.queries.descent import evidence_of
from docgraph.queries.proofs import own_text, places, proof, written

if TYPE_CHECKING:
    from docgraph.directives.directive import Directive
    from docgraph.graph.directive_graph import DirectiveGraph

_ROLES: Final = {ADDRESSEE: "addressed", RECIPIENT: "copy"}


def _at(evidence: Evidence) -> str:
    return f"{evidence.start}-{evidence.end}"


def _named(evidence: Evidence) -> Evidence:
    """Return the place of the reference inside a sentence."""
    if evidence.highlight is None:
        return evidence
    start, end = evidence.highlight
    return Evidence(evidence.source, evidence.start + start, evidence.start + end, evidence.text[start:end])


def evidence(graph: DirectiveGraph, directive: Directive) -> Answer:
    """Return each relation of a directive with every sentence that proves it, one sentence a row."""
    rows = [
        Row((role, str(edge.relation), other.label, written(other), sentence.source, _at(sentence)), (sentence,))
        for role, edges in (("cites", graph.cited(directive.key)), ("cited by", graph.citing(directive.key)))
        for edge in edges
        for other in (graph.directive(edge.cited if role == "cites" else edge.citing),)
        for sentence in evidence_of(edge)
    ]
    columns = ("role", "relation", "document", "date", "source", "place")
    return Answer("evidence", f"What proves the relations of {directive.label}", columns, tuple(rows))


def passages(graph: DirectiveGraph, directive: Directive) -> Answer:
    """Return the passages that cite a directive, each once, in the order of files and places."""
    found: dict[tuple[str, int, int], tuple[Evidence, str, set[str]]] = {}
    for edge in graph.citing(directive.key):
        for sentence in evidence_of(edge):
            place = (sentence.source, sentence.start, sentence.end)
            found.setdefault(place, (sentence, edge.citing, set()))[2].add(str(edge.relation))
    rows = tuple(
        Row((graph.directive(citing).label, sentence.source, _at(sentence), ", ".join(sorted(relations))), (sentence,))
        for sentence, citing, relations in (found[place] for place in sorted(found))
    )
    columns = ("document", "source", "place", "relation")
    note = f"{len(rows)} passages in {len({row.values[1] for row in rows})} files."
    return Answer("passages", f"Passages that cite {directive.label}", columns, rows, note)


def rests_on(graph: DirectiveGraph, source: str, start: int = 0, end: int | None = None) -> Answer:
    """Return the directives that a passage of a file cites: those named between two places of its text.

    This leads a retrieved passage to the directives that it rests on.
    """
    found: dict[tuple[int, str], tuple[Evidence, set[str]]] = {}
    for edge in graph.edges():
        for sentence in evidence_of(edge):
            named = _named(sentence)
            if sentence.source == source and named.end > start and (end is None or named.start < end):
                found.setdefault((named.start, edge.cited), (sentence, set()))[1].add(str(edge.relation))
    rows = []
    for place, cited in sorted(found):
        sentence, relations = found[place, cited]
        one = graph.directive(cited)
        named = _named(sentence)
        values = (one.label, written(one), one.body_name, ", ".join(sorted(relations)), named.text, _at(named))
        rows.append(Row(values, (sentence,)))
    columns = ("document", "date", "issuer", "relation", "wording", "place")
    caption = f"What {source}, {start} to {end if end is not None else 'its end'}, rests on"
    return Answer("rests-on", caption, columns, tuple(rows), f"{len({cited for _, cited in found})} directives.")


def spellings(graph: DirectiveGraph, directive: Directive) -> Answer:
    """Return the wordings under which a directive is cited, the most frequent first: all are one node."""
    found: dict[str, dict[tuple[str, int, int], Evidence]] = defaultdict(dict)
    for edge in graph.citing(directive.key):
        for sentence in evidence_of(edge):
            named = _named(sentence)
            words = " ".join(named.text.split())
            found[words].setdefault((named.source, named.start, named.end), sentence)
    rows = []
    for words in sorted(found, key=lambda words: (-len(found[words]), words)):
        sentences = [found[words][place] for place in sorted(found[words])]
        rows.append(Row((words, len(sentences), len({one.source for one in sentences})), tuple(sentences)))
    columns = ("wording", "places", "documents")
    note = f"{len(rows)} wordings, one node: {directive.key}"
    return Answer("spellings", f"How {directive.label} is written", columns, tuple(rows), note)


def anaphora(graph: DirectiveGraph, directive: Directive | None = None) -> Answer:
    """Return mentions that repeat another or name their own document ("Kế hoạch này"), with what they stand for.

    With a directive, only those that stand for it.
    """
    rows = []
    for place in places(graph, ANAPHORIC):
        key = place["directive"]
        if directive is not None and key != directive.key:
            continue
        meant = graph.directive(key) if key is not None and key in graph else None
        role = "open" if meant is None else "itself" if key == place["document"] else "another"
        values = (" ".join(place["text"].split()), role, meant.label if meant else None, place["source"])
        rows.append(Row((*values, f"{place['start']}-{place['end']}"), (proof(place),)))
    known = sum(row.values[1] != "open" for row in rows)
    columns = ("wording", "role", "document", "source", "place")
    note = f"{known} of {len(rows)} mentions lead to a document."
    return Answer("anaphora", "Mentions without a number of their own", columns, tuple(rows), note)


def generic(graph: DirectiveGraph, type_name: str | None = None) -> Answer:
    """Return the documents that cite in general terms ("các văn bản chỉ đạo của …"), the least specific first."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for place in places(graph, GENERIC):
        found[place["document"]].append(proof(place))
    rows, nothing, read = [], 0, 0
    for directive in graph.directives():
        if not directive.in_corpus or (type_name is not None and directive.type != type_name):
            continue
        read += 1
        specific = len({edge.cited for edge in graph.cited(directive.key)})
        general = found.get(directive.key, [])
        nothing += not specific
        if general or not specific:
            values = (directive.label, directive.body_name, len(general), specific)
            rows.append(Row((*values, directive.sources[0]), tuple(general) or own_text(graph, directive.key)[:1]))
    rows.sort(key=lambda row: (int(row.values[3] or 0), -int(row.values[2] or 0), str(row.values[0])))
    columns = ("document", "issuer", "generic", "specific", "source")
    note = f"Of {read} documents read, {len(rows)} cite in general terms or not at all; {nothing} name no directive."
    return Answer("generic", "Documents that cite in general terms", columns, tuple(rows), note)


def _is_known(agency: Agency) -> bool:
    return agency.code is not None and not agency.territory.startswith(ANYWHERE)


def recipients(graph: DirectiveGraph, directive: Directive) -> Answer:
    """Return whom a document addresses, who gets copies, and whom it is to be reported to."""
    rows = []
    on = directive.date.earliest() if directive.date else None
    kept = {(place["kind"], place["text"]): proof(place) for place in places(graph, *_ROLES, document=directive.key)}
    for kind, entries in ((ADDRESSEE, directive.addressees), (RECIPIENT, directive.recipients)):
        for words in entries:
            sentence = kept.get((kind, words))
            bodies = tuple(addressed(words, directive.province, on))
            whole = () if bodies else (find_agency(words, directive.province, on),)
            names = [one.name for one in (*bodies, *whole) if one is not None and _is_known(one)]
            rows += [Row((_ROLES[kind], words, name), (sentence,) if sentence else ()) for name in (names or [None])]
    for _, agency, key in graph.nx.out_edges(directive.key, keys=True):
        if key == SUBMITTED_TO:
            name = graph.nx.nodes[agency]["label"]
            rows.append(Row(("reported to", directive.submitted_to, name), own_text(graph, directive.key)[:1]))
    note = None if directive.in_corpus else "Its own text is not in the corpus, so its recipients are not known."
    columns = ("role", "wording", "agency")
    return Answer("recipients", f"Who receives {directive.label}", columns, tuple(rows), note)
