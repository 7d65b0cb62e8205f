// The panel at the right (overview, or one document with its evidence) and the card under the pointer.

const MOST_RESPONDERS = 100;
let detailsStamp = null;

function renderDetails() {
  const box = document.getElementById("details-body");
  const id = state.selected;
  const stamp = [id, state.lang, state.dark, state.branch].join("|");
  if (stamp === detailsStamp) return;
  detailsStamp = stamp;
  const title = document.getElementById("details-title");
  title.textContent = word(id && nodeById.has(id) ? "details" : "overview");
  document.getElementById("details-close").hidden = !id;
  if (id && nodeById.has(id)) box.replaceChildren(...documentDetails(nodeById.get(id)));
  else if (id && groupById.has(id)) box.replaceChildren(...groupDetails(groupById.get(id)));
  else box.replaceChildren(...overview());
  box.scrollTop = 0;
}

function overview() {
  const responders = new Map();
  for (const node of payload.nodes) {
    if (!node.responds || !node.issuer) continue;
    const before = responders.get(node.issuer);
    if (!before || (node.days ?? 1e9) < (before.days ?? 1e9)) responders.set(node.issuer, node);
  }
  const parts = [h("div", { class: "figures" },
    figure(payload.nodes.length, word("n_documents", { n: "" })),
    figure(responders.size, word("n_responders", { n: "" }), "good"),
    payload.silent.length ? figure(payload.silent.length, word("n_silent", { n: "" }), "silent") : null)];
  const counts = vocabulary.levels.map((level) => [level, payload.nodes.filter((node) => node.level === level).length]).filter(([, n]) => n);
  const most = Math.max(...counts.map(([, n]) => n));
  parts.push(h("h3", {}, word("by_level")), h("div", { class: "bars" }, counts.map(([level, n]) => {
    const bar = h("span", { class: "bar" });
    bar.style.width = `${Math.max(3, 100 * n / most)}%`;
    return h("div", { class: "bar-row" }, h("span", { class: "bar-name" }, word(level)), h("span", { class: "bar-track" }, bar), h("span", { class: "bar-count" }, number(n)));
  })));
  if (payload.silent.length) {
    parts.push(h("h3", {}, word("silent"), ` (${number(payload.silent.length)})`),
      h("ul", { class: "silent-list" }, payload.silent.map((body) => h("li", {}, h("bdi", {}, body.name)))), h("p", { class: "soft" }, word("silent_note")));
  }
  if (responders.size) {
    const list = [...responders.values()].sort((one, other) => (one.days ?? 1e9) - (other.days ?? 1e9));
    parts.push(h("h3", {}, word("responders"), ` (${number(list.length)})`), h("ul", { class: "responders" }, list.slice(0, MOST_RESPONDERS).map((node) => h("li", {},
      h("button", { class: "responder", type: "button", on: { click: () => goTo(node.id) } },
        h("bdi", { class: "name" }, node.short || node.issuer), h("span", { class: "under" }, nodeName(node)),
        h("span", { class: "after" }, node.days >= 0 ? word("days", { n: node.days }) : dateText(node.date)))))));
    if (list.length > MOST_RESPONDERS) parts.push(h("p", { class: "soft" }, word("more_rows", { n: list.length - MOST_RESPONDERS })));
  }
  parts.push(h("h3", {}, word("help")), h("ul", { class: "keys" }, word("help_text").split(" · ").map((text) => h("li", {}, text))));
  return parts;
}

function figure(value, text, name = "") {
  return h("div", { class: "figure " + name }, h("strong", {}, number(value)), h("span", {}, text.trim()));
}

function documentDetails(node) {
  const facts = [
    ["title", node.title], ["date", node.date ? dateText(node.date) : word("no_date"), node.days === undefined ? "" : daysText(node.days)],
    ["issuer", node.issuer || word("no_issuer")], ["level", word(node.level)], ["province", node.province], ["source", node.source],
  ].filter(([, value]) => value);
  const list = h("dl", {}, facts.flatMap(([key, value, more]) => [h("dt", {}, word(key)),
    h("dd", {}, h("bdi", {}, value), more ? h("span", { class: "soft" }, " · " + more) : null, key === "source" ? sourceLink(node) : null)]));
  const parts = [
    h("div", { class: "details-head" }, chip(node), h("h3", {}, h("bdi", {}, node.label))),
    h("p", { class: "marks" }, marksOf(node)), list,
    h("div", { class: "actions" },
      h("button", { type: "button", id: "branch-only", "aria-pressed": String(state.branch === node.id), on: { click: () => toggleBranch(node.id) } }, word(state.branch === node.id ? "whole" : "branch_only")),
      h("button", { type: "button", on: { click: () => showSchema(node.id) } }, word("see_schema")),
      groupOf(node.id) ? h("button", { type: "button", on: { click: () => closeGroup(groupOf(node.id)) } }, word("group_close")) : null),
  ];
  if (node.typo_of || node.typo_label) {
    parts.push(h("div", { class: "warning" }, h("p", {}, "⚠ ", word("typo_warning")),
      node.typo_of ? documentButton(node.typo_of, goTo) : h("p", {}, h("bdi", {}, node.typo_label))));
  }
  if (node.ambiguous) parts.push(h("div", { class: "warning" }, h("p", {}, "? ", word("ambiguous_warning"))));
  parts.push(...relationSection("from_above", cites.get(node.id).filter((edge) => edge.to !== node.id), "to"));
  parts.push(...relationSection("leads_to", citedBy.get(node.id).filter((edge) => edge.from !== node.id), "from"));
  return parts;
}

