// The ways that lines take between cards, and which of them are drawn.

// Right angles in the gutters between columns: no line crosses a card, as every row belongs to one branch.
function treeRoute(link) {
  const { hub, card } = link;
  if (!link.main) return detour(link);
  const inner = link.inner;
  const y2 = card.y + CARD_H / 2;
  let y1 = hub.y + CARD_H / 2;
  let from, to, trunk;
  if (card.x > hub.x) [from, to, trunk] = [hub.x + CARD_W, card.x, hub.x + CARD_W + 14 + 9 * inner];
  else if (card.x < hub.x) [from, to, trunk] = [hub.x, card.x + CARD_W, hub.x - 18 - 9 * inner];
  else {
    [from, to, trunk] = [hub.x, card.x, hub.x - 12 - 7 * inner];
    if (!link.above) y1 += 13; // below the arrow that comes in at the middle
  }
  return elbow(from, y1, trunk, to, y2, link.above);
}

// What does not hang on the tree runs in the same gutters, and past whole columns between two rows: it crosses no card
// either.  It leaves and comes in beside the middle, where the lines of the tree are.
function detour({ hub, card, nth }) {
  const way = Math.sign(card.x - hub.x);
  const side = nth % 2 ? 1 : -1, apart = 4 * (nth % 3);
  const y1 = hub.y + CARD_H / 2 + 12, y2 = card.y + CARD_H / 2 + side * (11 + apart / 2);
  const x1 = way < 0 ? hub.x : hub.x + CARD_W, x2 = way > 0 ? card.x : card.x + CARD_W;
  const first = x1 + (way < 0 ? -1 : 1) * (6 + apart);
  let points = [[x1, y1], [first, y1], [first, y2], [x2, y2]];
  if (Math.abs(x2 - x1) > GAP_X + 1) {
    const last = x2 - way * (18 + apart);
    const lane = card.y - 3 - apart / 2; // close above the card, below the edges of a group in the row before
    points = [[x1, y1], [first, y1], [first, lane], [last, lane], [last, y2], [x2, y2]];
  }
  const into = Math.sign(x2 - points[points.length - 2][0]) || 1;
  return { stem: null, tip: rounded(points), points, arrow: { x: x2, y: y2, angle: into > 0 ? 0 : Math.PI } };
}

// A path of right angles with its corners rounded, as far as the runs between them are long enough.
function rounded(points) {
  const path = ["M", ...points[0]];
  for (let i = 1; i < points.length - 1; i += 1) {
    const [[ax, ay], [bx, by], [cx, cy]] = [points[i - 1], points[i], points[i + 1]];
    const before = Math.abs(bx - ax) + Math.abs(by - ay), after = Math.abs(cx - bx) + Math.abs(cy - by);
    const corner = Math.min(6, before / 2, after / 2);
    path.push("L", bx - Math.sign(bx - ax) * corner, by - Math.sign(by - ay) * corner);
    path.push("Q", bx, by, bx + Math.sign(cx - bx) * corner, by + Math.sign(cy - by) * corner);
  }
  return [...path, "L", ...points[points.length - 1]];
}

function elbow(from, y1, trunk, to, y2, above) {
  const down = Math.sign(y2 - y1);
  const out = Math.sign(trunk - from), into = Math.sign(to - trunk);
  const corner = Math.min(8, Math.abs(y2 - y1) / 2, Math.abs(trunk - from) || 8);
  const stem = ["M", from, y1];
  if (trunk !== from) stem.push("L", trunk - out * corner, y1);
  if (down) stem.push(...(trunk === from ? [] : ["Q", trunk, y1, trunk, y1 + down * corner]), "L", trunk, y2 - down * corner);
  const tip = down
    ? ["M", trunk, y2 - down * corner, "Q", trunk, y2, trunk + into * corner, y2, "L", to, y2]
    : ["M", trunk, y2, "L", to, y2];
  const points = [[from, y1], [trunk, y1], [trunk, y2], [to, y2]];
  const arrow = above ? { x: from, y: y1, angle: out > 0 ? Math.PI : 0 } : { x: to, y: y2, angle: into > 0 ? 0 : Math.PI };
  return { stem, tip, points, arrow };
}

