"""The cascade page: one HTML file that needs nothing else, drawn on pyvis.

pyvis gives the model of the network, the page generator and the drawing library (vis-network); the
template, the style and the script are our own.  Its stock page loads files from the network and
runs hostile text, so none of it is used: no ``from_nx``, ``show``, ``write_html``, no titles, no menus.

What keeps a page safe: data travels only as JSON text; the script builds the page with
``textContent``; a content security policy names the hashes of the scripts and of the style, and
allows no request at all.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docgraph.views import vocabulary
from docgraph.views.cascade_payload import Json, page_payload, page_vocabulary

if TYPE_CHECKING:
    from docgraph.queries.cascade_model import Cascade

SCRIPTS: Final = (
    "state.js", "geometry.js", "routes.js", "pen.js", "picture.js", "camera.js", "network.js", "schema.js", "table.js",
    "panels.js", "filters.js", "exports.js", "keys.js", "main.js",
)  # fmt: skip
_POLICY: Final = "@@content-security-policy@@"
_INLINE: Final = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
_INDENT: Final = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)
_COMMENT: Final = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_SOURCE_MAP: Final = re.compile(r"^//# sourceMappingURL=[^<\n]*", re.MULTILINE)


def render_cascade(cascade: Cascade, *, lang: str = "vi", evidence: bool = True) -> str:
    """Return the page of *cascade* as one HTML text that loads nothing and can be mailed, printed and archived.

    *lang* is the language in which the page opens, "vi" or "en"; the reader can switch.  With
    ``evidence=False`` the page holds no sentence of the sources.  The same cascade gives the same
    text.  Nothing is written; see `write_page`.
    """
    if lang not in vocabulary.LANGUAGES:
        raise ValueError(f"The page speaks {' and '.join(vocabulary.LANGUAGES)}; {lang!r} is not one of them.")
    payload = page_payload(cascade, evidence=evidence)
    return _sealed(_generate(payload, lang))


def write_page(path: str | os.PathLike[str], html: str) -> Path:
    """Write *html* to *path* as UTF-8 and return the path; a reader never sees half a file.

    Missing folders are made.  The text goes to a temporary file beside, which then takes the name.
    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as page:
            page.write(html)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return target


def _generate(payload: Json, lang: str) -> str:
    """Return the page as pyvis generates it from our template, still without its policy."""
    from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader  # noqa: PLC0415 - heavy
    from markupsafe import Markup  # noqa: PLC0415
    from pyvis.network import Network  # noqa: PLC0415

    network = Network(directed=True)
    width, height = payload["layout"]["card"]
    for node in payload["nodes"]:
        network.add_node(node["id"], label=" ")
    for edge in payload["edges"]:
        network.add_edge(edge["from"], edge["to"])
    network.options = _options(width, height)
    environment = Environment(
        loader=ChoiceLoader(
            [DictLoader({"page": vocabulary.asset("page.html.j2")}), FileSystemLoader(network.template_dir)]
        ),
        autoescape=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": False, "separators": (",", ":")}
    focus = next(node for node in payload["nodes"] if node["id"] == payload["focus"])
    environment.globals.update(
        policy=_POLICY,
        lang=lang,
        payload=payload,
        vocabulary=page_vocabulary(payload),
        script=Markup(_script()),  # noqa: S704 - our own files
        style=Markup(_style()),  # noqa: S704 - our own file
        words=vocabulary.words()[lang],
        title=f"{vocabulary.words()[lang]['page_title']} {focus['label']}",
    )
    network.templateEnv = environment
    network.path = "page"
    return str(network.generate_html())


def _options(width: int, height: int) -> dict[str, Any]:
    """Return the options of vis-network: places are ours, so nothing of its own layout or physics is left on."""
    return {
        "autoResize": False,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {"hover": True, "keyboard": False, "multiselect": False, "selectConnectedEdges": False,
                        "dragNodes": False, "zoomSpeed": 0.6},
        "nodes": {"shape": "custom", "widthConstraint": width, "heightConstraint": height, "chosen": False},
    }  # fmt: skip


def _tight(source: str) -> str:
    """Return our script or style without indentation and comment lines, which no reader of the page needs."""
    return _INDENT.sub("", _COMMENT.sub("", source))


@functools.cache
def _style() -> str:
    style = _tight(vocabulary.asset("page.css"))
    for loose, tight in ((": ", ":"), (", ", ","), ("; ", ";"), (" {", "{"), ("{ ", "{"), (" }", "}"), (";}", "}")):
        style = style.replace(loose, tight)
    return style


@functools.cache
def _script() -> str:
    parts = "\n".join(_tight(vocabulary.asset(name)) for name in SCRIPTS)
    return f'"use strict";\n(function () {{\n{parts}\n}})();\n'


def _sealed(html: str) -> str:
    """Return the page with the policy that allows exactly the scripts and the style that it holds."""
    html = _SOURCE_MAP.sub("", html, count=1)
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for match in _INLINE.finditer(html):
        digest = base64.b64encode(hashlib.sha256(match[2].encode()).digest()).decode()
        hashes[match[1]].append(f"'sha256-{digest}'")
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(hashes['script'])}",
            f"style-src {' '.join(hashes['style'])}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return html.replace(_POLICY, policy, 1)
