// The frame of the page, and the one way in which it changes: choose, then refresh.

const VIEWS = [["tree", "view_tree"], ["time", "view_time"], ["schema", "view_schema"], ["table", "view_table"]];

function icon(path) {
  const svg = document.createElementNS(SVG_NS, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" })) svg.setAttribute(key, value);
  new SvgPen(svg).path([path], { stroke: "currentColor", width: 1.7 });
  return svg;
}

const ICONS = {
  filter: "M3 5h14M6 10h8M8.500 15h3", info: "M10 9v5M10 6v.5M10 2.500a7.500 7.500 0 1 0 .01 0z", fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  plus: "M10 4v12M4 10h12", minus: "M4 10h12", save: "M10 3v9M6 9l4 4 4-4M4 16h12", print: "M6 8V3h8v5M6 14H4V8h12v6h-2M6 12h8v5H6z",
  dark: "M15.500 12.500A6.500 6.500 0 0 1 7.500 4.500a6.500 6.500 0 1 0 8 8z", close: "M5 5l10 10M15 5L5 15", search: "M9 3.500a5.500 5.500 0 1 0 .01 0zM13 13l4 4",
};

function tool(id, tip, path, action, label) {
  return h("button", { type: "button", id, tip, class: "tool", on: { click: action } }, icon(path), label ? h("span", { class: "label", word: label }) : null);
}

function buildFrame() {
  const node = focusNode;
  const tabs = h("div", { class: "tabs", role: "group", "aria-label": word("views") }, VIEWS.map(([view, key]) =>
    h("button", { type: "button", id: "view-" + view, "aria-pressed": "false", word: key, on: { click: () => setView(view) } })));
  const searchBox = h("div", { class: "search" }, icon(ICONS.search),
    h("input", { id: "search", type: "search", placeholder: word("search_hint"), "aria-label": word("search_label"), autocomplete: "off", spellcheck: "false",
      role: "combobox", "aria-expanded": "false", "aria-controls": "search-results", "aria-autocomplete": "list",
      on: { input: (event) => search(event.target.value), keydown: searchKey, blur: () => setTimeout(closeResults, 200), focus: () => state.query && renderResults() } }),
    h("span", { id: "search-count", role: "status" }), h("ul", { id: "search-results", role: "listbox", "aria-label": word("search_label"), hidden: true }));
  const menu = h("div", { class: "menu" }, tool("export", "export", ICONS.save, () => toggleMenu(), "export"),
    h("div", { id: "export-menu", hidden: true }, ["png", "svg", "csv", "json"].map((kind) =>
      h("button", { type: "button", id: "export-" + kind, word: "export_" + kind, on: { click: () => { toggleMenu(false); EXPORTS[kind](); } } }))));
  const header = h("header", {},
    tool("open-filters", "filters", ICONS.filter, () => drawer("filters"), "filters_short"),
    h("div", { class: "heading" }, h("p", { word: "heading" }), h("h1", {}, h("bdi", {}, node.label)),
      h("p", { class: "what" }, h("bdi", {}, [node.issuer, node.date && dateText(node.date), node.title].filter(Boolean).join(" · ")))),
    searchBox, tabs,
    h("div", { class: "tools" }, menu, tool("print", "print", ICONS.print, () => window.print()), tool("dark", "dark", ICONS.dark, toggleDark),
      h("button", { type: "button", id: "language", class: "tool", word: "language_code", tip: "language", on: { click: toggleLanguage } }),
      tool("open-details", "overview", ICONS.info, () => drawer("details"))));
  const filters = h("aside", { id: "filters", "aria-label": word("filters") }, h("div", { class: "panel-head" }, h("h2", { word: "filters" }),
    h("button", { type: "button", id: "filters-clear", word: "clear", on: { click: clearFilters } }), tool("filters-close", "close", ICONS.close, closeDrawers)),
  h("div", { id: "filters-body" }));
  const picture = h("div", { id: "picture", tabindex: "0", role: "application", "aria-label": word("picture_label") });
  const stage = h("main", {}, h("div", { id: "stage" }, picture, h("div", { id: "bands", "aria-hidden": "true" }), h("div", { id: "branch-bar", hidden: true }),
    h("canvas", { id: "minimap", "aria-hidden": "true", hidden: true, on: { click: minimapJump } }),
    h("div", { class: "zoom" }, tool("zoom-in", "zoom_in", ICONS.plus, () => zoomBy(1.25)), tool("zoom-out", "zoom_out", ICONS.minus, () => zoomBy(0.8)), tool("zoom-fit", "zoom_fit", ICONS.fit, fitAll))),
  h("div", { id: "schema", hidden: true }), h("div", { id: "table", tabindex: "0", role: "region", "aria-label": word("view_table"), hidden: true }));
  const details = h("aside", { id: "details", "aria-label": word("details") }, h("div", { class: "panel-head" }, h("h2", { id: "details-title" }),
    tool("details-close", "close", ICONS.close, () => { select(null); closeDrawers(); })), h("div", { id: "details-body", tabindex: "0" }));
  document.getElementById("app").replaceWith(h("div", { id: "app" }, header, h("div", { id: "print-picture", "aria-hidden": "true" }), filters, stage, details, h("div", { id: "veil", on: { click: closeDrawers } }),
    h("footer", {}, h("span", { id: "foot" }), h("span", { class: "soft", word: "foot_note" })), h("div", { id: "hover", role: "tooltip", hidden: true }), h("div", { id: "announce", class: "unseen", role: "status", "aria-live": "polite" })));
}

function refresh() {
  const visible = visiblePart();
  hideHover();
  document.documentElement.lang = state.lang;
  document.documentElement.dataset.theme = state.dark ? "dark" : "light";
  for (const [view] of VIEWS) document.getElementById("view-" + view).setAttribute("aria-pressed", String(state.view === view));
  const drawn = state.view === "tree" || state.view === "time";
  document.getElementById("stage").hidden = !drawn;
  document.getElementById("schema").hidden = state.view !== "schema";
  document.getElementById("table").hidden = state.view !== "table";
  document.body.classList.toggle("wide-view", state.view === "schema" || (state.view === "table" && !state.selected));
  if (drawn || !scene) {
    scene = state.view === "time" ? timeScene(visible) : treeScene(visible);
    if (network) syncNetwork();
  }
  if (state.view === "schema") renderSchema();
  if (state.view === "table") renderTable(visible);
  renderFilters(visible);
  renderDetails();
  renderBranchBar();
  document.getElementById("foot").textContent = footText(visible).join(" · ");
}

function footText(visible = visiblePart()) {
  const all = payload.nodes.length, shown = visible.shown.size;
  const grouped = visible.closed.reduce((sum, { members }) => sum + members.length, 0);
  const parts = [word("foot_shown", { shown, all })];
  const deeper = state.depth ? payload.nodes.filter((node) => (visible.bits.get(node.id) | 64) === ALL_PASSED && !visible.shown.has(node.id)).length : 0;
  if (all - shown > deeper) parts.push(word("foot_filtered", { n: all - shown - deeper }));
  if (deeper) parts.push(word("foot_deeper", { n: deeper, d: state.depth }));
  if (grouped) parts.push(word("foot_grouped", { n: grouped, g: visible.closed.length }));
  if (payload.cut) parts.push(word("foot_cut", { n: payload.cut }));
  const minor = payload.edges.filter((edge) => !edge.tree && edge.from !== edge.to && edgePasses(edge) && visible.shown.has(edge.from) && visible.shown.has(edge.to)).length;
  if (minor && !state.allEdges) parts.push(word("foot_edges", { n: minor }));
  if (parts.length === 1) parts.push(word("foot_nothing_hidden"));
  return parts;
}

function renderBranchBar() {
  const bar = document.getElementById("branch-bar");
  bar.hidden = !state.branch;
  if (bar.hidden) return;
  bar.replaceChildren(h("span", {}, word("branch_only"), ": ", h("strong", {}, h("bdi", {}, nodeName(nodeById.get(state.branch))))),
    h("button", { type: "button", on: { click: () => toggleBranch(state.branch) } }, word("whole")));
}

function setView(view) {
  const moved = state.view !== view;
  state.view = view;
  if (view === "schema" && state.selected && nodeById.has(state.selected)) state.current = state.selected;
  refresh();
  if (moved && (view === "tree" || view === "time")) {
    network.redraw();
    openCamera();
    if (state.selected) reveal(state.selected);
  }
}

function select(id, follow) {
  state.selected = id;
  hideHover();
  if (id && nodeById.has(id) && state.view === "schema") state.current = id;
  refresh();
  if (id && follow) reveal(id);
  if (id && window.innerWidth >= 900) document.body.classList.remove("no-details");
  if (id && window.innerWidth < 900 && !follow && nodeById.has(id)) drawer("details", true);
  const card = scene.byId.get(id);
  const node = nodeById.get(id);
  if (node) announce([typeName(node.type), nodeName(node), node.issuer, dateText(node.date), ...markText(node)].filter(Boolean).join(", "));
  else if (card && card.kind === "group") announce(groupLabel(card.group, card.members));
  else if (card && card.kind === "silent") announce(`${card.body.name}: ${word("silent")}`);
}

function announce(text) {
  document.getElementById("announce").textContent = text;
}

function chooseCard(id) {
  if (groupById.has(id)) openGroup(id);
  else if (id === SILENT_GROUP) openGroup(SILENT_GROUP);
  else select(id);
}

function openGroup(id) {
  state.open.add(id);
  state.selected = null;
  refresh();
  const group = groupById.get(id);
  if (group) select(group.members.find((member) => scene.byId.has(member)) || null, true);
}

function closeGroup(group) {
  state.open.delete(group.id);
  state.selected = group.id;
  refresh();
  reveal(group.id);
}

// Go to a document wherever it is: open its group, leave the branch or the filters that hide it.
function goTo(id) {
  const group = groupOf(id);
  if (group) state.open.add(group.id);
  if (!visiblePart().shown.has(id)) {
    state.filters = emptyFilters();
    state.branch = null;
    state.depth = 0;
  }
  select(id, true);
  if (window.innerWidth < 900) closeDrawers();
}

function toggleBranch(id) {
  state.branch = state.branch === id ? null : id;
  if (!state.branch) state.depth = 0;
  refresh();
  openCamera();
}

function toggleDark() {
  state.dark = !state.dark;
  refresh();
  network.redraw();
}

function toggleLanguage() {
  state.lang = state.lang === "vi" ? "en" : "vi";
  document.getElementById("search").placeholder = word("search_hint");
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-tip]")) {
    element.setAttribute("aria-label", word(element.dataset.tip));
    element.setAttribute("title", word(element.dataset.tip));
  }
  document.getElementById("picture").setAttribute("aria-label", word("picture_label"));
  document.title = `${word("page_title")} ${focusNode.label}`;
  refresh();
  if (state.query) search(state.query);
}

