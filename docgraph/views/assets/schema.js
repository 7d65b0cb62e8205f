// The relations view in the manner of the "lược đồ": one document in the middle, groups by relation on both sides.

function h(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") element.className = value;
    else if (key === "on") for (const [event, action] of Object.entries(value)) element.addEventListener(event, action);
    else if (key === "word") {
      element.dataset.word = value;
      element.textContent = word(value);
    } else if (key === "tip") {
      element.dataset.tip = value;
      element.setAttribute("aria-label", word(value));
      element.setAttribute("title", word(value));
    } else element.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat()) if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
}

function chip(node) {
  const element = h("span", { class: "chip", title: typeName(node.type) }, typeCode(node.type));
  element.style.backgroundColor = typeColour(node.type);
  return element;
}

function marksOf(node) {
  const marks = [];
  if (node.id === payload.focus) marks.push(h("span", { class: "mark focus" }, word("focus_document")));
  if (node.responds) marks.push(h("span", { class: "mark good" }, "✓ " + word("state_responds")));
  if (node.standing !== "in_corpus") marks.push(h("span", { class: "mark cited" }, word("state_cited")));
  if (node.typo_of || node.typo_label) marks.push(h("span", { class: "mark warn" }, "⚠ " + word("state_typo")));
  if (node.ambiguous) marks.push(h("span", { class: "mark warn" }, "? " + word("state_ambiguous")));
  return marks;
}

function quoteOf([source, before, marked, after]) {
  return h("blockquote", {}, h("bdi", {}, before, marked ? h("mark", {}, marked) : null, after), h("cite", {}, source));
}

function evidenceOf(edge, most = 9) {
  const found = (edge.evidence || []).slice(0, most).map(quoteOf);
  const more = (edge.evidence || []).length - found.length + (edge.more || 0);
  if (more > 0) found.push(h("p", { class: "soft" }, word("more_evidence", { n: more })));
  return found;
}

function documentButton(id, action) {
  const node = nodeById.get(id);
  return h("button", { class: "document" + (node.standing === "in_corpus" ? "" : " cited-only"), type: "button", on: { click: () => action(id) } },
    chip(node), h("bdi", { class: "name" }, nodeName(node)), node.responds ? h("span", { class: "tickmark", "aria-label": word("state_responds") }, "✓") : null,
    node.typo_of || node.typo_label ? h("span", { class: "warnmark", "aria-label": word("state_typo") }, "⚠") : null,
    h("span", { class: "under" }, h("bdi", {}, node.short || node.issuer || word("no_issuer")), " · ", dateText(node.date)));
}

function relationGroups(list, side) {
  const groups = new Map();
  for (const edge of list) {
    if (!groups.has(edge.relation)) groups.set(edge.relation, []);
    groups.get(edge.relation).push(edge);
  }
  const order = [...relationRows.keys()];
  return [...groups].sort((one, other) => order.indexOf(one[0]) - order.indexOf(other[0])).map(([kind, members]) => {
    const title = relationRow(kind)[`${side}_${state.lang}`];
    const box = h("section", { class: "relation-group" },
      h("h3", {}, h("span", {}, title), " ", h("span", { class: "count" }, `(${number(members.length)})`)),
      h("ul", {}, members.map((edge) => h("li", {},
        documentButton(side === "out" ? edge.to : edge.from, showSchema),
        (edge.evidence || []).length ? h("details", {}, h("summary", {}, word("evidence")), evidenceOf(edge)) : null))));
    box.style.borderTopColor = relationColour(kind);
    return box;
  });
}

function showSchema(id) {
  if (state.view !== "schema" || state.current !== id) state.past.push({ view: state.view, current: state.current });
  state.current = id;
  state.selected = id;
  setView("schema");
}

function renderSchema() {
  const node = nodeById.get(state.current);
  const out = cites.get(node.id).filter((edge) => edge.to !== node.id && edgePasses(edge));
  const into = citedBy.get(node.id).filter((edge) => edge.from !== node.id && edgePasses(edge));
  const side = (key, list, name, empty) => h("div", { class: "schema-side " + name },
    h("h2", {}, word(key), " ", h("span", { class: "count" }, `(${number(list.length)})`)),
    list.length ? relationGroups(list, name) : h("p", { class: "soft" }, word(empty)));
  const bar = h("div", { class: "schema-bar" },
    h("button", { type: "button", id: "schema-back", on: { click: schemaBack } }, "← ", word("back")),
    node.id !== payload.focus ? h("button", { type: "button", on: { click: () => showSchema(payload.focus) } }, word("to_focus")) : null,
    h("button", { type: "button", on: { click: () => { select(node.id); setView("tree"); centreOn(node.id); } } }, word("see_tree")));
  bar.querySelector("#schema-back").disabled = !state.past.length;
  const middle = h("div", { class: "schema-middle" },
    h("p", { class: "over" }, word("current")),
    h("div", { class: "current" }, chip(node), h("h2", { id: "schema-current" }, h("bdi", {}, node.label)),
      node.title ? h("p", { class: "title" }, h("bdi", {}, node.title)) : null,
      h("p", {}, h("bdi", {}, node.issuer || word("no_issuer")), h("br"), dateText(node.date), " · ", word(node.level)),
      h("p", { class: "marks" }, marksOf(node))));
  document.getElementById("schema").replaceChildren(bar, h("div", { class: "schema-grid" },
    side("acted_on", out, "out", "nothing_out"), middle, side("acting", into, "in", "nothing_in")));
}

function schemaBack() {
  const before = state.past.pop();
  if (!before) return;
  state.current = before.current;
  state.selected = before.view === "schema" ? before.current : state.selected;
  setView(before.view);
}
