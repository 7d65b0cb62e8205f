// The keyboard does all that the pointer does.

function onKey(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox" && event.target.type !== "range";
  if (event.key === "Escape") return escape();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === "/") {
    event.preventDefault();
    return document.getElementById("search").focus();
  }
  if (/^[1-4]$/.test(event.key)) return setView(["tree", "time", "schema", "table"][event.key - 1]);
  if (event.key === "f" && state.selected && nodeById.has(state.selected)) return toggleBranch(state.selected);
  if (state.view === "schema" || state.view === "table") return undefined;
  if (event.key === "+" || event.key === "=") return zoomBy(1.25);
  if (event.key === "-") return zoomBy(0.8);
  if (event.key === "0") return fitAll();
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const inPicture = event.target === document.body || event.target.closest("#picture");
  if (way && inPicture) {
    event.preventDefault();
    return step(...way);
  }
  if (event.key === "Enter" && inPicture && state.selected) return chooseCard(state.selected);
  return undefined;
}

// The nearest card in that direction; what lies straight ahead counts as nearer than what lies aside.
function step(dx, dy) {
  const from = scene.byId.get(state.selected) || scene.byId.get(payload.focus);
  if (!state.selected) return select(from.id, true);
  let best = null, least = Infinity;
  for (const card of scene.cards) {
    const x = card.x - from.x, y = card.y - from.y;
    const ahead = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (card === from || ahead < 8) continue;
    const cost = ahead + aside * (dx ? 3 : 2.2);
    if (cost < least) [best, least] = [card, cost];
  }
  if (best) select(best.id, true);
  return undefined;
}

function escape() {
  hideHover();
  const menu = document.getElementById("export-menu");
  if (!menu.hidden) {
    menu.hidden = true;
    return document.getElementById("export").focus();
  }
  if (document.activeElement && document.activeElement.id === "search") {
    document.getElementById("search").value = "";
    search("");
    return document.getElementById("picture").focus();
  }
  if (document.body.classList.contains("drawer-filters") || document.body.classList.contains("drawer-details")) return closeDrawers();
  if (state.selected) return select(null);
  if (state.branch) return toggleBranch(state.branch);
  return undefined;
}