function toggleMenu(open) {
  const menu = document.getElementById("export-menu");
  menu.hidden = open === undefined ? !menu.hidden : !open;
  document.getElementById("export").setAttribute("aria-expanded", String(!menu.hidden));
  if (!menu.hidden) menu.querySelector("button").focus();
}

function drawer(name, open) {
  if (window.innerWidth >= 900) document.body.classList.toggle("no-" + name);
  else {
    const shut = document.body.classList.contains("drawer-" + name) && !open;
    closeDrawers();
    document.body.classList.toggle("drawer-" + name, !shut);
  }
}

function closeDrawers() {
  document.body.classList.remove("drawer-filters", "drawer-details");
}

function search(text) {
  state.query = text;
  const words = fold(text.trim()).split(/\s+/).filter(Boolean);
  const joined = words.join(" ");
  state.hits = !words.length ? [] : payload.nodes.filter((node) => words.every((part) => foldedText.get(node.id).includes(part)))
    .sort((one, other) => foldedText.get(other.id).includes(joined) - foldedText.get(one.id).includes(joined) || one.row - other.row).map((node) => node.id);
  state.hit = -1;
  document.getElementById("search-count").textContent = words.length ? word("search_hits", { n: state.hits.length }) : "";
  renderResults();
  if (state.view === "table") renderTable(visiblePart());
  else network.redraw();
}

