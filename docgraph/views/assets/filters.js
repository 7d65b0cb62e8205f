// The panel at the left: filters whose counts and swatches are the legend.

const usedKinds = new Set(payload.edges.map((edge) => edge.relation));
const agencyNames = h("datalist", { id: "agency-names" },
  [...new Set(payload.nodes.map((node) => node.issuer).filter(Boolean))].sort(new Intl.Collator("vi").compare).map((name) => h("option", { value: name })));

function renderFilters(visible) {
  const box = document.getElementById("filters-body");
  const keep = document.activeElement && box.contains(document.activeElement) ? document.activeElement.id : null;
  const levels = vocabulary.levels.filter((level) => payload.nodes.some((node) => node.level === level));
  const types = [...new Set(payload.nodes.map((node) => node.type || ""))].sort((one, other) => typeRank(one) - typeRank(other) || one.localeCompare(other, "vi"));
  const kinds = [...relationRows.keys()].filter((kind) => usedKinds.has(kind));
  const states = ["state_corpus", "state_cited", "state_responds", "state_typo", "state_ambiguous"].filter((one) => payload.nodes.some((node) => statesOf.get(node.id).includes(one)));
  const counts = facetCounts(visible);
  const count = (facet, value) => counts.get(facet + " " + value) || 0;
  const parts = [
    facet("filter_level", "level", levels.map((level) => [level, word(level), null, count("level", level)])),
    facet("filter_type", "type", types.map((type) => [type, typeName(type || null), typeSwatch(type), count("type", type)])),
    facet("filter_relation", "relation", kinds.map((kind) => [kind, relationName(kind), relationSwatch(kind), count("relation", kind)])),
    switchRow("all-edges", "show_all_edges", state.allEdges, (on) => { state.allEdges = on; }),
    payload.groups.length ? switchRow("group-all", "collapse_all", payload.groups.every((group) => !state.open.has(group.id)), groupAll) : null,
    h("p", { class: "soft rule" }, word("arrow_rule")),
    facet("filter_state", "state", states.map((one) => [one, word(one), stateSwatch(one), count("state", one)])),
    agencyFilter(), dateFilter(), depthFilter(), confidenceFilter(),
  ];
  box.replaceChildren(...parts.filter(Boolean));
  if (keep) document.getElementById(keep)?.focus();
  document.getElementById("filters-clear").disabled = !filtersOn() && !state.branch && !state.depth;
}

function facetCounts({ bits, shown }) {
  const counts = new Map();
  const add = (facet, value) => counts.set(facet + " " + value, (counts.get(facet + " " + value) || 0) + 1);
  for (const node of payload.nodes) {
    const passed = bits.get(node.id);
    const without = (facet) => (passed | FACET_BIT[facet]) === ALL_PASSED;
    if (without("level")) add("level", node.level);
    if (without("type")) add("type", node.type || "");
    if (without("state")) statesOf.get(node.id).forEach((one) => add("state", one));
  }
  for (const edge of payload.edges) if (shown.has(edge.from) && shown.has(edge.to)) add("relation", edge.relation);
  return counts;
}

function typeRank(type) {
  const index = [...typeRows.keys()].indexOf(type);
  return index < 0 ? 999 : index;
}

function facet(title, name, values) {
  if (!values.length) return null;
  const chosen = state.filters[name];
  const asked = name === "state"; // states are asked for; the others are switched off
  return h("fieldset", {}, h("legend", {}, word(title)), values.map(([value, text, swatch, count], index) => {
    const id = `filter-${name}-${index}`;
    const toggle = (event) => {
      if (event.target.checked === asked) chosen.add(value);
      else chosen.delete(value);
      refresh();
    };
    const only = () => {
      chosen.clear();
      values.forEach(([other]) => (other === value) === asked && chosen.add(other));
      refresh();
    };
    return h("div", { class: "row" + (count ? "" : " none") }, h("label", { for: id },
      h("input", { type: "checkbox", id, "data-facet": name, "data-value": value, checked: chosen.has(value) === asked, on: { change: toggle } }),
      swatch, h("span", { class: "text" }, h("bdi", {}, text)), h("span", { class: "count" }, number(count))),
    values.length > 2 && !asked ? h("button", { type: "button", class: "only", "aria-label": `${word("only")} ${text}`, on: { click: only } }, word("only")) : null);
  }));
}

