// The drawing surface: vis-network keeps camera, pointer and cards; links and bands are painted beneath.

let network = null;
let visNodes = null;
let scene = null;
const painted = new Set(); // cards of the last frame
const placed = new Map(); // what vis-network was last told about each card

function startNetwork(container) {
  const ids = JSON.parse(document.getElementById("vis-nodes").textContent);
  const extra = [...groupById.keys(), ...silentById.keys(), SILENT_GROUP];
  const options = JSON.parse(JSON.parse(document.getElementById("vis-options").textContent));
  options.nodes.ctxRenderer = paintNode;
  visNodes = new vis.DataSet([...ids, ...extra].map((id) => ({ id, label: " ", shape: "custom", hidden: true, x: 0, y: 0 })));
  network = new vis.Network(container, { nodes: visNodes, edges: new vis.DataSet([]) }, options);
  container.firstElementChild.removeAttribute("tabindex"); // the picture itself is where the keyboard stops
  network.on("beforeDrawing", (context) => {
    painted.clear();
    const pen = new CanvasPen(context);
    drawBands(pen, scene, theme(), false);
    drawLinks(pen, scene, theme(), { plain: scene.links.length > 300, seen: seenPart() });
    context.globalAlpha = 1;
    context.setLineDash([]);
  });
  network.on("afterDrawing", placeLabels);
  network.on("click", ({ nodes, pointer }) => {
    if (nodes.length) chooseCard(nodes[0]);
    else {
      const link = linkUnder(pointer.DOM);
      if (link && link.card.kind === "node") select(link.card.id);
      else select(null);
    }
  });
  network.on("doubleClick", ({ nodes }) => {
    if (nodes.length && nodeById.has(nodes[0])) showSchema(nodes[0]);
  });
  network.on("dragStart", hideHover);
  network.on("zoom", hideHover);
  container.addEventListener("mousemove", (event) => onPointer(event, container));
  container.addEventListener("mouseleave", () => setHover(null));
  container.addEventListener("wheel", onWheel, { capture: true, passive: false });
  for (const gesture of ["dragStart", "zoom"]) network.on(gesture, () => { aim = null; });
  new ResizeObserver(followFrame).observe(container);
}

function seenPart() {
  const { clientWidth, clientHeight } = network.body.container;
  const a = network.DOMtoCanvas({ x: -40, y: -40 }), b = network.DOMtoCanvas({ x: clientWidth + 40, y: clientHeight + 40 });
  return { x: a.x, y: a.y, right: b.x, bottom: b.y };
}

function paintNode({ ctx, id, x, y }) {
  const card = scene && scene.byId.get(id);
  return {
    drawNode() {
      if (!card) return;
      ctx.save();
      painted.add(id);
      drawCard(new CanvasPen(ctx), card, theme(), network.getScale());
      ctx.restore();
    },
    nodeDimensions: { width: CARD_W, height: CARD_H },
  };
}

// Tell vis-network only what has changed: a filter on a thousand documents must feel immediate.
function syncNetwork() {
  const changes = [];
  const seen = new Set();
  for (const card of scene.cards) {
    seen.add(card.id);
    const x = card.x + CARD_W / 2, y = card.y + CARD_H / 2;
    const before = placed.get(card.id);
    if (before && before.x === x && before.y === y) continue;
    placed.set(card.id, { x, y });
    changes.push({ id: card.id, x, y, hidden: false });
  }
  for (const id of placed.keys()) {
    if (seen.has(id)) continue;
    placed.delete(id);
    changes.push({ id, hidden: true });
  }
  if (changes.length) visNodes.update(changes);
  // vis-network paints what was in view before it moved, and knows the new place only one frame later: tell it now.
  const context = network.canvas.getContext();
  for (const { id } of changes) network.body.nodes[id].updateBoundingBox(context, false);
  network.redraw();
}

// The wheel scrolls, as on any page; with Ctrl it zooms, as in any map.
function onWheel(event) {
  event.preventDefault();
  event.stopPropagation();
  const unit = event.deltaMode === 1 ? 30 : 1;
  if (event.ctrlKey || event.metaKey) {
    const box = event.currentTarget.getBoundingClientRect();
    zoomBy(Math.exp(-event.deltaY * unit * 0.002), { x: event.clientX - box.left, y: event.clientY - box.top });
    return;
  }
  const across = event.shiftKey ? event.deltaY : event.deltaX, down = event.shiftKey ? 0 : event.deltaY;
  pan(across * unit, down * unit);
}

function linkUnder(point) {
  const at = network.DOMtoCanvas(point);
  return linkAt(scene, at.x, at.y, 7 / network.getScale());
}

