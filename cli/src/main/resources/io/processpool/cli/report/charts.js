// Charts of what pools did. Each is remembered with what makes it, to be drawn again in other colours.

const drawn = [];

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

function themeCharts() {
  Chart.defaults.animation = false;
  Chart.defaults.responsive = true;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 12;
  Chart.defaults.color = colour("soft");
  Chart.defaults.borderColor = colour("grid");
  Chart.defaults.plugins.legend.align = "start";
  Chart.defaults.plugins.legend.labels.boxWidth = 12;
  Chart.defaults.plugins.legend.labels.boxHeight = 12;
  Chart.defaults.plugins.tooltip.boxPadding = 4;
}

function drawAll() {
  themeCharts();
  for (const each of drawn) {
    each.chart?.destroy();
    each.chart = new Chart(each.canvas, each.make());
  }
}

// A canvas with words for those who do not see it; make() gives Chart.js its configuration.
function figure(id, label, height, make) {
  const canvas = el("canvas", { id: "chart-" + id, role: "img", "aria-label": label });
  const box = el("div", { class: "canvas" }, canvas);
  box.style.height = height + "px";
  drawn.push({ canvas, make });
  return el("figure", {}, box);
}

function axis(title, format, more) {
  return {
    title: { display: title !== "", text: title },
    ticks: { callback: (value) => format(Number(value)), maxRotation: 0, autoSkipPadding: 16 },
    ...more,
  };
}

// Powers of ten alone, but for a short axis, where there would be too few.
function logAxis(title, format, more) {
  return {
    ...axis(title, format, more),
    type: "logarithmic",
    ticks: {
      maxRotation: 0,
      autoSkip: false,
      callback(value) {
        const power = Math.log10(value);
        const decades = Math.log10(this.max / this.min);
        const lead = value / 10 ** Math.floor(power + 1e-9);
        const shown = decades > 2.2 ? [1] : decades > 1 ? [1, 3] : [1, 2, 3, 5, 7];
        return shown.some((digit) => Math.abs(lead - digit) < 0.01) ? format(value) : null;
      },
    },
  };
}

// Names of bars; on a narrow page their ends, which differ more than their beginnings.
const names = {
  grid: { display: false },
  ticks: {
    autoSkip: false,
    callback(value) {
      const label = this.getLabelForValue(value);
      return this.chart.width < 560 && label.length > 20 ? "…" + label.slice(-19) : label;
    },
  },
};

const KINDS = [
  ["compute", "compute"], ["decode", "decode arguments"], ["encode", "encode results"],
  ["start", "start"], ["restart", "restart"], ["wait", "wait"],
];

// What a span was made of, one part behind the other, in the order of their doing.
function parts(span) {
  if (span.kind !== "WORK") return [[span.kind.toLowerCase(), span.start, span.end]];
  const list = [];
  let at = span.start;
  for (const kind of ["decode", "compute", "encode"]) {
    if (span[kind] > 0) {
      list.push([kind, at, Math.min(span.end, at + span[kind])]);
      at += span[kind];
    }
  }
  return list;
}

function timelineData(pool) {
  const bars = Object.fromEntries(KINDS.map(([kind]) => [kind, []]));
  for (const lane of pool.lanes) {
    const y = "worker " + lane.worker;
    for (const span of lane.spans) {
      for (const [kind, from, to] of parts(span)) bars[kind].push({ x: [from, to], y });
    }
    bars.wait.push({ x: [0, pool.seconds], y });
  }
  return bars;
}

function timeline(id, pool) {
  const bars = timelineData(pool);
  const make = () => ({
    type: "bar",
    data: {
      labels: pool.lanes.map((lane) => "worker " + lane.worker),
      datasets: KINDS.filter(([kind]) => bars[kind].length > 0).map(([kind, label]) => ({
        label,
        data: bars[kind],
        backgroundColor: colour(kind),
        order: kind === "wait" ? 2 : 1,
        grouped: false,
        borderSkipped: false,
        barPercentage: 0.62,
        categoryPercentage: 1,
        maxBarThickness: 30,
      })),
    },
    options: {
      indexAxis: "y",
      scales: {
        x: axis("seconds since the pool was opened", number, { min: 0, max: pool.seconds }),
        y: { type: "category", grid: { display: false } },
      },
      plugins: {
        tooltip: {
          filter: (item) => item.dataset.order === 1,
          callbacks: {
            label: ({ dataset, raw }) =>
              `${dataset.label}: ${seconds(raw.x[1] - raw.x[0])}, from ${seconds(raw.x[0])} on`,
          },
        },
      },
    },
  });
  const label = `Timeline of ${plural(pool.lanes.length, "worker")} over ${seconds(pool.seconds)}: when each computed, `
    + "coded, waited and started. The table below has the sums.";
  return figure(id, label, 96 + 34 * pool.lanes.length, make);
}