function sourceLink(node) {
  if (!/^[a-z]+:/i.test(node.source)) return null;
  if (!node.url || !safeUrl(node.url)) return h("span", { class: "soft" }, ` (${word("no_link")})`);
  return h("span", {}, " ", h("a", { href: safeUrl(node.url), target: "_blank", rel: "noopener noreferrer" }, word("open_source")));
}

function safeUrl(text) {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

function relationSection(key, list, end) {
  if (!list.length) return [];
  return [h("h3", {}, word(key), ` (${number(list.length)})`), h("ul", { class: "edges" }, list.slice(0, 60).map((edge) => {
    const item = h("li", {}, h("p", { class: "relation" }, end === "to" ? relationName(edge.relation) : relationRow(edge.relation)[`in_${state.lang}`],
      edge.confidence !== undefined ? h("span", { class: "soft" }, ` · ${word("confidence")} ${Math.round(edge.confidence * 100)}%`) : null),
    documentButton(edge[end], goTo), evidenceOf(edge, 3));
    item.style.borderLeftColor = relationColour(edge.relation);
    return item;
  }), list.length > 60 ? h("li", {}, word("more_rows", { n: list.length - 60 })) : null)];
}

function groupOf(id) {
  return groupOfMember.get(id);
}

function groupDetails(group) {
  return [h("h3", {}, groupLabel(group, group.members)),
    h("div", { class: "actions" }, h("button", { type: "button", on: { click: () => openGroup(group.id) } }, "▸ " + word("group_open"))),
    h("h3", {}, word("group_members"), ` (${number(group.members.length)})`),
    h("ul", { class: "edges" }, group.members.map((id) => h("li", {}, documentButton(id, goTo))))];
}

function showHover(id, x, y, link) {
  const box = document.getElementById("hover");
  const parts = link ? hoverLink(link) : hoverCard(id);
  if (!parts) return hideHover();
  box.replaceChildren(...parts);
  box.hidden = false;
  const { offsetWidth: w, offsetHeight: hgt } = box;
  box.style.left = `${Math.max(8, x + 18 + w > window.innerWidth ? x - w - 14 : x + 18)}px`;
  box.style.top = `${Math.max(8, Math.min(y + 18, window.innerHeight - hgt - 8))}px`;
  return undefined;
}

function hoverCard(id) {
  const silent = silentById.get(id);
  if (silent) return [h("strong", {}, h("bdi", {}, silent.name)), h("p", {}, word("silent")), h("p", { class: "soft" }, word("silent_note"))];
  const card = scene.byId.get(id);
  if (id === SILENT_GROUP) return [h("strong", {}, word("n_silent", { n: card.members.length })), h("p", {}, card.members.slice(0, 12).map((one) => silentById.get(one).name).join(", "))];
  if (!card) return null;
  if (card.kind === "group") {
    return [h("strong", {}, groupLabel(card.group, card.members)),
      h("p", {}, card.members.slice(0, 8).map((one) => nodeName(nodeById.get(one))).join(", ") + (card.members.length > 8 ? " …" : "")), h("p", { class: "soft" }, word("group_open"))];
  }
  const { node } = card;
  return [h("p", { class: "over" }, typeName(node.type)), h("strong", {}, h("bdi", {}, nodeName(node))), node.title ? h("p", {}, h("bdi", {}, node.title)) : null,
    h("p", { class: "soft" }, h("bdi", {}, node.issuer || word("no_issuer")), " · ", dateText(node.date)),
    node.days !== undefined ? h("p", { class: "soft" }, daysText(node.days)) : null, h("p", { class: "marks" }, marksOf(node))].filter(Boolean);
}

function hoverLink(link) {
  if (!link.edge || link.kind === "skipped") return null;
  const name = h("p", { class: "relation" }, h("bdi", {}, nodeName(nodeById.get(link.edge.from))), ` — ${relationName(link.edge.relation)} → `, h("bdi", {}, nodeName(nodeById.get(link.edge.to))));
  name.style.borderLeftColor = relationColour(link.edge.relation);
  return [name, ...evidenceOf(link.edge, 1)];
}

function hideHover() {
  document.getElementById("hover").hidden = true;
}
