// What is shown, as files: a picture (PNG, SVG), a table (CSV), the same in JSON.

function pictureScene() {
  state.hover = null;
  const visible = visiblePart();
  return state.view === "time" ? timeScene(visible) : treeScene(visible);
}

const LEGEND = 30; // room for it below the picture

function pictureFrame(drawn) {
  const side = drawn.view === "time" ? 150 : 16;
  const { x, y, right, bottom } = drawn.bounds;
  return { x: x - side, y: y - 66, width: right - x + side + 16, height: bottom - y + 66 + 34 + LEGEND };
}

function drawPicture(pen, drawn, frame) {
  const look = THEMES.light;
  pen.rect(frame.x, frame.y, frame.width, frame.height, { fill: look.page });
  pen.text(`${word("heading")}: ${focusNode.label}`, frame.x + 16, frame.y + 28, { size: 18, weight: 700, fill: look.ink });
  drawBands(pen, drawn, look, true);
  drawLinks(pen, drawn, look, { still: true });
  for (const card of drawn.cards) drawCard(pen, card, look, 1);
  drawLegend(pen, drawn, look, frame.x + 16, frame.y + frame.height - 40, frame.width - 32);
  pen.text(footText().join(" · "), frame.x + 16, frame.y + frame.height - 12, { size: 11.5, fill: look.soft });
}

// What the lines and frames of this picture mean, in one row, as far as it goes.
function drawLegend(pen, drawn, look, x, y, room) {
  const end = x + room;
  const put = (text, width, draw) => {
    const whole = width + 6 + textWidth(text, 11.5, 400) + 18;
    if (x + whole > end) return;
    draw(x, y);
    pen.text(text, x + width + 6, y + 4, { size: 11.5, fill: look.soft });
    x += whole;
  };
  const used = new Set(drawn.links.filter(linkDrawn).map((link) => link.kind));
  for (const [kind, row] of relationRows) {
    if (!used.has(kind)) continue;
    put(row[state.lang], 30, (left, middle) => pen.path(["M", left, middle, "L", left + 30, middle], { stroke: row.light, width: 2.2, dash: relationDash(kind) }));
  }
  put(word("state_cited"), 26, (left, middle) => pen.rect(left, middle - 8, 26, 15, { stroke: look.soft, dash: [4, 3], radius: 4 }));
  put(word("state_responds"), 20, (left, middle) => {
    pen.rect(left, middle - 8, 20, 16, { fill: look.goodTint, radius: 8 });
    pen.text("✓", left + 10, middle + 4, { size: 11, weight: 700, fill: look.good, align: "center" });
  });
}

function svgPicture() {
  const drawn = pictureScene(), frame = pictureFrame(drawn);
  const svg = document.createElementNS(SVG_NS, "svg");
  svg.setAttribute("viewBox", [frame.x, frame.y, frame.width, frame.height].map(round).join(" "));
  svg.setAttribute("width", round(frame.width));
  svg.setAttribute("height", round(frame.height));
  svg.setAttribute("font-family", FONT.replaceAll('"', "'"));
  svg.setAttribute("role", "img");
  const title = document.createElementNS(SVG_NS, "title");
  title.textContent = document.title;
  svg.append(title);
  drawPicture(new SvgPen(svg), drawn, frame);
  return svg;
}

function svgText() {
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(svgPicture());
}

function pngCanvas() {
  const drawn = pictureScene(), frame = pictureFrame(drawn);
  const largest = 14000, area = 120e6; // what browsers allow a canvas
  const scale = Math.min(2, largest / frame.width, largest / frame.height, Math.sqrt(area / (frame.width * frame.height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(frame.width * scale);
  canvas.height = Math.ceil(frame.height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.translate(-frame.x, -frame.y);
  drawPicture(new CanvasPen(context), drawn, frame);
  return canvas;
}

function shownNodes() {
  return sortedNodes(visiblePart());
}

// A cell that begins like a formula is made text: spreadsheets run formulas.
function csvCell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+$/.test(text) ? "'" + text : text;
  return /[",;\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvText() {
  const head = ["key", "level", "type", "number", "date", "days", "issuer", "province", "title", "standing", "responds", "possible_typo_of", "relations", "source"];
  const lines = shownNodes().map((node) => [
    node.key, word(node.level), node.type || "", node.number || "", node.date || "", node.days === undefined ? "" : String(node.days),
    node.issuer || "", node.province || "", node.title || "", word(node.standing === "in_corpus" ? "state_corpus" : "state_cited"),
    node.responds ? "1" : "", node.typo_of ? nodeById.get(node.typo_of).key : node.typo_label || "", relationTexts(node).join("; "), node.source || "",
  ]);
  for (const body of visiblePart().silent) lines.push(["", word(body.level), "", "", "", "", body.name, "", "", word("silent"), "", "", "", ""]);
  return "\ufeff" + [head, ...lines].map((line) => line.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

function jsonText() {
  const visible = visiblePart();
  const keep = ["id", "key", "label", "type", "number", "title", "date", "days", "issuer", "level", "province", "standing", "depth", "source", "responds", "ambiguous", "typo_of"];
  const nodes = payload.nodes.filter((node) => visible.shown.has(node.id)).map((node) => Object.fromEntries(keep.filter((key) => node[key] !== undefined).map((key) => [key, node[key]])));
  const edges = payload.edges.filter((edge) => visible.shown.has(edge.from) && visible.shown.has(edge.to) && edgePasses(edge)).map((edge) => ({
    citing: edge.from, cited: edge.to, relation: edge.relation, confidence: edge.confidence ?? 1,
    evidence: (edge.evidence || []).map(([source, before, marked, after]) => ({ source, before, reference: marked, after })),
  }));
  return JSON.stringify({
    schema: "docgraph.cascade-view/1", focus: payload.focus, shown: nodes.length, documents: payload.nodes.length, cut: payload.cut,
    nodes, edges, silent: visible.silent.map((body) => body.name),
  }, null, 1);
}

function fileName(ending) {
  const stem = fold(focusNode.label).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "cascade";
  return `${stem}.${ending}`;
}

function save(blob, ending) {
  const link = h("a", { download: fileName(ending), href: URL.createObjectURL(blob) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const EXPORTS = {
  png: () => pngCanvas().toBlob((blob) => save(blob, "png"), "image/png"),
  svg: () => save(new Blob([svgText()], { type: "image/svg+xml" }), "svg"),
  csv: () => save(new Blob([csvText()], { type: "text/csv;charset=utf-8" }), "csv"),
  json: () => save(new Blob([jsonText()], { type: "application/json" }), "json"),
};

// Paper gets lines, not pixels: the picture as SVG, then the table with the evidence.
function beforePrint() {
  renderTable(visiblePart(), true);
  document.getElementById("print-picture").replaceChildren(svgPicture());
  const frame = pictureFrame(pictureScene());
  document.documentElement.classList.toggle("tall-picture", frame.height > frame.width);
}
