// What the page knows and what the reader has chosen. Everything else is computed from these two.

const payload = JSON.parse(document.getElementById("payload").textContent);
const vocabulary = JSON.parse(document.getElementById("vocabulary").textContent);
// Names come from texts: in a Map "constructor" is a name like any other.
const typeRows = new Map(Object.entries(vocabulary.types));
const relationRows = new Map(Object.entries(vocabulary.relations));
const nodeById = new Map(payload.nodes.map((node) => [node.id, node]));
const silentById = new Map(payload.silent.map((body) => [body.id, body]));
payload.edges.forEach((edge, index) => { edge.id = "e" + index; });
const groupById = new Map(payload.groups.map((group) => [group.id, group]));
const focusNode = nodeById.get(payload.focus);
const citedBy = new Map();
const cites = new Map();
const groupOfMember = new Map(payload.groups.flatMap((group) => group.members.map((id) => [id, group])));
const treeEdge = new Map(); // lower (or, above the focus, upper) document -> the edge on which it hangs
const hangsOn = new Map();
const SMALLEST_GROUP = 3;
const LARGE_GROUP = 6; // groups of this size are closed when the page opens
const MANY_DOCUMENTS = 60; // beyond so many documents every group is closed when the page opens
const READABLE = 400; // a larger cascade opens at the depth that shows no more than so many documents
const SILENT_GROUP = "silent-group";

for (const node of payload.nodes) {
  cites.set(node.id, []);
  citedBy.set(node.id, []);
}
for (const edge of payload.edges) {
  cites.get(edge.from).push(edge);
  citedBy.get(edge.to).push(edge);
}
for (const edge of payload.edges) {
  if (!edge.tree) continue;
  const lower = nodeById.get(edge.from), upper = nodeById.get(edge.to);
  const hanging = upper.depth < 0 ? upper : lower;
  const hub = hanging === upper ? lower : upper;
  treeEdge.set(hanging.id, edge);
  hangsOn.set(hanging.id, hub.id);
}

const state = {
  view: "tree",
  lang: document.documentElement.lang === "en" ? "en" : "vi",
  dark: window.matchMedia("(prefers-color-scheme: dark)").matches,
  selected: null,
  current: payload.focus, // of the relations view
  past: [],
  branch: null,
  depth: 0, // steps from the branch or the focus; 0 for all
  query: "",
  hits: [],
  hit: -1,
  allEdges: false,
  open: new Set(), // groups that are drawn member by member
  hover: null,
  rows: 150, // of the table; more on request
  sort: { column: 0, down: false },
  filters: emptyFilters(),
};

function emptyFilters() {
  return {
    level: new Set(), type: new Set(), relation: new Set(), // what is switched off
    state: new Set(), // what is asked for; empty for all
    agency: "", from: "", to: "", confidence: 0, // shares of one
  };
}

for (const group of payload.groups) {
  if (group.members.length < LARGE_GROUP && payload.nodes.length <= MANY_DOCUMENTS) state.open.add(group.id);
}
if (payload.silent.length < LARGE_GROUP) state.open.add(SILENT_GROUP);

if (payload.nodes.length > READABLE) {
  const within = (depth) => payload.nodes.filter((node) => node.depth <= depth).length;
  state.depth = 1;
  while (within(state.depth + 1) <= READABLE && within(state.depth) < payload.nodes.length) state.depth += 1;
}

function word(key, values) {
  const text = vocabulary.words[state.lang][key] || key;
  return values ? text.replace(/\{(\w+)\}/g, (_, name) => number(values[name])) : text;
}

function number(value) {
  return typeof value === "number" ? value.toLocaleString(state.lang === "vi" ? "vi-VN" : "en-GB") : String(value);
}

function typeName(type) {
  if (!type) return word("unknown_type");
  const row = typeRows.get(type);
  return state.lang === "en" && row ? row.en : type;
}

function typeCode(type) {
  const row = typeRows.get(type);
  return row ? row.abbreviation : (type || "?").split(/\s+/).map((part) => part[0]).join("").slice(0, 4).toUpperCase();
}

function typeColour(type) {
  const row = typeRows.get(type);
  return vocabulary.families[row ? row.family : "other"][state.dark ? 1 : 0];
}

function relationRow(kind) {
  return relationRows.get(kind) || relationRows.get("mentions");
}

function relationName(kind) {
  return relationRow(kind)[state.lang];
}

function relationColour(kind) {
  return relationRow(kind)[state.dark ? "dark" : "light"];
}

function relationDash(kind) {
  const dash = relationRow(kind).dash;
  return dash ? dash.split(" ").map(Number) : [];
}

function dateText(iso) {
  return iso ? iso.split("-").reverse().join("/") : word("no_date");
}

function nodeName(node) {
  return node.number || node.label;
}

function daysText(days) {
  if (days === undefined) return "";
  if (days === 0) return word("same_day");
  return days > 0 ? word("days_after", { n: days }) : word("days_before", { n: -days });
}

// "so noi vu" finds "Sở Nội vụ": marks are dropped and đ, which has no mark to drop, becomes d.
function fold(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐðÐ]/g, "d").toLowerCase();
}

