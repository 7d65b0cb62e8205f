// What part of the picture is in view, and how it stays there when the window changes.

const LEGIBLE = 0.85;
const MARGIN = { top: 44, left: 24 };
let aim = null; // what the camera shows whatever the size of the frame; null once the reader has moved it

// vis-network would scale the picture with its frame, and so cut the first column: here the first look is made
// anew, and a look that the reader has chosen keeps its scale and its upper left corner.
function followFrame([entry]) {
  const { width, height } = entry.contentRect;
  if (!width || !height || !scene) return;
  const corner = network.DOMtoCanvas({ x: 0, y: 0 }), scale = network.getScale();
  const kept = state.selected && painted.has(state.selected);
  if (!network.setSize()) return;
  if (aim && !state.selected) aim();
  else moveTo(corner.x, corner.y, scale, width, height);
  if (kept) reveal(state.selected);
  network.redraw();
}

function lookAt(position, scale = network.getScale()) {
  aim = null;
  network.moveTo({ position, scale, animation: false });
}

// The first look: everything if that can be read, else the directive at a size that can be read.
function openCamera() {
  if (!scene || !network) return;
  const { clientWidth: width, clientHeight: height } = network.body.container;
  if (!width || !height || state.view === "table" || state.view === "schema") return;
  network.setSize();
  const { x, y, right, bottom } = scene.bounds;
  const side = scene.view === "time" ? laneLabelWidth() : 0;
  const fit = Math.min((width - side - 24) / (right - x), (height - MARGIN.top - 16) / (bottom - y));
  const across = (width - side - 24) / (right - x);
  const scale = Math.min(1, Math.max(fit, Math.min(across, 1), LEGIBLE));
  const focus = scene.byId.get(payload.focus);
  let left = x, top = y;
  if ((right - x) * scale > width - side) {
    // Keep the directive and what is to the right of it in view; show its sources too if there is room.
    const room = (width - side) / scale;
    left = Math.max(x, Math.min(focus.x - GAP_X, right - room));
    if (focus.x + CARD_W - x + 2 * GAP_X < room) left = x;
  } else left = x - ((width - side) / scale - (right - x)) / 2;
  const room = (height - MARGIN.top) / scale;
  if (bottom - y > room && focus.y + CARD_H + 60 > y + room) top = focus.y - room / 2;
  moveTo(left - side / scale, top - (scene.view === "tree" ? 4 : MARGIN.top) / scale, scale, width, height);
  aim = openCamera;
}

function moveTo(left, top, scale, width, height) {
  lookAt({ x: left + width / 2 / scale, y: top + height / 2 / scale }, scale);
}

// Everything at once; of a picture too tall for that, its whole width at a size that shows more than dust.
function fitAll() {
  const { clientWidth: width, clientHeight: height } = network.body.container;
  const { x, y, right, bottom } = scene.bounds;
  const side = scene.view === "time" ? laneLabelWidth() : 0;
  const across = (width - side - 16) / (right - x), down = (height - MARGIN.top - 16) / (bottom - y);
  const scale = Math.min(1.2, Math.max(Math.min(across, down), Math.min(across, 0.5)));
  const left = x - ((width - side) / scale - (right - x)) / 2 - side / scale;
  moveTo(left, y - MARGIN.top / scale, scale, width, height);
  aim = fitAll;
}

function laneLabelWidth() {
  return window.innerWidth < 900 ? 76 : 118;
}

function zoomBy(factor, at) {
  const scale = Math.max(0.08, Math.min(3, network.getScale() * factor));
  const ratio = network.getScale() / scale;
  const view = network.getViewPosition();
  const point = at ? network.DOMtoCanvas(at) : view;
  lookAt({ x: point.x + (view.x - point.x) * ratio, y: point.y + (view.y - point.y) * ratio }, scale);
  hideHover();
}

function pan(across, down) {
  const scale = network.getScale(), view = network.getViewPosition();
  const { x, y, right, bottom } = scene.bounds;
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
  lookAt({ x: clamp(view.x + across / scale, x, right), y: clamp(view.y + down / scale, y, bottom) });
  hideHover();
}

function centreOn(id) {
  const card = scene.byId.get(id);
  if (!card) return;
  const scale = Math.max(network.getScale(), LEGIBLE);
  lookAt({ x: card.x + CARD_W / 2, y: card.y + CARD_H / 2 }, scale);
}

// Bring a card into view, moving no more than needed.
function reveal(id) {
  if (scene.byId.has(id) && !inView(id)) centreOn(id);
}

function inView(id) {
  const card = scene.byId.get(id);
  if (!card) return false;
  const { clientWidth: width, clientHeight: height } = network.body.container;
  const a = network.canvasToDOM({ x: card.x, y: card.y }), b = network.canvasToDOM({ x: card.x + CARD_W, y: card.y + CARD_H });
  return a.x >= 8 && a.y >= MARGIN.top && b.x <= width - 8 && b.y <= height - 8;
}
