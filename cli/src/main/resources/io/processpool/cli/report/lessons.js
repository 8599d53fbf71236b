// Charts of what the lesson measured: each demonstration has the curve that makes its point.

const scatter = (label, data, name, more) => ({
  label,
  data,
  borderColor: colour(name),
  backgroundColor: colour(name),
  pointRadius: 4,
  pointStyle: "circle",
  borderWidth: 2,
  clip: false,
  ...more,
});

const level = (label, from, to, y) => scatter(label, [{ x: from, y }, { x: to, y }], "ideal",
  { borderDash: [6, 5], pointRadius: 0, borderWidth: 1.5, pointStyle: "line" });

function curves(id, label, datasets, scales, format) {
  return figure(id, label, 320, () => ({
    type: "line",
    data: { datasets: datasets() },
    options: {
      scales: scales(),
      interaction: { mode: "nearest", intersect: false },
      plugins: { legend: { labels: { usePointStyle: true } }, tooltip: { callbacks: { title: () => "", label: ({ dataset, raw }) => `${dataset.label}: ${format(raw)}` } } },
    },
  }));
}

// Pitfall 1: how many times as fast as a loop the pool was, over the cost of an item.
function overhead(shown) {
  const points = shown.rows.filter((row) => row.speedup !== undefined).map((row) => ({ x: row.item_us, y: row.speedup }));
  if (points.length === 0) return null;
  const [from, to] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))];
  return curves("pitfall-1", "Speed-up of the pool over a loop, by the cost of one item; at 1 they break even.",
    () => [scatter("pool over loop", points, "c1"), level("break-even", from, to, 1)],
    () => ({
      x: logAxis("cost of one item", (us) => seconds(us / 1e6)),
      y: logAxis("times as fast as a loop", (value) => String(Number(value.toPrecision(2)))),
    }),
    (raw) => `${number(raw.y)} times at ${seconds(raw.x / 1e6)} an item`);
}

// Pitfall 5: the sweep over chunk sizes, and where the pool's own choice lies.
function chunkSeries(shown, way, value) {
  const rows = shown.rows.filter((row) => row.variant.startsWith(way + ", "));
  const point = (row) => ({ x: row.chunk_size, y: value(row) });
  return {
    sweep: rows.filter((row) => !row.variant.endsWith("auto")).map(point),
    auto: rows.filter((row) => row.variant.endsWith("auto")).map(point),
  };
}

function chunkChart(shown, id, label, title, value, format) {
  const series = ["map", "imap"].map((way) => [way, chunkSeries(shown, way, value)]);
  const dot = { showLine: false, pointStyle: "rectRot", pointRadius: 9, borderWidth: 2 };
  return curves(id, label,
    () => series.flatMap(([way, { sweep, auto }], i) => [
      scatter(way, sweep, i === 0 ? "c1" : "c2"),
      scatter(way + ", auto", auto, i === 0 ? "c1" : "c2", { ...dot, backgroundColor: colour("card") }),
    ]),
    () => ({ x: logAxis("items in a chunk", count), y: logAxis(title, format) }),
    (raw) => `${format(raw.y)} at ${number(raw.x)} a chunk`);
}

function chunks(shown) {
  return el("div", {},
    chunkChart(shown, "pitfall-5", "Time over chunk size for map and imap, with the pool's own choice.", "time",
      (row) => row.seconds.median, seconds),
    chunkChart(shown, "pitfall-5-frames", "Frames to workers over chunk size for map and imap.", "frames to workers",
      (row) => row.frames_out, count));
}

function bars(shown, title, value, format, tick) {
  const rows = shown.rows.filter((row) => value(row) > 0);
  if (rows.length === 0) return null;
  const range = Math.max(...rows.map(value)) / Math.min(...rows.map(value));
  const kind = range > 30 ? logAxis : axis;
  return figure(shown.name, `${title} of each variant, as bars.`, 70 + 30 * rows.length, () => ({
    type: "bar",
    data: {
      labels: rows.map((row) => row.variant),
      datasets: [{ label: title, data: rows.map(value), backgroundColor: colour("c1"), maxBarThickness: 20 }],
    },
    options: {
      indexAxis: "y",
      scales: { x: kind(title, tick), y: names },
      plugins: { legend: { display: false }, tooltip: { callbacks: { label: ({ raw }) => format(raw) } } },
    },
  }));
}

