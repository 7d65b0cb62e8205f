// How cards, links and bands look; every number of the design is here.

const THEMES = {
  light: {
    page: "#f6f7f9", band: "#ffffff", band2: "#eef1f6", rule: "#d5dbe5", card: "#ffffff", cited: "#f8f9fb", ink: "#111827",
    soft: "#4b5563", line: "#94a3b8", accent: "#b3261e", select: "#1d4ed8", tint: "#fff4f2", hit: "#facc15", good: "#166534", goodTint: "#dcfce7",
    warn: "#92400e", warnTint: "#fef3c7", stack: "#c7d0dd",
  },
  dark: {
    page: "#0f1420", band: "#151b29", band2: "#1a2233", rule: "#2f3a50", card: "#1e2738", cited: "#182030", ink: "#f3f4f6",
    soft: "#b6c0d0", line: "#64748b", accent: "#ff8a80", select: "#7db4ff", tint: "#33222a", hit: "#facc15", good: "#86efac", goodTint: "#14392a",
    warn: "#fcd34d", warnTint: "#42330f", stack: "#45526b",
  },
};
const FAR = 0.62; // below this scale a card shows only its number, larger

function theme(light) {
  return THEMES[state.dark && !light ? "dark" : "light"];
}

function drawBands(pen, scene, look, labels) {
  scene.bands.forEach((band, index) => {
    pen.rect(band.x, band.y, band.w, band.h, { fill: index % 2 ? look.band2 : look.band });
    // Districts ended on 1 July 2025: what lies beyond is not empty for want of answers.
    if (band.level === "district" && Number.isFinite(scene.districtEnd) && scene.districtEnd > band.x) {
      pen.rect(scene.districtEnd, band.y, band.x + band.w - scene.districtEnd, band.h, { fill: look.rule, alpha: 0.45 });
      pen.text(word("district_end"), scene.districtEnd + 8, band.y + 13, { size: 11, fill: look.soft });
    }
    if (!labels) return;
    const text = `${word(band.level)} (${band.count})`;
    if (scene.view === "tree") pen.text(text, band.x + band.w / 2, band.y + 24, { size: 14, weight: 700, fill: look.ink, align: "center" });
    else pen.text(text, band.x - 12, band.y + band.h / 2 + 5, { size: 14, weight: 700, fill: look.ink, align: "right" });
  });
  const { y, bottom } = scene.bounds;
  for (const tick of scene.ticks) {
    pen.path(["M", tick.x, y, "L", tick.x, bottom], { stroke: look.rule, width: 1, dash: tick.undated ? [] : [2, 4] });
    if (labels) pen.text(tick.text, tick.x + 3, y - 6, { size: 12, weight: 600, fill: look.soft });
  }
  for (const gap of scene.gaps) pen.text(gap.text, gap.x, y + 12, { size: 10.5, fill: look.soft, align: "center" });
  if (scene.view === "time" && scene.ticks[0] && scene.ticks[0].undated) {
    pen.path(["M", -GAP_X / 2, y, "L", -GAP_X / 2, bottom], { stroke: look.line, width: 1.5 });
  }
}

function drawLinks(pen, scene, look, { plain = false, still = false, seen = null } = {}) {
  const lit = [];
  for (const link of scene.links) {
    if (!linkDrawn(link) || (still && !link.main && !state.allEdges && !linkLit(link))) continue;
    if (seen && (link.box[2] < seen.x || link.box[0] > seen.right || link.box[3] < seen.y || link.box[1] > seen.bottom)) continue;
    if (linkLit(link)) lit.push(link);
    else drawLink(pen, link, look, scene.view, false, plain);
  }
  for (const link of lit) drawLink(pen, link, look, scene.view, true, false);
}

