// The page, from top to bottom.

const data = JSON.parse(document.getElementById("data").textContent);

function head() {
  const good = data.head.exit === 0;
  const words = ["run-coordinator.sh", ...data.head.arguments].map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
  return el("header", {},
    el("p", { class: "brand" }, "processpool report"),
    el("h1", {}, data.head.command),
    el("p", {}, el("span", { class: "status " + (good ? "good" : "bad") }, data.head.outcome)),
    el("code", { class: "command" }, words.join(" ")),
    el("p", { class: "meta" }, `${data.head.date} · ${data.head.machine}`));
}

function figures() {
  const tiles = data.figures.map((each) =>
    el("div", { class: "tile" }, el("dt", {}, each.label), el("dd", {}, each.value)));
  return tiles.length === 0 ? null : el("dl", { class: "tiles" }, tiles);
}

const KIND_WORDS = {
  OVERHEAD: "Pitfall 1: the overhead exceeds the work",
  TOO_MUCH_DATA: "Pitfall 3: too much data",
  RESENT_OBJECT: "Pitfall 3: the same object again and again",
  REPEATED_CALLS: "Pitfall 4: repeated calls",
  CHUNK_SIZE: "Pitfall 5: chunk size",
  STRAGGLER: "A straggler",
  SLOW_INPUT: "Slow input",
  SLOW_TAKING: "Results are taken slowly",
  MORE_WORKERS_THAN_CORES: "More workers than cores",
};

// All advice of one kind: the first in full, the others folded.
function advice([first, ...others]) {
  const more = `The same for ${plural(others.length, "other variant")}`;
  return el("section", { class: "card advice breakable" },
    el("p", { class: "kind" }, (KIND_WORDS[first.kind] ?? first.kind) + (first.where === "" ? "" : " · " + first.where)),
    el("p", {}, first.evidence),
    el("p", { class: "remedy" }, first.remedy),
    others.length === 0 ? null : folded(more,
      table(more, [["variant", TEXT], ["evidence", LONG]], others.map((each) => [each.where, each.evidence]))));
}

function diagnosis() {
  const intro = data.demonstrations.length > 0
    ? "What the pool itself says about the jobs above. The lesson makes these mistakes on purpose."
    : "What the pool says about this job: where its time went that it need not have spent.";
  const cards = [...new Set(data.advice.map((each) => each.kind))].map((kind) =>
    advice(data.advice.filter((each) => each.kind === kind)));
  if (cards.length === 0) {
    cards.push(el("section", { class: "card healthy" },
      el("p", {}, "Nothing to say: the pool found no pitfall. Jobs that failed, were stopped or lost workers get no diagnosis.")));
  }
  return [el("h2", {}, "Diagnosis"), el("p", { class: "soft" }, intro), cards];
}

function failures() {
  if (data.failures.length === 0) return null;
  return [
    el("h2", {}, "Failures"),
    el("section", { class: "card breakable" },
      table(plural(data.failures.length, "failure") + ", each with its input", [["input", NAME], ["what happened", LONG]],
        data.failures.map((each) => [each.input, each.error]))),
  ];
}

function slowest(pool) {
  if (pool.slowest.length === 0) return null;
  return card("Slowest items", table("The items that took longest in the user's function",
    [["item", NAME], ["job", TEXT], ["worker", NUM], ["took", NUM]],
    pool.slowest.map((each) => [each.item, each.job, each.worker, seconds(each.seconds)])));
}

function lost(pool) {
  if (pool.lost.length === 0) return null;
  return card("Workers that were lost", table("Each was replaced",
    [["worker", TEXT], ["after", NUM], ["how it ended", LONG]],
    pool.lost.map((each) => [each.worker, seconds(each.time), each.text])));
}

function pool(each, index) {
  const id = (what) => `${what}-${index}-${slug(each.name)}`;
  const title = data.pools.length === 1 ? "What the workers did when" : `What the workers did when: pool “${each.name}”`;
  const sum = `${plural(each.jobs, "job")}, ${plural(each.items, "item")}, ${seconds(each.seconds)}. `
    + "Work that is too short to be seen is drawn together with its neighbours.";
  if (each.lanes.length === 0) {
    return [el("h2", {}, title), el("p", { class: "soft" }, "No worker became ready.")];
  }
  return [
    el("h2", {}, title),
    el("p", { class: "soft" }, sum),
    card("Timeline", timeline(id("timeline"), each), timelineTable(each)),
    el("div", { class: "pair" },
      card("Throughput", throughput(id("throughput"), each), throughputTable(each)),
      card("Over the wire", wire(id("wire"), each), wireTable(each))),
    slowest(each),
    lost(each),
  ];
}

function profile() {
  if (!data.profile) return null;
  const { methods, samples, recordings } = data.profile;
  const share = (part) => percent(samples === 0 ? 0 : part / samples);
  return [
    el("h2", {}, "Profile"),
    el("p", { class: "soft" }, `${plural(samples, "sample")} of ${plural(recordings, "worker process", "worker processes")}, all in one table.`),
    el("section", { class: "card breakable" },
      methods.length === 0 ? null : figure("profile", "The hottest methods by their share of samples, as bars.", 70 + 26 * Math.min(10, methods.length), () => ({
        type: "bar",
        data: {
          labels: methods.slice(0, 10).map((each) => each.name.split(".").slice(-2).join(".")),
          datasets: [
            { label: "own", data: methods.slice(0, 10).map((each) => each.own / samples), backgroundColor: colour("c1") },
            { label: "called from it", data: methods.slice(0, 10).map((each) => (each.withCallees - each.own) / samples), backgroundColor: colour("c1") + "55" },
          ],
        },
        options: {
          indexAxis: "y",
          scales: { x: axis("share of samples", percent, { stacked: true, min: 0, max: 1 }), y: { ...names, stacked: true } },
          plugins: { tooltip: { callbacks: { label: ({ dataset, raw }) => `${dataset.label}: ${percent(raw)}` } } },
        },
      })),
      table("Methods in which workers were found", [["method", LONG], ["own samples", NUM], ["own", NUM], ["with callees", NUM]],
        methods.map((each) => [each.name, count(each.own), share(each.own), share(each.withCallees)]))),
  ];
}

function footer() {
  return el("footer", {},
    el("p", {}, "Made by processpool. This page holds all it shows and loads nothing. Charts: Chart.js, MIT licence, whose text is in the source of this page."));
}

const page = document.getElementById("page");
const lessons = data.demonstrations.map(lesson);
const content = [figures(), data.demonstrations.length > 0 ? lessons : null, diagnosis(), failures(), data.pools.map(pool), profile()];
page.replaceChildren(head(), el("main", { id: "content" }, ...content.flat(4).filter((each) => each !== null)), footer());
drawAll();

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);

// On paper everything is light, and what is folded is open.
let folds = [];
addEventListener("beforeprint", () => {
  document.documentElement.dataset.print = "";
  folds = [...document.querySelectorAll("details:not([open])")];
  folds.forEach((each) => each.setAttribute("open", ""));
  drawAll();
  drawn.forEach((each) => each.chart.resize());
});
addEventListener("afterprint", () => {
  delete document.documentElement.dataset.print;
  folds.forEach((each) => each.removeAttribute("open"));
  drawAll();
});