const foldedText = new Map(payload.nodes.map((node) => [node.id, fold(
  [node.label, node.number, node.title, node.issuer, node.short, node.type, node.province].filter(Boolean).join(" \n "),
)]));
const foldedIssuer = new Map(payload.nodes.map((node) => [node.id, fold((node.issuer || "") + " \n " + (node.short || ""))]));

// A day as the reader writes it, as a pair of ISO days [first, last]; null if it is none.
function readDay(text) {
  const parts = text.trim().split(/[\/.\-\s]+/).filter(Boolean);
  if (!parts.length || parts.length > 3 || parts.some((part) => !/^\d{1,4}$/.test(part))) return null;
  if (parts[0].length === 4) parts.reverse();
  const year = parts.pop();
  if (year.length !== 4) return null;
  const month = parts.length ? parts.pop().padStart(2, "0") : null;
  const day = parts.length ? parts.pop().padStart(2, "0") : null;
  if (month !== null && (month < "01" || month > "12")) return null;
  if (day !== null && (day < "01" || day > "31")) return null;
  return [`${year}-${month || "01"}-${day || "01"}`, `${year}-${month || "12"}-${day || "31"}`];
}

function nodeStates(node) {
  const states = [node.standing === "in_corpus" ? "state_corpus" : "state_cited"];
  if (node.responds) states.push("state_responds");
  if (node.typo_of || node.typo_label) states.push("state_typo");
  if (node.ambiguous) states.push("state_ambiguous");
  return states;
}

const statesOf = new Map(payload.nodes.map((node) => [node.id, nodeStates(node)]));
const ALL_PASSED = 127;
const FACET_BIT = { level: 1, type: 2, state: 4, agency: 8, date: 16, relation: 32, branch: 64 };

// Which documents pass which filter, as bits: a facet counts what would be there if it alone were cleared.
function passedBits() {
  const { level, type, relation, state: asked, agency, from, to, confidence } = state.filters;
  const linked = new Set();
  for (const edge of payload.edges) {
    if (!relation.has(edge.relation) && (edge.confidence ?? 1) >= confidence) linked.add(edge.from).add(edge.to);
  }
  const wanted = fold(agency.trim());
  const first = readDay(from)?.[0], last = readDay(to)?.[1];
  const branch = branchMembers();
  const bits = new Map();
  for (const node of payload.nodes) {
    let passed = 0;
    if (!level.has(node.level)) passed |= 1;
    if (!type.has(node.type || "")) passed |= 2;
    if (!asked.size || statesOf.get(node.id).some((one) => asked.has(one))) passed |= 4;
    if (!wanted || foldedIssuer.get(node.id).includes(wanted)) passed |= 8;
    if (!first && !last) passed |= 16; // no date asked for
    else if (node.date) {
      const [begin, end] = readDay(node.date);
      if ((!first || end >= first) && (!last || begin <= last)) passed |= 16;
    }
    if (linked.has(node.id) || !(cites.get(node.id).length || citedBy.get(node.id).length)) passed |= 32;
    if (!branch || branch.has(node.id)) passed |= 64;
    bits.set(node.id, passed);
  }
  return bits;
}

function childrenOf(id) {
  return childLists.get(id) || [];
}

const childLists = new Map();
for (const node of [...payload.nodes].sort((one, other) => one.row - other.row)) {
  const hub = hangsOn.get(node.id);
  if (hub === undefined) continue;
  if (!childLists.has(hub)) childLists.set(hub, []);
  childLists.get(hub).push(node.id);
}

// The chosen document, what it rests on and what hangs on it, to the chosen depth.
function branchMembers() {
  if (!state.branch && !state.depth) return null;
  const root = state.branch || payload.focus;
  const members = new Set([root]);
  for (let id = hangsOn.get(root); id !== undefined; id = hangsOn.get(id)) members.add(id);
  let layer = [root];
  for (let step = 0; layer.length && (!state.depth || step < state.depth); step += 1) {
    layer = layer.flatMap(childrenOf).filter((id) => !members.has(id));
    layer.forEach((id) => members.add(id));
  }
  return members;
}

// The picture after filters and grouping: documents, closed groups, silent agencies.
function visiblePart() {
  const bits = passedBits();
  const shown = new Set();
  for (const node of payload.nodes) {
    if (bits.get(node.id) === ALL_PASSED || node.id === payload.focus) shown.add(node.id);
  }
  const inGroup = new Map();
  const closed = [];
  for (const group of payload.groups) {
    if (state.open.has(group.id)) continue;
    const members = group.members.filter((id) => shown.has(id));
    if (members.length < SMALLEST_GROUP) continue;
    closed.push({ group, members });
    members.forEach((id) => inGroup.set(id, group.id));
  }
  const silent = state.branch || filtersOn() ? [] : payload.silent;
  return { bits, shown, inGroup, closed, silent };
}

function filtersOn() {
  const { level, type, relation, state: asked, agency, from, to, confidence } = state.filters;
  return level.size + type.size + relation.size + asked.size > 0 || agency.trim() !== "" ||
    readDay(from) !== null || readDay(to) !== null || confidence > 0;
}

function edgePasses(edge) {
  return !state.filters.relation.has(edge.relation) && (edge.confidence ?? 1) >= state.filters.confidence;
}