function drawLink(pen, link, look, view, lit, plain) {
  const known = relationRows.get(link.kind);
  const stroke = known ? (look === THEMES.dark ? known.dark : known.light) : link.kind === "typo" ? look.warn : look.line;
  const dash = plain ? [] : known ? relationDash(link.kind) : [2, 4];
  const weak = link.edge && (link.edge.confidence ?? 1) < 0.6;
  const dim = lit ? 1 : weak ? 0.4 : view === "time" ? 0.65 : link.main ? 1 : 0.75;
  const width = lit ? 2.6 : link.main ? 1.7 : 1.2;
  if (link.stem) pen.path(link.stem, { stroke: lit ? stroke : look.line, width: lit ? 2.2 : 1.3, dash: link.kind === "silent" ? [2, 4] : [], alpha: lit ? 1 : view === "time" ? 0.6 : 1 });
  pen.path(link.tip, { stroke, width, dash, alpha: dim });
  const { x, y, angle } = link.arrow;
  if (link.kind === "silent" || link.kind === "typo") return;
  const size = lit ? 9 : 7, cos = Math.cos(angle), sin = Math.sin(angle);
  const turn = (dx, dy) => [x + dx * cos - dy * sin, y + dx * sin + dy * cos];
  pen.path(["M", x, y, "L", ...turn(-size, -size * 0.5), "L", ...turn(-size, size * 0.5), "Z"], { fill: stroke, alpha: Math.max(dim, 0.7) });
}

function cardMarks(card) {
  const { node } = card;
  return {
    responds: card.kind === "group" ? card.members.every((id) => nodeById.get(id).responds) : node.responds,
    typo: card.kind === "node" && (node.typo_of || node.typo_label),
    ambiguous: card.kind === "node" && node.ambiguous,
    cited: card.kind === "node" && node.standing !== "in_corpus",
  };
}

function drawCard(pen, card, look, scale) {
  if (card.kind === "silent" || card.kind === "silent-group") drawSilent(pen, card, look, scale);
  else if (scale < FAR) drawFar(pen, card, look);
  else drawNear(pen, card, look);
  if (card.deeper) drawDeeper(pen, card, look);
}

// How many documents under this one are not shown, where their line would begin.
function drawDeeper(pen, card, look) {
  const text = "+" + card.deeper, width = textWidth(text, 10.5, 700) + 10;
  pen.rect(card.x + card.w + 3, card.y + card.h / 2 - 8, width, 16, { fill: look.card, stroke: look.line, radius: 8 });
  pen.text(text, card.x + card.w + 3 + width / 2, card.y + card.h / 2 + 4, { size: 10.5, weight: 700, fill: look.soft, align: "center" });
}

function drawFrame(pen, card, look) {
  const { x, y, w, h } = card;
  const marks = cardMarks(card);
  const focus = card.id === payload.focus;
  const selected = state.selected === card.id;
  const found = card.kind === "group" ? card.members.some((id) => state.hits.includes(id)) : state.hits.includes(card.id);
  if (card.kind === "group") {
    for (const step of [8, 4]) pen.rect(x + step, y + step, w, h, { fill: look.card, stroke: look.stack, radius: 7 });
  }
  if (found) pen.rect(x - 4, y - 4, w + 8, h + 8, { fill: look.hit, radius: 10 });
  const stroke = selected ? look.select : focus ? look.accent : marks.typo ? look.warn : state.hover === card.id ? look.soft : look.line;
  pen.rect(x, y, w, h, {
    fill: focus ? look.tint : marks.cited ? look.cited : look.card, stroke, radius: 7,
    width: selected || focus ? 2.6 : 1.2, dash: marks.cited ? [5, 3] : [],
  });
  return marks;
}

function drawChip(pen, card, look, size, x, y, height) {
  const code = typeCode(card.node.type);
  const colour = typeColour2(card.node.type, look);
  const width = Math.max(height * 1.35, textWidth(code, size, 700) + 10);
  pen.rect(x, y, width, height, { fill: colour, radius: 4 });
  pen.text(code, x + width / 2, y + height / 2 + size * 0.36, { size, weight: 700, fill: look === THEMES.dark ? "#0f1420" : "#ffffff", align: "center" });
  return width;
}

function typeColour2(type, look) {
  const row = typeRows.get(type);
  return vocabulary.families[row ? row.family : "other"][look === THEMES.dark ? 1 : 0];
}

