"use strict";
// What is drawn on the canvases: density, D's map, points, curves. x to the right, y up.

const MARGIN = 0.03; // of the square, around it
const SHAPES = [
  (pen, x, y, r) => pen.arc(x, y, r, 0, 2 * Math.PI),
  (pen, x, y, r) => pen.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r),
  (pen, x, y, r) => polygon(pen, [x, y - 1.3 * r, x + 1.2 * r, y + r, x - 1.2 * r, y + r]),
  (pen, x, y, r) => polygon(pen, [x, y - 1.3 * r, x + 1.3 * r, y, x, y + 1.3 * r, x - 1.3 * r, y]),
  (pen, x, y, r) => polygon(pen, [x, y + 1.3 * r, x + 1.2 * r, y - r, x - 1.2 * r, y - r]),
];

function polygon(pen, corners) {
  pen.moveTo(corners[0], corners[1]);
  for (let at = 2; at < corners.length; at += 2) pen.lineTo(corners[at], corners[at + 1]);
  pen.closePath();
}

/** A colour of the page's style, as it is now. */
function styleColor(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** "#rrggbb" as three numbers. */
function channels(color) {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}

/** A cleared canvas in the size that it is shown in, with a pen whose unit is a pixel of the page. */
function opened(canvas) {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d");
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  return { pen, width, height };
}

/** The size of a square and its corner on a canvas of this width. */
function squareIn(width) {
  const side = width / (1 + 2 * MARGIN);
  return { side, corner: side * MARGIN };
}

/** Draw the pictures of layers, each {image, color}: the denser, the stronger. */
function drawTarget(pen, width, layers) {
  const { side, corner } = squareIn(width);
  pen.globalAlpha = 0.35;
  for (const { image, color } of layers)
    pen.drawImage(tinted(image, color), corner, corner, side, side);
  pen.globalAlpha = 1;
}

const stencils = new Map(); // by picture, those in each colour that was asked for

/** A gray picture as a stencil in one colour. */
function tinted(image, color) {
  if (!stencils.has(image)) stencils.set(image, {});
  const known = stencils.get(image);
  known[color] ??= newStencil(image, color);
  return known[color];
}

function newStencil(image, color) {
  const stencil = document.createElement("canvas");
  [stencil.width, stencil.height] = [image.width, image.height];
  const pen = stencil.getContext("2d");
  pen.drawImage(image, 0, 0);
  const pixels = pen.getImageData(0, 0, image.width, image.height);
  const tint = channels(color);
  for (let at = 0; at < pixels.data.length; at += 4) {
    pixels.data[at + 3] = pixels.data[at];
    pixels.data.set(tint, at);
  }
  pen.putImageData(pixels, 0, 0);
  return stencil;
}

/** The least and largest value that the colours of a map span, and the one without colour. */
function rangeOf(map, bounded) {
  const middle = bounded ? 0.5 : Math.min(Math.max(0, map.low), map.high);
  const reach = Math.max(map.high - middle, middle - map.low, bounded ? 0.01 : 1e-9);
  return { middle, reach };
}

/** Draw D's map: green where it is above the middle, pink below. */
function drawMap(pen, width, cells, map, bounded) {
  const { side, corner } = squareIn(width);
  const { middle, reach } = rangeOf(map, bounded);
  const values = decoded(map.values, Uint8Array);
  const [above, below] = ["above", "below"].map((name) => channels(styleColor(name)));
  const grid = document.createElement("canvas");
  grid.width = grid.height = cells;
  const inner = grid.getContext("2d");
  const pixels = inner.createImageData(cells, cells);
  values.forEach((value, at) => {
    if (value === 255) return;
    const share = (map.low + ((map.high - map.low) * value) / 254 - middle) / reach;
    pixels.data.set(share > 0 ? above : below, 4 * at);
    pixels.data[4 * at + 3] = 235 * Math.min(Math.abs(share), 1);
  });
  inner.putImageData(pixels, 0, 0);
  pen.imageSmoothingEnabled = true;
  pen.drawImage(grid, corner, corner, side, side);
}

/** Draw points [2, n]: those of layer i in `looks[i]`, a colour and a shape; -1 in `only` for all. */
function drawPoints(pen, width, points, layers, looks, only) {
  const { side, corner } = squareIn(width);
  const n = points.length / 2;
  const radius = Math.max(1.5, width / 230) * (n > 1200 ? 0.8 : 1);
  pen.lineWidth = 0.5;
  pen.strokeStyle = styleColor("card");
  looks.forEach(({ color, shape }, layer) => {
    if (only >= 0 && only !== layer) return;
    pen.beginPath();
    for (let at = 0; at < n; at++) {
      if (layers[at] % looks.length !== layer) continue;
      const x = corner + points[at] * side;
      const y = corner + (1 - points[n + at]) * side;
      pen.moveTo(x + radius, y);
      SHAPES[shape % SHAPES.length](pen, x, y, radius);
    }
    pen.fillStyle = color;
    pen.globalAlpha = 0.85;
    pen.fill();
    pen.stroke();
    pen.globalAlpha = 1;
  });
}

function drawFrame(pen, width) {
  const { side, corner } = squareIn(width);
  pen.strokeStyle = styleColor("frame");
  pen.lineWidth = 1;
  pen.strokeRect(corner, corner, side, side);
}

/** Draw curves over iterations with a line at `now`.
 *
 * `lines` are {name, color, x, y}, with null where there is no value; `floor` is a value to mark.
 */
function drawCurves(canvas, lines, now, floor) {
  const { pen, width, height } = opened(canvas);
  const [left, right, top, bottom] = [44, width - 8, 6, height - 18];
  const known = lines.flatMap(({ y }) => y.filter((value) => value !== null)).sort((a, b) => a - b);
  if (!known.length) return;
  const at = (share) => known[Math.round(share * (known.length - 1))];
  let [low, high] = [Math.min(at(0.01), floor ?? Infinity), Math.max(at(0.99), floor ?? -Infinity)];
  if (high - low < 1e-9) [low, high] = [low - 0.5, high + 0.5];
  const last = Math.max(1, now, ...lines.map(({ x }) => x[x.length - 1] ?? 1));
  const across = (value) => left + ((right - left) * value) / last;
  const up = (value) => bottom - ((bottom - top) * (value - low)) / (high - low);
  pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  pen.fillStyle = styleColor("muted");
  pen.strokeStyle = styleColor("frame");
  pen.lineWidth = 1;
  pen.strokeRect(left, top, right - left, bottom - top);
  pen.textAlign = "right";
  [high, low].forEach((value, row) => pen.fillText(short(value), left - 5, row ? bottom : top + 9));
  pen.fillText(last.toLocaleString(), right, height - 4);
  pen.textAlign = "left";
  pen.fillText("0", left, height - 4);
  pen.save();
  pen.beginPath();
  pen.rect(left, top - 2, right - left, bottom - top + 4);
  pen.clip();
  if (floor !== null) stroke(pen, [left, right], [up(floor), up(floor)], "muted", [4, 4]);
  for (const { color, x, y } of lines)
    stroke(pen, x.map(across), y.map((value) => (value === null ? null : up(value))), color, []);
  stroke(pen, [across(now), across(now)], [top, bottom], "text", []);
  pen.restore();
}

function stroke(pen, x, y, color, dashes) {
  pen.beginPath();
  pen.setLineDash(dashes);
  pen.strokeStyle = styleColor(color);
  pen.lineWidth = 1.6;
  let drawing = false;
  y.forEach((value, at) => {
    if (value !== null) pen[drawing ? "lineTo" : "moveTo"](x[at], value);
    drawing = value !== null;
  });
  pen.stroke();
  pen.setLineDash([]);
}

/** A number in three digits. */
function short(value) {
  return Number(value.toPrecision(3)).toLocaleString(undefined, { maximumFractionDigits: 4 });
}
