"""Write docs/questions.md: the questions that users ask, each with its call, its command and its output.

Run from the checkout: ``python docs/make_questions.py``.  The output is what the command prints for the sample corpus.
"""

# ruff: noqa: INP001, E501 - a script beside the page; its strings are lines of that page
from __future__ import annotations

import os
import shlex
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import field, frozen
from click.testing import CliRunner

from docgraph.cli import main
from docgraph.documents.parsing import parse_document
from docgraph.exchange.node_link import write_graph
from docgraph.graph import build_graph
from docgraph.sample import sample_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE: Final = Path(__file__).with_name("questions.md")
LONGEST: Final = 26
"""Lines of an output that are shown."""
WIDEST: Final = 180
"""Characters of a line that are shown."""

GENERAL_REPORT: Final = """SỞ Y TẾ TỈNH QUẢNG NGÃI

BÁO CÁO
Kết quả thực hiện nhiệm vụ năm 2024

Thực hiện các văn bản chỉ đạo của Chính phủ và các Nghị quyết của Hội đồng nhân dân tỉnh, Sở Y tế đã triển khai đầy đủ.

GIÁM ĐỐC

Trần Văn Nam
"""


@frozen
class Question:
    """One section: what is asked, how, and what is to be known of the answer."""

    title: str
    call: str
    command: str
    remarks: str = ""
    more: tuple[str, ...] = field(default=())  # further commands of the same section


