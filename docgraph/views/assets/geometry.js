// From the visible part to cards, links and bands with coordinates; the order of rows and columns is given.

const [CARD_W, CARD_H] = payload.layout.card;
const [GAP_X, GAP_Y] = payload.layout.gap;
const BAND_PAD = 18;
const HEAD = 34; // room for the heading of a band

function groupLabel(group, members) {
  const unit = word("unit_" + group.level);
  return `${number(members.length)} ${unit} · ${typeName(group.type)}`;
}

// Cards of both views: documents that stand alone, closed groups, silent agencies.
function cardsOf(visible) {
  const cards = [];
  for (const node of payload.nodes) {
    if (!visible.shown.has(node.id) || visible.inGroup.has(node.id)) continue;
    const below = childrenOf(node.id);
    cards.push({ id: node.id, kind: "node", node, deeper: below.some((id) => visible.shown.has(id)) ? 0 : below.length });
  }
  for (const { group, members } of visible.closed) {
    cards.push({ id: group.id, kind: "group", group, members, node: nodeById.get(members[0]) });
  }
  return cards;
}

function treeScene(visible) {
  const cards = cardsOf(visible);
  for (const card of cards) {
    card.column = card.node.column;
    card.row = card.node.row;
  }
  addSilent(cards, visible.silent);
  const columns = ranks(cards.map((card) => card.column[0] * 10 + card.column[1]));
  const rows = ranks(cards.map((card) => card.row));
  for (const card of cards) {
    card.w = CARD_W;
    card.h = CARD_H;
    card.x = columns.get(card.column[0] * 10 + card.column[1]) * (CARD_W + GAP_X);
    card.y = rows.get(card.row) * (CARD_H + GAP_Y);
  }
  const byId = new Map(cards.map((card) => [card.id, card]));
  const bottom = Math.max(...cards.map((card) => card.y)) + CARD_H;
  const bands = [];
  for (const index of new Set(cards.map((card) => card.column[0]))) {
    const own = cards.filter((card) => card.column[0] === index);
    const left = Math.min(...own.map((card) => card.x)) - GAP_X / 2;
    const right = Math.max(...own.map((card) => card.x)) + CARD_W + GAP_X / 2;
    bands.push({
      level: vocabulary.levels[index], x: left, y: -HEAD - BAND_PAD, w: right - left, h: bottom + HEAD + 2 * BAND_PAD,
      count: own.reduce((sum, card) => sum + (card.kind === "group" ? card.members.length : card.kind === "node" ? 1 : 0), 0),
    });
  }
  bands.sort((one, other) => one.x - other.x);
  return finish({ view: "tree", cards, byId, bands, ticks: [], gaps: [] }, visible, treeRoute);
}

function addSilent(cards, silent) {
  if (!silent.length) return;
  const focus = focusNode.column;
  const beyond = [...new Set(cards.map((card) => card.column[0]))].filter((index) => index > focus[0]).sort((a, b) => a - b);
  const fallback = beyond.length ? beyond[0] : Math.min(focus[0] + 1, vocabulary.levels.length - 1);
  const place = (body) => {
    const index = vocabulary.levels.indexOf(body.level);
    return [index > focus[0] && body.level !== "unknown_level" ? index : fallback, 0];
  };
  let row = Math.max(...cards.map((card) => card.row)) + 1;
  if (!state.open.has(SILENT_GROUP)) {
    cards.push({ id: SILENT_GROUP, kind: "silent-group", members: silent.map((body) => body.id), column: place(silent[0]), row });
    return;
  }
  for (const body of [...silent].sort((one, other) => place(one)[0] - place(other)[0])) {
    cards.push({ id: body.id, kind: "silent", body, column: place(body), row });
    row += 1;
  }
}

// How many documents of the same column a card hangs under: their lines run side by side, not over one another.
function innerDepth(card, above) {
  let depth = 0;
  if (above || card.kind !== "node") return 0;
  for (let id = card.node.id; depth < 3;) {
    const hub = nodeById.get(hangsOn.get(id));
    if (!hub || String(hub.column) !== String(card.node.column)) break;
    depth += 1;
    id = hub.id;
  }
  return depth;
}

function ranks(values) {
  return new Map([...new Set(values)].sort((one, other) => one - other).map((value, index) => [value, index]));
}