function renderResults() {
  const list = document.getElementById("search-results");
  const shown = state.hits.slice(0, 8);
  list.replaceChildren(...shown.map((id, index) => h("li", { role: "option", id: "result-" + index, "aria-selected": String(index === state.hit), on: { mousedown: (event) => { event.preventDefault(); pick(index); } } }, chip(nodeById.get(id)),
    h("bdi", { class: "name" }, nodeName(nodeById.get(id))), h("span", { class: "under" }, nodeById.get(id).short || nodeById.get(id).issuer || ""))));
  if (!shown.length && state.query.trim()) list.append(h("li", { class: "soft" }, word("search_none")));
  list.hidden = !state.query.trim();
  document.getElementById("search").setAttribute("aria-expanded", String(!list.hidden));
}

function closeResults() {
  document.getElementById("search-results").hidden = true;
  document.getElementById("search").setAttribute("aria-expanded", "false");
}

function searchKey(event) {
  if (!state.hits.length) return;
  if (event.key === "Enter" || event.key === "ArrowDown") pick((state.hit + 1) % state.hits.length);
  else if (event.key === "ArrowUp") pick((state.hit - 1 + state.hits.length) % state.hits.length);
  else return;
  event.preventDefault();
}

function pick(index) {
  state.hit = index;
  goTo(state.hits[index]);
  if (state.view === "tree" || state.view === "time") centreOn(state.hits[index]);
  renderResults();
  const input = document.getElementById("search");
  input.setAttribute("aria-activedescendant", index < 8 ? "result-" + index : "");
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", (event) => {
  if (!event.target.closest(".menu")) toggleMenu(false);
});
window.addEventListener("beforeprint", beforePrint);
buildFrame();
refresh();
startNetwork(document.getElementById("picture"));
syncNetwork();
openCamera();
document.documentElement.dataset.ready = "yes";
// For programs that embed the page, and for its tests.
window.docgraphPage = Object.freeze({
  scene: () => scene.cards.map(({ id, kind, x, y, w, h: height }) => ({ id, kind, x, y, w, h: height })),
  links: () => scene.links.filter(linkDrawn).map(({ id, kind, main, points, hub, card }) => ({ id, kind, main, points, hub: hub.id, card: card.id })),
  camera: () => ({ scale: network.getScale(), ...network.getViewPosition() }),
  onScreen: (id) => { const card = scene.byId.get(id); return card && network.canvasToDOM({ x: card.x + CARD_W / 2, y: card.y + CARD_H / 2 }); },
  painted: () => [...painted],
  choose: (id) => chooseCard(id),
  reveal: (id) => reveal(id),
  chosen: () => ({ view: state.view, selected: state.selected, current: state.current, branch: state.branch, hits: [...state.hits], lang: state.lang, dark: state.dark }),
  texts: () => ({ svg: svgText(), csv: csvText(), json: jsonText() }),
});