QUESTIONS: Final = (
    Question(
        "Which agencies answered a decision, with which document, how many days later?",
        'graph.responses(graph.find("512/QĐ-UBND"))',
        'docgraph responses sample.json "512/QĐ-UBND"',
        "Counted by level, province, field, branch, month or type with `docgraph ask counts`.",
        ('docgraph ask counts sample.json "2468/QĐ-TTg" --by level --by province',),
    ),
    Question(
        "Which agencies have not answered it?",
        'from docgraph.queries.coverage import silent\nsilent(graph, graph.find("1066/SNV-CCHC"))',
        'docgraph ask silent sample.json "1066/SNV-CCHC"',
        "Expected are the addressees and recipients of the directive's own text; classes such as “các sở, ban, ngành” "
        "stand for their members on the day of the directive. Your own list counts instead with `--expected`. "
        "What the registry cannot count - it lists no districts and communes - is named below the table.",
    ),
    Question(
        "Which reports were sent in reply to a letter, which are missing, which are late?",
        'from docgraph.queries.coverage import coverage, late\ncoverage(graph, graph.find("1066/SNV-CCHC"))',
        'docgraph ask coverage sample.json "1066/SNV-CCHC"',
        "The day comes from the letter's own text. “Trước ngày 10/10/2024” leaves until the 9th; “cannot be told” is an "
        "answer without a date. `docgraph ask late` shows the late ones alone, `docgraph ask deadlines` every time limit.",
        (
            'docgraph ask late sample.json "215/KH-UBND" --province "Bắc Giang"',
            'docgraph ask deadlines sample.json "2954/UBND-KSTT"',
        ),
    ),
    Question(
        "Which directives does one report say it carries out, by level?",
        'from docgraph.queries.citations import carries_out\ncarries_out(graph, graph.find("198/BC-UBND"))',
        'docgraph ask carries-out sample.json "198/BC-UBND"',
    ),
    Question(
        "What is the whole cascade under a central decision?",
        'graph.cascade("2468/QĐ-TTg").write_html("cascade.html")',
        'docgraph cascade sample.json "2468/QĐ-TTg" --depth 2',
        "With `-o cascade.html` it becomes one page that needs no network.",
    ),
    Question(
        "How long does it take from the centre to province, department and commune?",
        'from docgraph.queries.summaries import delays\ndelays(graph, by=("level", "province"))',
        'docgraph ask delays sample.json "2468/QĐ-TTg" --by level --by province',
        "Without a directive, over all central directives. `--by field` counts by kind of department.",
        ('docgraph ask delays sample.json "2468/QĐ-TTg" --by field',),
    ),
    Question(
        "At which level do cascades stop?",
        "from docgraph.queries.summaries import stops\nstops(graph)",
        'docgraph ask stops sample.json "2468/QĐ-TTg"',
        "A corpus shows only what it holds: a document that is carried further in a text outside of it counts as an end.",
    ),
    Question(
        "Do Party conclusions come before the state's decisions on a subject, and how often are both cited?",
        "from docgraph.queries.citations import party_first\nparty_first(graph)",
        "docgraph ask party-first sample.json",
        "The subject is not read; two documents count as one subject where one cites the other or a third carries out both.",
    ),
    Question(
        "Which documents do all reports on a subject cite, and which only one?",
        'from docgraph.queries.citations import core\ncore(graph, graph.find("2468/QĐ-TTg"), share=0.4)',
        'docgraph ask core sample.json "2468/QĐ-TTg" --share 0.4',
        "What is cited together: `docgraph ask together`.",
        ("docgraph ask together sample.json --least 4",),
    ),
    Question(
        "Which body drafted what for which other?",
        "from docgraph.queries.acts import drafting\ndrafting(graph)",
        "docgraph ask drafting sample.json",
    ),
    Question(
        "What was supervised, by whom, and whose act was it?",
        "from docgraph.queries.acts import supervision\nsupervision(graph)",
        "docgraph ask supervision sample.json",
    ),
    Question(
        "Which sentence, at which place, proves each relation?",
        'from docgraph.queries.passages import evidence\nevidence(graph, graph.find("415-KL/TU"))',
        'docgraph ask evidence sample.json "415-KL/TU"',
        "Every other answer carries its sentences too; `--format json` has all of them.",
    ),
    Question(
        "Which citations look wrong?",
        "from docgraph.queries import audit\naudit(graph)",
        "docgraph audit sample.json",
    ),
    Question(
        "Does my draft cite a document that is repealed or replaced?",
        "import datetime as dt\nfrom docgraph.queries.acts import validity\n"
        'validity(graph, graph.find("1298/KH-STTTT"), on=dt.date(2025, 12, 31))',
        'docgraph ask validity sample.json "1298/KH-STTTT" --on 2025-12-31',
        "Answered as far as the corpus goes: it knows a repeal only where the repealing document was read. The status of "
        "laws and decrees has to come from a public database, which docgraph does not ask.",
    ),
    Question(
        "Are citations in full at first and short afterwards?",
        'from docgraph.queries.style import style\nstyle(graph, graph.find("198/BC-UBND"))',
        'docgraph ask style sample.json "198/BC-UBND"',
        "In part: date and issuing body of the first citation, length of later ones, laws by number in a legal basis. "
        "Titles (trích yếu) and capitals are not checked.",
    ),
    Question(
        "How do other programs get the graph, with stable identifiers?",
        'from docgraph.exchange.forms import write_form\nwrite_form(graph, "turtle", "sample.ttl")',
        "docgraph export sample.json --format turtle -o sample.ttl",
        "Forms: json, graphml, gexf, csv, parquet, jsonld, turtle, cypher, neo4j, annotations. Identifiers are the canonical "
        "key and, where body, type and number are known, the URN:LEX name (RFC 9676).",
    ),
    Question(
        "What does a passage rest on, and which passages cite a directive?",
        "from docgraph.queries.passages import passages, rests_on\n"
        'rests_on(graph, "17-bao-cao-198-ubnd-quang-ngai.txt", 500, 800)',
        "docgraph ask rests-on sample.json 17-bao-cao-198-ubnd-quang-ngai.txt --start 500 --end 800",
        "From a retrieved passage to its directives, and back.",
        ('docgraph ask passages sample.json "415-KL/TU"',),
    ),
    Question(
        "What do “Kế hoạch này”, “Quyết định nói trên” and short forms stand for?",
        'from docgraph.queries.passages import anaphora\nanaphora(graph, graph.find("2468/QĐ-TTg"))',
        'docgraph ask anaphora sample.json "2468/QĐ-TTg"',
        "In a single text, `docgraph extract` gives the same for each reference (`form`: `anaphoric`, with `document`).",
    ),
    Question(
        "Is a document that is cited in several spellings one node?",
        'from docgraph.queries.passages import spellings\nspellings(graph, graph.find("2468/QĐ-TTg"))',
        'docgraph ask spellings sample.json "2468/QĐ-TTg"',
    ),
    Question(
        "What became of bodies after 01/7/2025?",
        "import datetime as dt\nfrom docgraph.queries.succession import as_of, succession\n"
        "succession(graph, dt.date(2025, 7, 2))",
        "docgraph ask succession sample.json --on 2025-07-02",
        "With a directive, its responses under the bodies of that day: a predecessor's count as its heir's. Districts ended "
        "without one successor, and none is made up.",
        ('docgraph ask succession sample.json "1742/KH-UBND" --on 2025-07-02',),
    ),
    Question(
        "Who must receive a report, and who got copies?",
        'from docgraph.queries.passages import recipients\nrecipients(graph, graph.find("1187/BC-STTTT"))',
        'docgraph ask recipients sample.json "1187/BC-STTTT"',
    ),
    Question(
        "Which reports claim only general compliance and cite nothing specific?",
        "from docgraph.queries.passages import generic\ngeneric(graph)",
        "docgraph ask generic with-a-general-report.json",
        "No document of the sample does; a report of one sentence (“Thực hiện các văn bản chỉ đạo của Chính phủ …”) was "
        "added for this section.",
    ),
    Question(
        "How did two provinces answer the same central decision?",
        "from docgraph.queries.comparison import provinces\n"
        'provinces(graph, graph.find("2468/QĐ-TTg"), "Quảng Ngãi", "Bắc Giang")',
        'docgraph ask provinces sample.json "2468/QĐ-TTg" "Quảng Ngãi" "Bắc Giang"',
    ),
    Question(
        "What changed between last year's and this year's reports?",
        'from docgraph.queries.comparison import difference\ndifference(dg.read_graph("2024.json"), dg.read_graph("2025.json"))',
        "docgraph ask difference 2024.json 2025.json",
        "`2024.json` is built from the sample's documents of 2024, `2025.json` from those of 2025. `--all` also lists what is "
        "repeated.",
    ),
    Question(
        "How good is the extraction on my own annotated texts?",
        'from docgraph.evaluation import run_evaluation\nrun_evaluation("gold", "texts")',
        "docgraph evaluate gold texts",
        "`gold` holds a NAME.json for each NAME.txt in `texts`; here two documents of the sample, marked as docgraph itself "
        "reads them, so every figure is 1. `--misses` shows what was missed, `--against` what changed since an earlier run.",
    ),
)


