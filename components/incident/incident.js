/** The card of the selected incident. All texts are written as text, never as markup. */

/** @param {string} tag @param {string} className @param {...(Node|string)} children */
function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

/** What each card shows, so that a rerun without a change leaves it and its scroll alone. */
const shown = new WeakMap();
/** How each card tells Python now; a rerun brings a new way. */
const tell = new WeakMap();

/** Streamlit calls this at the first showing and at each change of `data`. */
export default function show({ data, parentElement, setTriggerValue }) {
  const card = parentElement.querySelector(".in-card");
  const content = JSON.stringify(data);
  tell.set(card, setTriggerValue);
  if (shown.get(card) === content) return;
  shown.set(card, content);
  card.replaceChildren(...build(data, card, (id) => tell.get(card)("source", id)));
  card.setAttribute("aria-label", data.title);
  const panels = card.closest(".st-key-panels");
  if (panels) panels.scrollTop = 0;
}

/** @param {(source: string) => void} open shows a source on its page */
function build(data, card, open) {
  const go = (id) => () => reveal(card, id);
  go.open = open;
  const facts = make("dl", "in-facts");
  fact(facts, "In the founding articles", data.article);
  fact(facts, "Last checked", data.checked);
  return [
    make("p", "in-head", make("strong", "", data.when), ` · ${data.where}`),
    make("h3", "in-title", data.title),
    scales(data.scales),
    make("p", "in-summary", data.summary),
    ...(data.harmed ? [make("p", "", make("strong", "", "Harmed: "), data.harmed)] : []),
    ...tolls(data.tolls, go),
    ...blame(data.blame, go),
    ...(data.unknown.length ? [make("p", "in-unknown", `Not known: ${data.unknown.join(", ")}.`)] : []),
    ...differences(data.differs, go),
    section("How well it is evidenced", level(data, go)),
    section(data.count, claims(data, go)),
    ...(data.note ? [make("p", "in-note", data.note)] : []),
    facts,
  ];
}

function section(title, ...children) {
  return make("section", "in-section", make("h4", "in-heading", title), ...children);
}

function fact(list, name, words) {
  if (words) list.append(make("div", "", make("dt", "", name), make("dd", "", words)));
}

function scales(entries) {
  const list = make("ul", "in-scales");
  for (const { name, words } of entries) list.append(make("li", `in-scale in-scale-${name}`, words));
  return list;
}

function differences(entries, go) {
  return entries.map(({ where, text, decided_by: sources }) => {
    const note = make("div", "in-differs", make("strong", "", `${where} differs from the record. `), text);
    const links = sources.map(({ id, name }) => sourceLink(id, name, go.open));
    if (links.length) note.append(" Decided by: ", ...parted(links, ", "), ".");
    return note;
  });
}

function tolls(entries, go) {
  if (!entries.length) return [];
  const key = make("p", "in-key");
  for (const [className, words] of KEY) key.append(make("span", `in-mark in-sample${className}`), words);
  return [section("Harm, as each source gives it", ...entries.map((toll) => tollAxis(toll, go)), key)];
}

/** Mark -> its words in the key. */
const KEY = [
  [" in-own", "from its own check"],
  ["", "stated or passed on"],
  [" in-open", "at least"],
];

/** What the figures of a claim count, when it is not all and its own. */
const COUNTED = { part: "a part", repeated: "another's figure" };

/** One range mark a claim on one axis; each mark leads to its claim. */
function tollAxis(toll, go) {
  const ends = toll.low_by === toll.high_by
    ? `given by ${toll.low_by}`
    : `low end: ${toll.low_by}; high end: ${toll.high_by}`;
  const figure = make("div", "in-toll",
    make("p", "in-toll-name", make("strong", "", `${toll.range} ${toll.name}`), ` (${ends})`));
  const step = niceStep(toll.top);
  const scale = Math.ceil(toll.top / step) * step;
  const list = make("ul", "in-marks");
  for (const mark of toll.marks) {
    const track = make("span", "in-track");
    const left = (100 * mark.low) / scale;
    const right = (100 * (mark.high ?? mark.low)) / scale;
    const sign = make("span", `in-mark${mark.own ? " in-own" : ""}${mark.high === null ? " in-open" : ""}`);
    sign.style.left = `${left}%`;
    sign.style.width = `${right - left}%`;
    track.append(sign);
    track.setAttribute("aria-hidden", "true");
    const marked = [mark.withdrawn ? "taken back" : "", COUNTED[mark.counted]].filter(Boolean);
    const words = marked.length ? `${mark.words} (${marked.join(", ")})` : mark.words;
    const button = make("button", "in-row", make("span", "in-speaker", mark.speaker), track, make("span", "in-figure", words));
    button.type = "button";
    button.addEventListener("click", go(mark.claim));
    list.append(make("li", "", button));
  }
  const ticks = make("div", "in-ticks");
  ticks.setAttribute("aria-hidden", "true");
  for (let value = 0; value <= scale; value += step) {
    const tick = make("span", "", String(value));
    tick.style.left = `${(100 * value) / scale}%`;
    ticks.append(tick);
  }
  figure.append(list, make("div", "in-axis", make("span", ""), ticks, make("span", "")));
  return figure;
}

/** A step of 1, 2 or 5 times a power of ten that parts the axis at most four times. */
function niceStep(top) {
  for (let power = 1; ; power *= 10) {
    for (const step of [power, 2 * power, 5 * power]) if (top / step <= 4) return step;
  }
}

