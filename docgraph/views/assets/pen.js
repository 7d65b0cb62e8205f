// Two pens with the same strokes: one draws on a canvas, the other builds SVG elements.

const FONT = 'system-ui, "Segoe UI", "Noto Sans", Arial, sans-serif';
const SVG_NS = "http://www.w3.org/2000/svg";
const ruler = document.createElement("canvas").getContext("2d");
const fitted = new Map();

function textWidth(text, size, weight) {
  ruler.font = `${weight} ${size}px ${FONT}`;
  return ruler.measureText(text).width;
}

// The text, or as much of it as fits with an ellipsis.
function fitText(text, size, weight, room) {
  const key = `${size}|${weight}|${Math.round(room)}|${text}`;
  let found = fitted.get(key);
  if (found !== undefined) return found;
  found = text;
  if (textWidth(text, size, weight) > room) {
    let low = 0, high = text.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (textWidth(text.slice(0, middle).trimEnd() + "…", size, weight) <= room) low = middle;
      else high = middle - 1;
    }
    found = low ? text.slice(0, low).trimEnd() + "…" : "";
  }
  fitted.set(key, found);
  return found;
}

class CanvasPen {
  constructor(context) {
    this.context = context;
  }

  set(look) {
    const context = this.context;
    context.globalAlpha = look.alpha ?? 1;
    context.setLineDash(look.dash || []);
    context.lineWidth = look.width ?? 1;
    context.lineJoin = "round";
    if (look.fill) context.fillStyle = look.fill;
    if (look.stroke) context.strokeStyle = look.stroke;
  }

  paint(look) {
    if (look.fill) this.context.fill();
    if (look.stroke) this.context.stroke();
  }

  rect(x, y, w, h, look) {
    this.set(look);
    this.context.beginPath();
    this.context.roundRect(x, y, w, h, look.radius || 0);
    this.paint(look);
  }

  circle(x, y, radius, look) {
    this.set(look);
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, 2 * Math.PI);
    this.paint(look);
  }

  path(commands, look) {
    this.set(look);
    const context = this.context;
    context.beginPath();
    for (let i = 0; i < commands.length;) {
      const letter = commands[i];
      const at = (offset) => commands[i + offset];
      if (letter === "M") context.moveTo(at(1), at(2)), i += 3;
      else if (letter === "L") context.lineTo(at(1), at(2)), i += 3;
      else if (letter === "Q") context.quadraticCurveTo(at(1), at(2), at(3), at(4)), i += 5;
      else if (letter === "C") context.bezierCurveTo(at(1), at(2), at(3), at(4), at(5), at(6)), i += 7;
      else context.closePath(), i += 1;
    }
    this.paint(look);
  }

  text(text, x, y, { size = 12, weight = 400, fill, align = "left", alpha = 1 }) {
    const context = this.context;
    context.globalAlpha = alpha;
    context.font = `${weight} ${size}px ${FONT}`;
    context.fillStyle = fill;
    context.textAlign = align;
    context.textBaseline = "alphabetic";
    context.fillText(text, x, y);
  }
}

class SvgPen {
  constructor(parent) {
    this.parent = parent;
  }

  add(name, attributes, look) {
    const element = document.createElementNS(SVG_NS, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, round(value));
    element.setAttribute("fill", look.fill || "none");
    if (look.stroke) {
      element.setAttribute("stroke", look.stroke);
      element.setAttribute("stroke-width", round(look.width ?? 1));
      if (look.dash && look.dash.length) element.setAttribute("stroke-dasharray", look.dash.join(" "));
    }
    if (look.alpha !== undefined && look.alpha < 1) element.setAttribute("opacity", round(look.alpha));
    this.parent.append(element);
    return element;
  }

  rect(x, y, width, height, look) {
    this.add("rect", { x, y, width, height, rx: look.radius || 0 }, look);
  }

  circle(cx, cy, r, look) {
    this.add("circle", { cx, cy, r }, look);
  }

  path(commands, look) {
    this.add("path", { d: commands.map(round).join(" ") }, look);
  }

  text(text, x, y, { size = 12, weight = 400, fill, align = "left", alpha = 1 }) {
    const anchor = { left: "start", center: "middle", right: "end" }[align];
    const element = this.add("text", { x, y, "font-size": size, "font-weight": weight, "text-anchor": anchor }, { fill, alpha });
    element.textContent = text;
  }
}

function round(value) {
  return typeof value === "number" ? Math.round(value * 10) / 10 : value;
}