function drawNear(pen, card, look) {
  const { x, y, w, node } = card;
  const marks = drawFrame(pen, card, look);
  const chip = drawChip(pen, card, look, 11, x + 8, y + 8, 18);
  let right = x + w - 8;
  right -= drawPills(pen, card, marks, look, right, y + 8);
  const left = x + 8 + chip + 7;
  const name = card.kind === "group" ? "▸ " + groupLabel(card.group, card.members) : nodeName(node);
  pen.text(fitText(name, 13.5, 700, right - left), left, y + 22, { size: 13.5, weight: 700, fill: look.ink });
  if (card.kind === "group") {
    const dates = card.members.map((id) => nodeById.get(id).date).filter(Boolean).sort();
    const span = !dates.length ? word("no_date") : dates[0] === dates[dates.length - 1] ? dateText(dates[0]) : `${dateText(dates[0])} – ${dateText(dates[dates.length - 1])}`;
    pen.text(span, x + 9, y + 41, { size: 12, fill: look.soft });
    return;
  }
  const date = node.date ? dateText(node.date) : word("no_date");
  pen.text(date, x + w - 9, y + 41, { size: 12, fill: look.soft, align: "right" });
  const room = w - 26 - textWidth(date, 12, 400);
  pen.text(fitText(node.short || node.issuer || word("no_issuer"), 12, 400, room), x + 9, y + 41, { size: 12, fill: look.soft });
}

// Marks at the right of the first line; returns how much room they took.
function drawPills(pen, card, marks, look, right, y) {
  let used = 0;
  const pill = (text, fill, ink) => {
    const width = textWidth(text, 10.5, 700) + 12;
    pen.rect(right - used - width, y, width, 18, { fill, radius: 9 });
    pen.text(text, right - used - width / 2, y + 12.7, { size: 10.5, weight: 700, fill: ink, align: "center" });
    used += width + 4;
  };
  if (marks.responds) {
    const days = card.kind === "node" && card.node.days !== undefined && card.node.days >= 0 ? word("days", { n: card.node.days }) : "";
    pill(days ? "✓ " + days : "✓", look.goodTint, look.good);
  }
  if (marks.typo) pill("⚠", look.warnTint, look.warn);
  if (marks.ambiguous) pill("?", look.warnTint, look.warn);
  return used;
}

function drawFar(pen, card, look) {
  const { x, y, w, h, node } = card;
  const marks = drawFrame(pen, card, look);
  const chip = drawChip(pen, card, look, 15, x + 7, y + h / 2 - 13, 26);
  const left = x + 7 + chip + 6;
  const sign = marks.typo ? "⚠" : marks.responds ? "✓" : "";
  if (sign) pen.text(sign, x + w - 9, y + h / 2 + 7, { size: 20, weight: 700, fill: marks.typo ? look.warn : look.good, align: "right" });
  const name = card.kind === "group" ? "▸ " + groupLabel(card.group, card.members) : nodeName(node);
  const room = x + w - left - (sign ? 27 : 6);
  const size = textWidth(name, 20, 700) <= room ? 20 : 17;
  pen.text(fitText(name, size, 700, room), left, y + h / 2 + 7, { size, weight: 700, fill: look.ink });
}

function drawSilent(pen, card, look, scale) {
  const { x, y, w, h } = card;
  const selected = state.selected === card.id;
  pen.rect(x, y, w, h, { fill: look.band, stroke: selected ? look.select : look.line, radius: 7, width: selected ? 2.6 : 1.2, dash: [2, 4] });
  const name = card.kind === "silent" ? card.body.name : "▸ " + word("n_silent", { n: card.members.length });
  const far = scale < FAR;
  pen.circle(x + 17, y + (far ? h / 2 : 18), 5, { stroke: look.soft, width: 1.6 });
  pen.text(fitText(name, far ? 18 : 12.5, 600, w - 38), x + 30, y + (far ? h / 2 + 6 : 22), { size: far ? 18 : 12.5, weight: 600, fill: look.ink });
  if (!far && card.kind === "silent") pen.text(word("silent"), x + 30, y + 40, { size: 12, fill: look.soft });
}
