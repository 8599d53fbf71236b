"use strict";
// Elements, tables and numbers. Every word of the user goes through textContent.

function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  for (const child of children.flat()) {
    if (child !== undefined && child !== null) element.append(child);
  }
  return element;
}

const digits = (value) => (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
const number = (value) => value.toLocaleString("en-US", { maximumFractionDigits: digits(value) });
const count = (value) => Math.round(value).toLocaleString("en-US");

function seconds(value) {
  if (value === 0) return "0 s";
  if (value >= 1) return number(value) + " s";
  return value >= 1e-3 ? number(value * 1e3) + " ms" : number(value * 1e6) + " µs";
}

function bytes(value) {
  if (value < 1024) return number(value) + " B";
  const units = ["KiB", "MiB", "GiB", "TiB"];
  let unit = -1;
  do {
    value /= 1024;
    unit++;
  } while (value >= 1024 && unit < units.length - 1);
  return number(value) + " " + units[unit];
}

// On axes, whose ticks are round in tens.
function axisBytes(value) {
  const units = [" B", " kB", " MB", " GB", " TB"];
  let unit = 0;
  while (Math.abs(value) >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return number(value) + units[unit];
}

const percent = (share) => number(share * 100) + " %";
const plural = (n, one, many) => count(n) + " " + (n === 1 ? one : many ?? one + "s");
const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");

const NUM = "num";
const TEXT = "text";
const NAME = "name";
const LONG = "long";

// columns: [[title, class], ...]; rows: arrays of cells, the first of which names the row.
function table(caption, columns, rows) {
  const head = columns.map(([title, kind]) => el("th", { scope: "col", class: kind }, title));
  const body = rows.map((row) =>
    el("tr", {}, row.map((cell, i) =>
      i === 0
        ? el("th", { scope: "row", class: columns[0][1] }, String(cell ?? ""))
        : el("td", { class: columns[i][1] }, String(cell ?? "")))));
  return el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": caption },
    el("table", {},
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, body)));
}

function folded(title, content) {
  return el("details", {}, el("summary", {}, title), content);
}

function card(title, ...content) {
  return el("section", { class: "card" }, title ? el("h3", {}, title) : null, content);
}