let pointerFrame = 0;

function onPointer(event, container) {
  if (pointerFrame) return;
  pointerFrame = requestAnimationFrame(() => {
    pointerFrame = 0;
    const box = container.getBoundingClientRect();
    const point = { x: event.clientX - box.left, y: event.clientY - box.top };
    const id = network.getNodeAt(point);
    const link = id ? null : linkUnder(point);
    container.style.cursor = id || link ? "pointer" : "grab";
    setHover(id || (link ? link.id : null), event.clientX, event.clientY, link);
  });
}

function setHover(id, x, y, link) {
  if (state.hover !== id) {
    state.hover = id;
    network.redraw();
  }
  if (id) showHover(id, x, y, link);
  else hideHover();
}

// Headings of columns, lanes and months stay in view while the picture moves beneath them.
function placeLabels() {
  const box = document.getElementById("bands");
  const { clientWidth: width, clientHeight: height } = network.body.container;
  const wanted = [];
  for (const band of scene.bands) {
    const a = network.canvasToDOM({ x: band.x, y: band.y }), b = network.canvasToDOM({ x: band.x + band.w, y: band.y + band.h });
    const text = `${word(band.level)} (${number(band.count)})`;
    if (scene.view === "tree") {
      const left = Math.max(a.x, 0), right = Math.min(b.x, width);
      if (right - left > 60) wanted.push({ className: "band-head", text, left, width: right - left });
    } else {
      const top = Math.max(a.y, MARGIN.top), bottom = Math.min(b.y, height);
      if (bottom - top > 20) wanted.push({ className: "lane-head", text, top, height: bottom - top });
    }
  }
  if (scene.view === "time") wanted.push({ className: "tick-strip", text: "", width, height: MARGIN.top });
  let last = -100;
  for (const tick of scene.ticks) {
    const { x } = network.canvasToDOM({ x: tick.x, y: 0 });
    if (x < laneLabelWidth() || x > width - 20 || x - last < 66) continue;
    wanted.push({ className: "tick-head", text: tick.text, left: x });
    last = x + (tick.undated ? 40 : 0);
  }
  while (box.children.length > wanted.length) box.lastChild.remove();
  wanted.forEach((label, index) => {
    const element = box.children[index] || box.appendChild(document.createElement("span"));
    if (element.className !== label.className) element.className = label.className;
    if (element.textContent !== label.text) element.textContent = label.text;
    for (const side of ["left", "top", "width", "height"]) element.style[side] = label[side] === undefined ? "" : `${Math.round(label[side])}px`;
  });
  placeMinimap();
}

function placeMinimap() {
  const map = document.getElementById("minimap");
  const { clientWidth: width, clientHeight: height } = network.body.container;
  const a = network.DOMtoCanvas({ x: 0, y: 0 }), b = network.DOMtoCanvas({ x: width, y: height });
  const { x, y, right, bottom } = scene.bounds;
  map.hidden = width < 640 || height < 460 || (a.x <= x + 30 && a.y <= y + 30 && b.x >= right - 30 && b.y >= bottom - 30);
  if (map.hidden) return;
  const scale = Math.min(168 / (right - x), 120 / (bottom - y));
  const ratio = window.devicePixelRatio || 1;
  const w = Math.max(24, (right - x) * scale), h = Math.max(24, (bottom - y) * scale);
  map.width = w * ratio;
  map.height = h * ratio;
  map.style.width = `${w}px`;
  map.style.height = `${h}px`;
  const context = map.getContext("2d"), look = theme();
  context.scale(ratio * scale, ratio * scale);
  context.translate(-x, -y);
  context.fillStyle = look.band;
  context.fillRect(x, y, right - x, bottom - y);
  for (const card of scene.cards) {
    context.fillStyle = card.id === payload.focus ? look.accent : card.id === state.selected ? look.select : card.node ? typeColour2(card.node.type, look) : look.line;
    context.fillRect(card.x, card.y, card.w, Math.max(card.h, 1.5 / scale));
  }
  context.strokeStyle = look.select;
  context.lineWidth = 1.5 / scale;
  context.strokeRect(Math.max(a.x, x), Math.max(a.y, y), Math.min(b.x, right) - Math.max(a.x, x), Math.min(b.y, bottom) - Math.max(a.y, y));
}

function minimapJump(event) {
  const box = event.currentTarget.getBoundingClientRect();
  const { x, y, right, bottom } = scene.bounds;
  lookAt({ x: x + (event.clientX - box.left) / box.width * (right - x), y: y + (event.clientY - box.top) / box.height * (bottom - y) });
}