function timelineTable(pool) {
  const columns = [["worker", TEXT], ["processes", TEXT], ["compute", NUM], ["decode", NUM], ["encode", NUM],
    ["start and restart", NUM], ["wait", NUM], ["busy", NUM]];
  const rows = pool.lanes.map((lane) => {
    const sum = lane.sum;
    const busy = sum.decode + sum.compute + sum.encode;
    const shown = lane.pids.slice(0, 4).join(", ") + (lane.pids.length > 4 ? ` and ${lane.pids.length - 4} more` : "");
    return [lane.worker, shown, seconds(sum.compute), seconds(sum.decode), seconds(sum.encode), seconds(sum.start),
      seconds(sum.waiting), percent(pool.seconds === 0 ? 0 : busy / pool.seconds)];
  });
  return table("Where the time of each worker went", columns, rows);
}

function throughput(id, pool) {
  const points = pool.rates.map((rate) => ({ x: rate.from, y: rate.items / (rate.to - rate.from) }));
  if (points.length > 0) points.push({ x: pool.rates.at(-1).to, y: points.at(-1).y });
  const make = () => ({
    type: "line",
    data: {
      datasets: [{
        label: "items per second",
        data: points,
        stepped: "before",
        pointRadius: 0,
        borderWidth: 1.5,
        borderColor: colour("c1"),
        backgroundColor: colour("c1") + "33",
        fill: true,
      }],
    },
    options: {
      interaction: { mode: "index", intersect: false },
      scales: {
        x: axis("seconds", number, { type: "linear", min: 0, max: pool.seconds }),
        y: axis("items per second", number, { beginAtZero: true }),
      },
      plugins: { legend: { display: false } },
    },
  });
  return figure(id, `Items answered per second over ${seconds(pool.seconds)}; ${count(pool.items)} in all.`, 240, make);
}

function throughputTable(pool) {
  const rows = pool.rates.map((rate) =>
    [`${number(rate.from)} to ${number(rate.to)} s`, count(rate.items), number(rate.items / (rate.to - rate.from))]);
  return folded("The same as a table",
    table("Items answered over time", [["interval", TEXT], ["items", NUM], ["per second", NUM]], rows));
}

function wire(id, pool) {
  const make = () => ({
    type: "bar",
    data: {
      labels: pool.wire.map((each) => "worker " + each.worker),
      datasets: [["bytesOut", "to the worker", "c1"], ["bytesIn", "from the worker", "c2"]].map(([field, label, name]) => ({
        label,
        data: pool.wire.map((each) => each[field]),
        backgroundColor: colour(name),
        maxBarThickness: 26,
      })),
    },
    options: {
      scales: { x: { grid: { display: false } }, y: axis("", axisBytes, { beginAtZero: true }) },
      plugins: { tooltip: { callbacks: { label: ({ dataset, raw }) => `${dataset.label}: ${bytes(raw)}` } } },
    },
  });
  return figure(id, "Bytes that crossed the socket of each worker, to it and from it.", 240, make);
}

function wireTable(pool) {
  const columns = [["worker", TEXT], ["items", NUM], ["chunks", NUM], ["bytes out", NUM], ["bytes in", NUM],
    ["frames out, in", NUM]];
  const rows = pool.wire.map((each) => [each.worker, count(each.items), count(each.chunks), count(each.bytesOut),
    count(each.bytesIn), count(each.framesOut) + ", " + count(each.framesIn)]);
  return table("What crossed the sockets for jobs, frame headers included", columns, rows);
}