function blame(entries, go) {
  if (!entries.length) return [];
  const lines = entries.map(({ side, by, denials }) => {
    const line = make("p", "in-blame", make("strong", "", side), " according to ", ...speakers(by, go));
    if (denials.length) line.append(" · ", make("strong", "", "denied"), " by ", ...speakers(denials, go));
    return line;
  });
  return [section("Who is said to have done it", ...lines)];
}

function level(data, go) {
  const box = make("div", "");
  const rule = make("p", "", data.level.words);
  const because = make("p", "", "Here because of ", ...speakers(data.level.because, go), ".");
  const origins = make("p", "", `Independent origins: ${data.origins.length} (${data.origins.join("; ")}).`);
  box.append(rule, because, origins);
  return box;
}

/** Speakers as buttons that lead to their claims, with hedges. */
function speakers(entries, go) {
  const buttons = entries.map(({ claim, speaker, hedge }) => {
    const button = make("button", "in-link", speaker);
    button.type = "button";
    button.addEventListener("click", go(claim));
    return hedge ? make("span", "", button, ` (${hedge})`) : button;
  });
  return parted(buttons, ", ");
}

function parted(nodes, separator) {
  return nodes.flatMap((node, i) => (i ? [separator, node] : [node]));
}

function claims(data, go) {
  const grid = make("div", "in-claims");
  for (const { claim, answers, more } of data.groups) {
    const beside = new Set(answers.map(({ id }) => id));
    const box = claimBox(claim, go, beside);
    if (answers.length) {
      const boxes = answers.map((answer) => claimBox(answer, go, beside));
      grid.append(make("div", "in-pair", box, make("div", "in-answers", ...boxes)));
    } else grid.append(box);
    if (more.length) grid.append(furtherClaims(more, go));
  }
  const silent = data.silent.map((side) => make("p", "in-silent", `No claim recorded: ${side}.`));
  return make("div", "", grid, ...silent);
}

/** What the same speakers say in further sources, folded. */
function furtherClaims(claims, go) {
  const boxes = make("div", "in-claims", ...claims.map((claim) => claimBox(claim, go, new Set())));
  const speakers = [...new Set(claims.map(({ speaker }) => speaker))].join(", ");
  const count = `${claims.length} further ${claims.length === 1 ? "source" : "sources"}`;
  return make("details", "in-more", make("summary", "", `${count} with the words of ${speakers}`), boxes);
}

/**
 * A claim: the same fields in the same order for every speaker.
 * `beside` holds the ids of the answers that stand beside it.
 */
function claimBox(claim, go, beside) {
  const isAnswer = claim.to.length > 0;
  const box = make("div", `in-claim${isAnswer ? " in-answer" : ""}`);
  box.dataset.claim = claim.id;
  box.tabIndex = -1;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `Claim: ${claim.speaker}, in ${claim.source.name}`);
  const status = claim.withdrawn ? `${claim.stance}; taken back later` : claim.stance;
  box.append(
    make("p", "in-claim-head", make("strong", "", claim.speaker)),
    make("p", "in-claim-side", `${claim.side} · ${status}`),
    make("p", "in-claim-text", claim.text),
  );
  const list = make("dl", "in-fields");
  const said = claim.facts.filter(({ words }) => words);
  const unsaid = claim.facts.filter(({ words }) => !words).map(({ name }) => name.toLowerCase());
  for (const { name, words } of said) list.append(make("div", "", make("dt", "", name), make("dd", "", words)));
  if (unsaid.length) {
    list.append(make("div", "in-unknown", make("dt", "", "Not said"), make("dd", "", unsaid.join(", "))));
  }
  box.append(list);
  if (isAnswer) box.append(make("p", "in-answered", "Answers ", ...speakers(claim.to, go)));
  const elsewhere = claim.answered.filter((answer) => !beside.has(answer.claim));
  if (elsewhere.length) {
    box.append(make("p", "in-answered", "Answered elsewhere on this card by ", ...speakers(elsewhere, go)));
  }
  box.append(sourceLine(claim, go.open));
  if (claim.note) box.append(make("p", "in-claim-note", claim.note));
  return box;
}

function sourceLine({ source, locator, basis, origin }, open) {
  const line = make("p", "in-source", sourceLink(source.id, source.name, open), ` · where: ${locator}`);
  if (source.url) {
    const out = make("a", "in-out", "open ↗");
    out.href = source.url;
    out.target = "_blank";
    out.rel = "noopener noreferrer";
    out.setAttribute("aria-label", `Open the source in a new tab: ${source.title}`);
    line.append(" · ", out);
  }
  line.append(` · ${basis}`);
  if (origin) line.append(` · rests on ${origin}`);
  return line;
}

/** To the source's entry on the Sources page, within this visit. */
function sourceLink(id, name, open) {
  const link = make("a", "in-link", name);
  link.href = `sources?source=${encodeURIComponent(id)}`;
  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(id);
  });
  return link;
}

/** Bring a claim into view and mark it. */
function reveal(card, id) {
  for (const box of card.querySelectorAll(".in-claim")) {
    const chosen = box.dataset.claim === id;
    box.classList.toggle("in-chosen", chosen);
    if (!chosen) continue;
    const folded = box.closest("details");
    if (folded) folded.open = true;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    box.scrollIntoView({ behavior, block: "center" });
    box.focus({ preventScroll: true });
  }
}