function timeScene(visible) {
  const cards = cardsOf(visible);
  const lanes = ranks(cards.map((card) => card.node.time[1]));
  const rowsOf = new Map();
  for (const lane of lanes.keys()) {
    rowsOf.set(lane, ranks(cards.filter((card) => card.node.time[1] === lane).map((card) => card.node.time[2])));
  }
  const tops = new Map();
  let y = 0;
  const bands = [];
  for (const lane of lanes.keys()) {
    tops.set(lane, y);
    const height = rowsOf.get(lane).size * (CARD_H + GAP_Y) - GAP_Y;
    bands.push({ level: vocabulary.levels[lane], y: y - BAND_PAD, h: height + 2 * BAND_PAD, lane });
    y += height + 2 * BAND_PAD;
  }
  const undated = cards.some((card) => card.node.time[0] === null);
  const stretch = shrunk(cards);
  for (const card of cards) {
    const [x, lane, row] = card.node.time;
    card.w = CARD_W;
    card.h = CARD_H;
    card.x = x === null ? -CARD_W - GAP_X : stretch(x);
    card.y = tops.get(lane) + rowsOf.get(lane).get(row) * (CARD_H + GAP_Y);
  }
  const left = (undated ? -CARD_W - GAP_X : 0) - 2 * BAND_PAD;
  const right = Math.max(0, ...cards.map((card) => card.x)) + CARD_W + 2 * BAND_PAD;
  for (const band of bands) {
    band.x = left;
    band.w = right - left;
    band.count = cards.filter((card) => card.node.time[1] === band.lane).reduce((sum, card) => sum + (card.kind === "group" ? card.members.length : 1), 0);
  }
  const used = new Set(cards.map((card) => card.node.date && card.node.date.slice(0, 7)));
  const ticks = payload.layout.ticks
    .filter(([, year, month]) => used.has(`${year}-${String(month).padStart(2, "0")}`) || used.has(null) || !filtersOn())
    .map(([x, year, month]) => ({ x: stretch(x), text: `${String(month).padStart(2, "0")}/${year}` }));
  if (undated) ticks.unshift({ x: -CARD_W - GAP_X, text: word("no_date"), undated: true });
  const gaps = payload.layout.gaps.map(([from, to, days]) => ({ x: (stretch(from) + stretch(to)) / 2, text: word("gap_days", { n: days }) }));
  const byId = new Map(cards.map((card) => [card.id, card]));
  const ended = payload.layout.district_end;
  const districtEnd = ended === null ? null : stretch(ended);
  return finish({ view: "time", cards, byId, bands, ticks, gaps, districtEnd }, visible, timeRoute);
}

// The time axis begins at the first document that is left.
function shrunk(cards) {
  const places = cards.map((card) => card.node.time[0]).filter((x) => x !== null);
  const first = places.length ? Math.min(...places) : 0;
  return (x) => x - first;
}

function finish(scene, visible, route) {
  scene.links = linksOf(scene, visible);
  const comeIn = new Map(); // how many lines beside the tree's own end at each card
  for (const link of scene.links) {
    if (!link.main) comeIn.set(link.card, (link.nth = comeIn.get(link.card) || 0) + 1);
    Object.assign(link, route(link));
    const xs = link.points.map(([x]) => x), ys = link.points.map(([, y]) => y);
    link.box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  }
  const xs = scene.cards.map((card) => card.x), ys = scene.cards.map((card) => card.y);
  scene.bounds = {
    x: Math.min(...scene.bands.map((band) => band.x), ...xs), y: Math.min(...scene.bands.map((band) => band.y), ...ys),
    right: Math.max(...scene.bands.map((band) => band.x + band.w)), bottom: Math.max(...scene.bands.map((band) => band.y + band.h)),
  };
  return scene;
}

function linksOf(scene, visible) {
  const links = [];
  const cardOf = (id) => scene.byId.get(visible.inGroup.get(id) || id);
  const drawn = new Set();
  for (const card of scene.cards) {
    if (card.kind === "silent" || card.kind === "silent-group") {
      links.push({ id: "l" + card.id, hub: scene.byId.get(payload.focus), card, kind: "silent", main: true, inner: 0 });
      continue;
    }
    const id = card.node.id;
    let hub = hangsOn.get(id), skipped = false;
    while (hub !== undefined && !cardOf(hub)) {
      hub = hangsOn.get(hub);
      skipped = true;
    }
    if (hub === undefined) continue;
    const edge = treeEdge.get(id);
    if (!skipped && !edgePasses(edge)) skipped = true;
    links.push({ id: "l" + id, hub: cardOf(hub), card, edge, kind: skipped ? "skipped" : edge.relation, main: true,
      inner: innerDepth(cardOf(hub), card.node.depth < 0), above: card.node.depth < 0, count: card.kind === "group" ? card.members.length : 1 });
    if (!skipped) drawn.add(edge.id);
  }
  for (const edge of payload.edges) {
    if (edge.tree || drawn.has(edge.id) || edge.from === edge.to || !edgePasses(edge)) continue;
    const hub = cardOf(edge.to), card = cardOf(edge.from);
    if (hub && card && hub !== card) links.push({ id: "l" + edge.id, hub, card, edge, kind: edge.relation, main: false });
  }
  for (const card of scene.cards) {
    const other = card.kind === "node" && card.node.typo_of && cardOf(card.node.typo_of);
    if (other && other !== card) links.push({ id: "t" + card.id, hub: other, card, kind: "typo", main: false });
  }
  return links;
}