@contextmanager
def sample_folder() -> Iterator[Path]:
    """Make a folder with the graphs that the sections use, and stay in it."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)
        try:
            documents = [parse_document(path.name, path.read_text("utf-8")) for path in sample_paths()]
            years = [(one, one.header.date.year if one.header.date is not None else 2024) for one in documents]
            write_graph(build_graph(documents), "sample.json")
            write_graph(build_graph([one for one, year in years if year == 2024]), "2024.json")
            write_graph(build_graph([one for one, year in years if year == 2025]), "2025.json")
            general = parse_document("33-bao-cao-chung.txt", GENERAL_REPORT)
            write_graph(build_graph([*documents, general]), "with-a-general-report.json")
            _write_gold(folder)
            yield folder
        finally:
            os.chdir(before)


def _write_gold(folder: Path) -> None:
    """Mark two documents as they are read."""
    from docgraph.exchange.extract_json import format_document  # noqa: PLC0415 - for one section only

    for name in ("gold", "texts"):
        (folder / name).mkdir()
    for path in (sample_paths()[7], sample_paths()[9]):
        text = path.read_text("utf-8")
        (folder / "texts" / path.name).write_text(text, "utf-8")
        (folder / "gold" / f"{path.stem}.json").write_text(format_document(parse_document(path.name, text)), "utf-8")


def run(command: str) -> str:
    """Return what a command prints, long lines and long outputs cut."""
    arguments = shlex.split(command)[1:]
    done = CliRunner().invoke(main, arguments)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    lines = (done.stdout or done.stderr).rstrip("\n").split("\n")
    note = [] if len(lines) <= LONGEST else [f"… ({len(lines) - LONGEST} more lines)"]
    if note:
        lines = [*lines[: LONGEST - 1], *note, lines[-1]]
    return "\n".join(line if len(line) <= WIDEST else f"{line[: WIDEST - 1]}…" for line in lines)


def spaced(call: str) -> str:
    """Return a call with a blank line below its imports, as formatters want it."""
    lines = call.split("\n")
    last = sum(line.startswith(("import ", "from ")) for line in lines)
    return "\n".join([*lines[:last], *([""] if last else []), *lines[last:]])


def page() -> str:
    """Return the page."""
    parts: list[str] = []
    parts += (
        "# Twenty-five questions\n",
        "What users ask of the graph, each as one call and one command, with its output on the sample corpus. Written by `docs/make_questions.py`; the tests write it again and compare. Long lines and long outputs are cut.\n",
        "```console\n$ docgraph build docgraph/sample/*.txt -o sample.json\n```\n",
        '```python\nimport docgraph as dg\n\ngraph = dg.read_graph("sample.json")\n```\n',
        "Every command takes `--format json|csv` for programs and `--lang vi` for Vietnamese columns (`docgraph ask`); an answer in Python prints, shows as a table in a notebook and turns into pandas (`.to_pandas()`), CSV (`.to_csv()`) and JSON (`.record()`), its sentences with it.\n",
    )
    for number, question in enumerate(QUESTIONS, 1):
        parts.append(f"## {number}. {question.title}\n")
        parts.append(f"```python\n{spaced(question.call)}\n```\n")
        if question.remarks:
            parts.append(f"{question.remarks}\n")
        for command in (question.command, *question.more):
            parts.append(f"```console\n$ {command}\n{run(command)}\n```\n")
    return "\n".join(parts)


def write() -> None:
    """Write the page."""
    with sample_folder():
        written = page()
    PAGE.write_text(written, "utf-8")


if __name__ == "__main__":
    write()
    sys.stderr.write(f"{PAGE.name} is written.\n")
