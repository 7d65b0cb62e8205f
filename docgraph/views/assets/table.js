// The table says all that the picture says, in words: for screen readers, for sorting, for Excel.

const COLUMNS = [
  { key: "level", value: (node) => word(node.level), order: (node) => [vocabulary.levels.indexOf(node.level), node.row] },
  { key: "type", value: (node) => typeName(node.type) },
  { key: "number", value: (node) => node.number || word("no_number"), order: (node) => [parseInt(node.number, 10) || 0, node.number || ""] },
  { key: "date", value: (node) => dateText(node.date), order: (node) => [node.date || "9999"] },
  { key: "days_short", value: (node) => (node.days === undefined ? "" : number(node.days)), order: (node) => [node.days ?? 1e9] },
  { key: "issuer", value: (node) => node.issuer || word("no_issuer") },
  { key: "title", value: (node) => node.title || "" },
  { key: "notes", value: (node) => markText(node).join("; ") },
  { key: "relations_evidence", value: (node) => relationTexts(node).join("; ") },
];

function markText(node) {
  const marks = node.id === payload.focus ? [word("focus_document")] : [];
  for (const one of nodeStates(node)) marks.push(word(one));
  if (node.typo_of) marks[marks.length - 1] += `: ${nodeName(nodeById.get(node.typo_of))}?`;
  return marks;
}

function relationTexts(node) {
  return cites.get(node.id).filter(edgePasses).map((edge) => `${relationName(edge.relation)} ${nodeName(nodeById.get(edge.to))}`);
}

const tableRows = new Map();
let tableLanguage = null;

function tableRow(node) {
  const cells = COLUMNS.map((column) => {
    if (column.key === "number") return h("th", { scope: "row" }, documentLink(node));
    if (column.key === "type") return h("td", { class: "type" }, chip(node), " ", h("bdi", {}, typeName(node.type)));
    if (column.key === "relations_evidence") return h("td", { class: "wide" }, relationList(node));
    return h("td", { class: column.key }, h("bdi", {}, column.value(node)));
  });
  cells.forEach((cell, index) => { cell.dataset.label = word(COLUMNS[index].key); });
  return h("tr", { "data-id": node.id }, cells);
}

function documentLink(node) {
  return h("button", { type: "button", class: "link", on: { click: () => select(node.id) } }, h("bdi", {}, node.number || node.label));
}

function relationList(node) {
  const list = cites.get(node.id).filter(edgePasses);
  if (!list.length) return "";
  return h("ul", {}, list.map((edge) => h("li", {}, h("span", { class: "relation" }, relationName(edge.relation)), " ",
    h("bdi", {}, nodeName(nodeById.get(edge.to))), (edge.evidence || []).length ? ": " : "",
    (edge.evidence || []).slice(0, 1).map(([, before, marked, after]) => h("q", {}, h("bdi", {}, before, h("mark", {}, marked), after))))));
}

function sortedNodes(visible) {
  const { column, down } = state.sort;
  const order = COLUMNS[column].order || ((node) => [COLUMNS[column].value(node)]);
  const collator = new Intl.Collator("vi", { numeric: true });
  const keyed = payload.nodes.filter((node) => visible.shown.has(node.id)).map((node) => ({ node, key: order(node) }));
  keyed.sort((one, other) => {
    for (let i = 0; i < one.key.length; i += 1) {
      const a = one.key[i], b = other.key[i];
      const way = typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
      if (way) return down ? -way : way;
    }
    return one.node.row - other.node.row;
  });
  return keyed.map(({ node }) => node);
}

const PAGE_OF_ROWS = 150;

function renderTable(visible, whole = false) {
  const stamp = [state.lang, state.dark, [...state.filters.relation].join(), state.filters.confidence].join("|");
  if (tableLanguage !== stamp) tableRows.clear();
  tableLanguage = stamp;
  const head = h("tr", {}, COLUMNS.map((column, index) => {
    const chosen = state.sort.column === index;
    const sort = () => {
      state.sort = { column: index, down: chosen && !state.sort.down };
      refresh();
      document.querySelectorAll("#table thead button")[index].focus();
    };
    return h("th", { scope: "col", class: column.key, "aria-sort": chosen ? (state.sort.down ? "descending" : "ascending") : "none" },
      h("button", { type: "button", "aria-label": word("sort_by", { name: word(column.key) }), on: { click: sort } },
        word(column.key), h("span", { "aria-hidden": "true" }, chosen ? (state.sort.down ? " ↓" : " ↑") : "")));
  }));
  const nodes = sortedNodes(visible);
  const most = whole ? nodes.length : state.rows;
  const rows = nodes.slice(0, most).map((node) => {
    if (!tableRows.has(node.id)) tableRows.set(node.id, tableRow(node));
    const row = tableRows.get(node.id);
    row.classList.toggle("hit", state.hits.includes(node.id));
    row.classList.toggle("selected", state.selected === node.id);
    return row;
  });
  const parts = [h("table", {}, h("caption", {}, word("table_caption"), ` (${number(nodes.length)})`), h("colgroup", {}, COLUMNS.map((column) => h("col", { class: column.key }))), h("thead", {}, head), h("tbody", {}, rows))];
  if (nodes.length > rows.length) {
    parts.push(h("button", { type: "button", id: "more-rows", on: { click: () => { state.rows += 5 * PAGE_OF_ROWS; renderTable(visiblePart()); } } },
      word("show_more", { n: nodes.length - rows.length })));
  }
  if (!rows.length) parts.push(h("p", {}, word("empty")));
  if (visible.silent.length) {
    parts.push(h("table", { class: "silent-table" }, h("caption", {}, word("silent_caption"), ` (${number(visible.silent.length)})`),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, word("issuer")), h("th", { scope: "col" }, word("state")))),
      h("tbody", {}, visible.silent.map((body) => h("tr", {}, h("th", { scope: "row" }, h("bdi", {}, body.name)), h("td", {}, word("silent")))))),
    h("p", { class: "soft" }, word("silent_note")));
  }
  document.getElementById("table").replaceChildren(...parts);
}