// compare: speed-up over the number of workers.
function speedups(shown) {
  const of = (pattern) => shown.rows.filter((row) => pattern.test(row.variant)).map((row) => ({ x: row.workers, y: row.speedup }));
  const threads = of(/^\d+ threads?$/);
  const processes = of(/^\d+ process(es)?$/);
  const most = Math.max(1, ...threads.concat(processes).map((p) => p.x));
  const virtual = shown.rows.find((row) => /virtual threads$/.test(row.variant));
  return curves(shown.name, "Speed-up over one after the other, by the number of workers, for threads and processes.",
    () => [
      scatter("processes", processes, "c1"),
      scatter("threads", threads, "c2"),
      ...(virtual ? [scatter(virtual.variant, [{ x: 1, y: virtual.speedup }, { x: most, y: virtual.speedup }], "c3", { borderDash: [2, 3], pointRadius: 0, pointStyle: "line" })] : []),
      scatter("ideal", [{ x: 1, y: 1 }, { x: most, y: most }], "ideal", { borderDash: [6, 5], pointRadius: 0, borderWidth: 1.5, pointStyle: "line" }),
    ],
    () => ({
      x: axis("workers", (value) => (Number.isInteger(value) ? count(value) : ""), { type: "linear", min: 1, max: Math.max(2, most) }),
      y: axis("times as fast", number, { beginAtZero: true }),
    }),
    (raw) => `${number(raw.y)} times with ${plural(raw.x, "worker")}`);
}

function lessonChart(shown) {
  if (shown.name === "pitfall-1") return overhead(shown);
  if (shown.name === "pitfall-3") return bars(shown, "bytes per item", (row) => row.bytes_per_item, bytes, axisBytes);
  if (shown.name === "pitfall-5") return chunks(shown);
  if (shown.name.startsWith("compare-")) return speedups(shown);
  return bars(shown, "time", (row) => row.seconds.median, seconds, seconds);
}

const FIXED = new Set(["variant", "seconds", "items", "bytes_out", "bytes_in", "frames_out", "frames_in", "result", "advice"]);

// Units are in the names of details, as they are in JSON.
function detail(name, value) {
  if (value === undefined) return "";
  if (name.endsWith("_us")) return seconds(value / 1e6);
  if (name.endsWith("_s")) return seconds(value);
  if (name.includes("bytes")) return bytes(value);
  return number(value);
}

function lessonTables(shown) {
  const details = [...new Set(shown.rows.flatMap((row) => Object.keys(row).filter((name) => !FIXED.has(name) && typeof row[name] === "number")))];
  const wireColumns = ["bytes_out", "bytes_in", "frames_out", "frames_in"].filter((name) => shown.rows.some((row) => row[name] > 0));
  const spread = shown.rows.some((row) => row.seconds.min !== row.seconds.max);
  const words = (name) => name.replace(/_(us|s)$/, "").replaceAll("_", " ");
  const columns = [["variant", LONG], ["median", NUM], ...(spread ? [["min to max", NUM]] : []), ["items", NUM],
    ...details.map((name) => [words(name), NUM]), ...wireColumns.map((name) => [words(name), NUM]), ["result", NAME]];
  const rows = shown.rows.map((row) => [row.variant, seconds(row.seconds.median),
    ...(spread ? [seconds(row.seconds.min) + " to " + seconds(row.seconds.max)] : []), count(row.items),
    ...details.map((name) => detail(name, row[name])), ...wireColumns.map((name) => count(row[name])), row.result]);
  const notes = shown.rows.flatMap((row) => Object.entries(row)
    .filter(([name, value]) => !FIXED.has(name) && typeof value !== "number")
    .map(([name, value]) => [row.variant, words(name), Array.isArray(value) ? value.join(", ") : value]));
  const list = [table("All figures of " + shown.title, columns, rows)];
  if (notes.length > 0) {
    list.push(table("What else was seen", [["variant", NAME], ["what", TEXT], ["seen", LONG]], notes));
  }
  return list;
}

function lesson(shown, index, all) {
  const again = index > 0 && all[index - 1].title === shown.title;
  return [
    again ? null : el("h2", {}, shown.title),
    again ? null : el("p", { class: "soft" }, shown.about),
    el("div", { class: "conclusion" }, el("p", {}, shown.conclusion)),
    el("section", { class: "card breakable", "aria-label": shown.name }, lessonChart(shown), lessonTables(shown)),
  ];
}