// On the time axis a document stands to the right of what it carries out: down from there, then across.
function timeRoute(link) {
  const { hub, card } = link;
  const [early, late] = link.above ? [card, hub] : [hub, card];
  const trunk = early.x + (link.main ? 16 : 9);
  const beside = link.main ? 0 : link.nth % 2 ? -11 : 11; // of the line of the tree
  if (late.x < trunk + 14 || early.y === late.y) return curve(early, late, beside);
  const y1 = late.y > early.y ? early.y + CARD_H : early.y;
  const y2 = late.y + CARD_H / 2 + beside;
  if (link.main) return elbow(trunk, y1, trunk, late.x, y2, false);
  const points = [[trunk, y1], [trunk, y2], [late.x, y2]];
  return { stem: null, tip: rounded(points), points, arrow: { x: late.x, y: y2, angle: 0 } };
}

// A curve from one card to another, from the sides that face each other.
function curve(hub, card, beside = 0) {
  let p, q, a, b;
  const y1 = hub.y + CARD_H / 2 + beside, y2 = card.y + CARD_H / 2 + beside;
  if (card.x >= hub.x + CARD_W + 4) {
    [p, q] = [[hub.x + CARD_W, y1], [card.x, y2]];
    const bend = Math.min(140, Math.max(24, (q[0] - p[0]) / 2));
    [a, b] = [[p[0] + bend, p[1]], [q[0] - bend, q[1]]];
  } else if (card.x + CARD_W + 4 <= hub.x) {
    [p, q] = [[hub.x, y1], [card.x + CARD_W, y2]];
    const bend = Math.min(140, Math.max(24, (p[0] - q[0]) / 2));
    [a, b] = [[p[0] - bend, p[1]], [q[0] + bend, q[1]]];
  } else if (Math.abs(card.x - hub.x) < 2) {
    [p, q] = [[hub.x + CARD_W, y1], [card.x + CARD_W, y2]];
    const bend = Math.min(90, 26 + Math.abs(p[1] - q[1]) / 12);
    [a, b] = [[p[0] + bend, p[1]], [q[0] + bend, q[1]]];
  } else {
    const down = card.y > hub.y ? 1 : -1;
    [p, q] = [[hub.x + CARD_W * 0.7, hub.y + (down > 0 ? CARD_H : 0)], [card.x + 14, card.y + (down > 0 ? 0 : CARD_H)]];
    const bend = Math.max(16, Math.abs(q[1] - p[1]) / 2);
    [a, b] = [[p[0], p[1] + down * bend], [q[0], q[1] - down * bend]];
  }
  const points = [];
  for (let step = 0; step <= 16; step += 1) {
    const t = step / 16, u = 1 - t;
    points.push([0, 1].map((i) => u * u * u * p[i] + 3 * u * u * t * a[i] + 3 * u * t * t * b[i] + t * t * t * q[i]));
  }
  const arrow = { x: q[0], y: q[1], angle: Math.atan2(q[1] - b[1], q[0] - b[0]) };
  return { stem: null, tip: ["M", ...p, "C", ...a, ...b, ...q], points, arrow };
}

function linkAt(scene, x, y, reach) {
  let best = null, least = reach;
  for (const link of scene.links) {
    if (!linkDrawn(link)) continue;
    for (let i = 1; i < link.points.length; i += 1) {
      const distance = toSegment(x, y, link.points[i - 1], link.points[i]);
      // Stems are shared by siblings: the last run, at the card itself, is what a pointer means.
      if (distance < least && (!link.stem || i === link.points.length - 1)) [best, least] = [link, distance];
    }
  }
  return best;
}

function toSegment(x, y, [ax, ay], [bx, by]) {
  const dx = bx - ax, dy = by - ay;
  const t = dx || dy ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy))) : 0;
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

function linkDrawn(link) {
  return link.main || state.allEdges || linkLit(link);
}

// A link is lit when the chosen document, or the one under the pointer, is at one of its ends.
function linkLit(link) {
  for (const id of [state.selected, state.hover]) {
    if (id && (link.card.id === id || link.hub.id === id || link.id === id)) return true;
  }
  return false;
}