function typeSwatch(type) {
  return chip({ type: type || null });
}

function relationSwatch(kind) {
  const svg = document.createElementNS(SVG_NS, "svg");
  svg.setAttribute("width", 34);
  svg.setAttribute("height", 12);
  svg.setAttribute("aria-hidden", "true");
  const pen = new SvgPen(svg), stroke = relationColour(kind);
  pen.path(["M", 1, 6, "L", 27, 6], { stroke, width: 2.2, dash: relationDash(kind) });
  pen.path(["M", 33, 6, "L", 25, 2, "L", 25, 10, "Z"], { fill: stroke });
  return svg;
}

function stateSwatch(one) {
  const sign = { state_corpus: "", state_cited: "", state_responds: "✓", state_typo: "⚠", state_ambiguous: "?" }[one];
  return h("span", { class: "swatch " + one, "aria-hidden": "true" }, sign);
}

function switchRow(id, key, on, action) {
  const change = (event) => {
    action(event.target.checked);
    refresh();
  };
  return h("label", { class: "row" }, h("input", { type: "checkbox", id, checked: on, on: { change } }), h("span", { class: "text" }, word(key)));
}

function groupAll(closed) {
  for (const group of payload.groups) {
    if (closed) state.open.delete(group.id);
    else state.open.add(group.id);
  }
}

function depthFilter() {
  const deepest = Math.min(6, Math.max(...payload.nodes.map((node) => node.depth)));
  if (deepest < 2) return null;
  const change = (event) => {
    state.depth = Number(event.target.value);
    refresh();
    openCamera();
  };
  return h("fieldset", {}, h("legend", {}, h("label", { for: "depth" }, word("depth"))), h("select", { id: "depth", on: { change } },
    Array.from({ length: deepest + 1 }, (_, n) => h("option", { value: n, selected: state.depth === n }, n ? word("depth_n", { n }) : word("depth_all")))));
}

function textFilter(id, key, placeholder, list) {
  return h("input", { type: "text", id, placeholder: word(placeholder), value: state.filters[key], list, autocomplete: "off", spellcheck: "false",
    on: { input: (event) => { state.filters[key] = event.target.value; later(refresh); } } });
}

function agencyFilter() {
  return h("fieldset", {}, h("legend", {}, h("label", { for: "filter-agency" }, word("filter_agency"))), textFilter("filter-agency", "agency", "agency_hint", "agency-names"),
    agencyNames);
}

function dateFilter() {
  const bad = ["from", "to"].some((key) => state.filters[key].trim() && !readDay(state.filters[key]));
  return h("fieldset", {}, h("legend", {}, word("filter_date")), h("div", { class: "dates" },
    h("label", { for: "filter-from" }, word("date_from"), textFilter("filter-from", "from", "date_hint")),
    h("label", { for: "filter-to" }, word("date_to"), textFilter("filter-to", "to", "date_hint"))),
  bad ? h("p", { class: "bad", role: "alert" }, word("date_bad")) : null);
}

function confidenceFilter() {
  if (!payload.edges.some((edge) => edge.confidence !== undefined)) return null;
  return h("fieldset", {}, h("legend", {}, h("label", { for: "filter-confidence" }, word("filter_confidence"), ` ${Math.round(state.filters.confidence * 100)}%`)),
    h("input", { type: "range", id: "filter-confidence", min: 0, max: 100, step: 5, value: state.filters.confidence * 100,
      on: { input: (event) => { state.filters.confidence = event.target.value / 100; later(refresh); } } }));
}

let timer = 0;

function later(action) {
  clearTimeout(timer);
  timer = setTimeout(action, 120);
}

function clearFilters() {
  state.filters = emptyFilters();
  state.branch = null;
  state.depth = 0;
  refresh();
}
