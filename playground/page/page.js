"use strict";
// The page's controls, and what each of them changes. `state` is all that is to be seen.

const CONTENT = JSON.parse(document.getElementById("content").textContent);
const WORDS = JSON.parse(document.getElementById("words").textContent);
const FRESH = 2000; // points that a click draws
const FRAME_MS = 110;

const state = {
  language: (navigator.language || "en").toLowerCase().startsWith("zh") ? "zh-CN" : "en",
  at: 0, // index in TIMES
  playing: false,
  behind: "target",
  seed: 1,
  models: CONTENT.models.map(({ continuous }) => ({
    only: -1, // the layer or code that is asked for
    values: null, // of the continuous codes; null: any
    fresh: null, // points drawn here, in place of the run's
    continuous,
  })),
};
const TIMES = [...new Set(CONTENT.models.flatMap(({ moments }) => moments.map((m) => m.iteration)))];
TIMES.sort((one, other) => one - other);
state.at = TIMES.length - 1;

const generators = CONTENT.models.map(({ generator }) => generator && new Generator(generator));
const redrawn = []; // functions that show the state, one for each part of the page

function word(name, values = {}) {
  const text = WORDS[state.language][name];
  return text.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

function figure(value) {
  return value.toLocaleString(state.language);
}

/** A new element; what is to be read on it is always set as text. */
function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A button whose text is told by `text`, pressed while `pressed` says so. */
function button(text, press, pressed = null, attributes = {}) {
  const element = made("button", { type: "button", ...attributes });
  const label = made("span");
  element.append(label);
  element.addEventListener("click", press);
  redrawn.push(() => {
    label.textContent = text();
    if (pressed) element.setAttribute("aria-pressed", pressed());
  });
  return element;
}

function caption(name, tag = "span") {
  const element = made(tag);
  redrawn.push(() => (element.textContent = word(name)));
  return element;
}

/** The newest moment of a model at or before an iteration, else its first. */
function momentAt(model, iteration) {
  const { moments } = CONTENT.models[model];
  return moments.findLast((moment) => moment.iteration <= iteration) ?? moments[0];
}

/** The points that a model shows: { points [2, n], layers [n] }. */
function pointsOf(model) {
  const { fresh } = state.models[model];
  if (fresh) return fresh;
  const moment = momentAt(model, TIMES[state.at]);
  const pairs = decoded(moment.points, Uint16Array);
  const n = pairs.length / 2;
  const points = new Float32Array(2 * n);
  for (let at = 0; at < n; at++)
    for (let axis = 0; axis < 2; axis++)
      points[axis * n + at] = (pairs[2 * at + axis] / 65535) * 2 - 0.5;
  return { points, layers: decoded(moment.layers, Uint16Array), ms: null };
}

/** `n` points of a model's trained generator, of one layer or code unless `only` is -1.
 *
 * `values` are the continuous codes, each drawn from -1 ... 1 where it is null.
 */
function drawFresh(model, n, seed, only = -1, values = null) {
  const start = performance.now();
  const spec = CONTENT.models[model].generator;
  const random = randomNumbers(seed);
  const conditions = new Float32Array(spec.conditions * n);
  const layers = new Uint16Array(n);
  for (let at = 0; at < n && spec.conditions; at++) {
    layers[at] = only >= 0 ? only : chosen(spec.shares, random());
    conditions[layers[at] * n + at] = 1;
    for (let code = 0; code < spec.conditions - spec.categories; code++)
      conditions[(spec.categories + code) * n + at] = values ? values[code] : 2 * random() - 1;
  }
  const { tables } = generators[model];
  const bend = tables ? (uniform) => tables.bend(uniform, n, layers) : undefined;
  const latents = drawLatents(spec, n, random, bend);
  const points = generators[model].points(latents, conditions, n);
  return { points, layers, ms: performance.now() - start };
}

function chosen(shares, uniform) {
  let sum = 0;
  const found = shares.findIndex((share) => uniform < (sum += share));
  return found < 0 ? shares.length - 1 : found;
}

/** Have fresh points of these models, under what is asked of each. */
function refresh(models) {
  pause();
  for (const model of models) {
    const { only, values } = state.models[model];
    if (generators[model])
      state.models[model].fresh = drawFresh(model, FRESH, state.seed, only, values);
  }
  state.at = TIMES.length - 1;
  show();
}

function show() {
  document.documentElement.lang = state.language;
  for (const redraw of redrawn) redraw();
}

function goTo(at) {
  state.at = at;
  for (const model of state.models) model.fresh = null;
  show();
}

function pause() {
  state.playing = false;
}

function play() {
  state.playing = !state.playing;
  if (state.playing) {
    goTo(state.at === TIMES.length - 1 ? 0 : state.at);
    setTimeout(advance, FRAME_MS);
  } else show();
}

function advance() {
  if (!state.playing) return;
  if (state.at === TIMES.length - 1) pause();
  else setTimeout(advance, FRAME_MS);
  goTo(Math.min(state.at + 1, TIMES.length - 1));
}

/** The colour and shape of each layer's points; one look where layers are not told apart. */
function looksOf(model) {
  const { conditional, categories } = CONTENT.models[model];
  if (!categories) return [{ color: styleColor("generated"), shape: 0 }];
  return Array.from({ length: categories }, (_, index) => {
    const layer = conditional ? CONTENT.target.layers[index] : undefined;
    return { color: styleColor(`layer-${(layer?.color ?? index) % 8}`), shape: index };
  });
}

/** The pictures of the target, each in its layer's colour; a model that knows no layers has one. */
function looksOfTarget(model) {
  const { layers } = CONTENT.target;
  if (!CONTENT.models[model].conditional || layers.length === 1)
    return layers.map(({ image, share }) => ({ image, color: styleColor("density") }));
  const { only } = state.models[model];
  const shown = layers.filter((_, index) => only < 0 || only === index);
  return shown.map(({ image, color }) => ({ image, color: styleColor(`layer-${color % 8}`) }));
}

function modelView(model) {
  const facts = CONTENT.models[model];
  const canvas = made("canvas", { class: "square", role: "img" });
  const [score, note] = [made("span", { class: "score" }), made("p", { class: "note" })];
  const legend = made("p", { class: "legend" });
  const title = made("h2");
  title.textContent = facts.title;
  redrawn.push(() => {
    canvas.setAttribute("aria-label", word("points", { model: facts.title }));
    showPoints(model, canvas, note);
    showLegend(model, legend);
    showScore(model, score);
  });
  const left = made("div", {}, canvas, legend, note, askingRow(model));
  const right = made("div", {}, ...curves(model));
  return made("article", { class: "model" }, made("div", { class: "head" }, title, score), left, right);
}

function showPoints(model, canvas, note) {
  const { pen, width } = opened(canvas);
  const asked = state.models[model].only;
  const { points, layers, ms } = pointsOf(model);
  const moment = momentAt(model, TIMES[state.at]);
  const map = mapOf(model);
  if (state.behind === "target") drawTarget(pen, width, looksOfTarget(model));
  if (map) drawMap(pen, width, CONTENT.cells, map, moment.bounded);
  drawFrame(pen, width);
  drawPoints(pen, width, points, layers, looksOf(model), ms === null ? asked : -1);
  const n = ms === null && asked >= 0 ? layers.filter((one) => one === asked).length : layers.length;
  const told = { n: figure(n), ms: Math.max(1, Math.round(ms)) };
  note.textContent = ms === null ? word("shown", told) : word("drawn", told);
  if (!CONTENT.models[model].generator) note.textContent = word("too-large");
}

/** The map of D that is looked at: of all layers, or of the one that is asked for. */
function mapOf(model) {
  if (state.behind !== "discriminator") return null;
  const { maps } = momentAt(model, TIMES[state.at]);
  return maps[state.models[model].only + 1] ?? maps[0] ?? null;
}

function showLegend(model, legend) {
  legend.replaceChildren();
  if (state.behind !== "discriminator") return;
  const map = mapOf(model);
  const { bounded } = momentAt(model, TIMES[state.at]);
  if (!map) legend.textContent = word("no-map");
  else if (bounded && Math.max(map.high - 0.5, 0.5 - map.low) < 0.01)
    legend.textContent = word("flat");
  else {
    const { middle, reach } = rangeOf(map, bounded);
    const [low, high] = [short(middle - reach), short(middle + reach)];
    const ramp = made("span", { class: "ramp" });
    ramp.style.background = "linear-gradient(to right, var(--below), var(--card), var(--above))";
    const ends = bounded
      ? [`${word("fake")} ${low}`, `${high} ${word("real")}`]
      : [word("low", { x: low }), word("high", { x: high })];
    legend.append(ends[0], ramp, ends[1]);
  }
}

function showScore(model, score) {
  const [iterations, values] = CONTENT.models[model].distances;
  const now = momentAt(model, TIMES[state.at]).iteration;
  const at = (iterations ?? []).findLastIndex((iteration) => iteration <= now);
  const value = at < 0 ? null : values[at];
  score.textContent = value === null ? "" : word("floor", { x: value < 9.95 ? value.toFixed(1) : short(value) });
  score.title = word("floor-help");
}

/** The buttons of layers or codes, and the sliders of continuous codes; empty for a plain GAN. */
function askingRow(model) {
  const facts = CONTENT.models[model];
  const row = made("div", { class: "choices", role: "group" });
  const count = facts.categories;
  if (!count || count > 12) return row;
  redrawn.push(() => row.setAttribute("aria-label", word("ask")));
  row.append(caption("ask"));
  for (let index = -1; index < count; index++) {
    const name = facts.conditional
      ? () => CONTENT.target.layers[index].name
      : () => word("code", { n: index + 1 });
    const choice = button(
      index < 0 ? () => word("all") : name,
      () => ask(model, index),
      () => state.models[model].only === index,
    );
    if (index >= 0) {
      const mark = made("span", { class: "mark" });
      redrawn.push(() => (mark.style.background = looksOf(model)[index].color));
      choice.prepend(mark);
    }
    row.append(choice);
  }
  if (facts.generator && facts.continuous) row.append(...valueSliders(model));
  return row;
}

function ask(model, index) {
  state.models[model].only = index;
  if (state.models[model].fresh) refresh([model]);
  else show();
}

function valueSliders(model) {
  const mine = state.models[model];
  const inputs = Array.from({ length: mine.continuous }, () =>
    made("input", { type: "range", min: -1, max: 1, step: 0.01, value: 0 }),
  );
  const sliders = inputs.map((input, index) => {
    const name = made("span");
    redrawn.push(() => (name.textContent = word("value", { n: index + 1 })));
    input.addEventListener("input", () => {
      mine.values = inputs.map((one) => Number(one.value));
      refresh([model]);
    });
    return made("label", { class: "slider" }, name, input);
  });
  const free = button(
    () => word("free"),
    () => {
      mine.values = null;
      refresh([model]);
    },
    () => mine.values === null,
  );
  return [...sliders, free];
}

function curves(model) {
  const facts = CONTENT.models[model];
  const [x, d, g] = facts.losses;
  const [at, distance] = facts.distances;
  const parts = [];
  const add = (name, keys, lines, floor) => {
    const canvas = made("canvas", { class: "curve", role: "img" });
    const heading = made("h3", {}, caption(name));
    for (const { label, color } of keys) {
      const key = made("span");
      key.textContent = ` ― ${label}`;
      key.style.color = `var(--${color})`;
      heading.append(key);
    }
    redrawn.push(() => {
      canvas.setAttribute("aria-label", word(name));
      drawCurves(canvas, lines, momentAt(model, TIMES[state.at]).iteration, floor);
    });
    parts.push(heading, canvas);
  };
  if (x?.length > 1) {
    const keys = [
      { label: "D", color: "loss-d" },
      { label: "G", color: "loss-g" },
    ];
    const lines = [
      { color: "loss-d", x, y: d },
      { color: "loss-g", x, y: g },
    ];
    add("losses", keys, lines, null);
  }
  if (at?.length > 1) add("distances", [], [{ color: "text", x: at, y: distance }], 1);
  // A run that was opened where it had ended, or saved without its past, begins there.
  const begins = Math.min(x?.[0] ?? Infinity, facts.moments[0].iteration);
  if (begins > Number(facts.settings["--snapshot-every"])) {
    const note = made("p", { class: "note" });
    redrawn.push(() => (note.textContent = word("not-kept", { n: figure(begins) })));
    parts.push(note);
  }
  return parts;
}

function controls() {
  const slider = made("input", { type: "range", id: "at", min: 0, max: TIMES.length - 1 });
  const now = made("output", { for: "at" });
  slider.addEventListener("input", () => {
    pause();
    goTo(Number(slider.value));
  });
  redrawn.push(() => {
    slider.value = state.at;
    slider.setAttribute("aria-label", word("time"));
    now.textContent = word("iteration", { n: figure(TIMES[state.at]) });
    slider.setAttribute("aria-valuetext", now.textContent);
  });
  const playing = button(() => word(state.playing ? "pause" : "play"), play, null, { id: "play" });
  if (TIMES.length < 2) playing.disabled = slider.disabled = true;
  const behind = made("div", { class: "choices", role: "group" }, caption("behind"));
  for (const choice of ["target", "discriminator", "nothing"])
    behind.append(
      button(
        () => word(choice),
        () => {
          state.behind = choice;
          show();
        },
        () => state.behind === choice,
        { id: `behind-${choice}` },
      ),
    );
  const draw = button(() => word("draw"), drawAll, null, { id: "draw", class: "main" });
  draw.hidden = generators.every((generator) => !generator);
  const back = button(() => word("back"), () => goTo(state.at), null, { id: "back" });
  redrawn.push(() => (back.hidden = state.models.every(({ fresh }) => !fresh)));
  behind.append(draw, back);
  return { behind, time: [playing, slider, now] };
}

function drawAll() {
  state.seed += 1;
  refresh([...CONTENT.models.keys()]);
}

function about() {
  const versions = Object.entries(CONTENT.versions).map(([name, version]) => `${name} ${version}`);
  const lists = CONTENT.models.map(({ title, settings }) => {
    const heading = made("h3");
    heading.textContent = title;
    const list = made("div", { class: "settings" });
    for (const [flag, value] of Object.entries(settings)) {
      const line = made("span");
      line.textContent = `${flag} ${value}`;
      list.append(line);
    }
    return made("div", {}, heading, list);
  });
  const told = made("p");
  told.textContent = versions.join(" · ");
  return [caption("made", "p"), made("details", {}, caption("settings", "summary"), ...lists, told)];
}

async function open() {
  for (const layer of CONTENT.target.layers) {
    layer.image = new Image();
    layer.image.src = layer.picture;
  }
  await Promise.all(CONTENT.target.layers.map(({ image }) => image.decode()));
  const models = document.getElementById("models");
  models.append(...CONTENT.models.map((_, model) => modelView(model)));
  models.classList.toggle("both", CONTENT.models.length > 1);
  const { behind, time } = controls();
  models.before(behind);
  document.getElementById("time").append(...time);
  document.getElementById("about").append(...about());
  const language = document.getElementById("language");
  language.addEventListener("click", () => {
    state.language = state.language === "en" ? "zh-CN" : "en";
    show();
  });
  const title = document.querySelector("h1");
  redrawn.push(() => {
    language.textContent = word("language");
    const models = CONTENT.models.map((one) => one.title).join(" · ");
    title.textContent = document.title = word("on", { models, target: CONTENT.target.name });
  });
  new ResizeObserver(show).observe(models);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  show();
  document.body.dataset.ready = "true";
}

open();
