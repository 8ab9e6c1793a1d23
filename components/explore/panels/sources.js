/** The sources behind the open incident, or behind all that is shown, by kind. */

import { make, makeButton } from "../elements.js";
import { grouped, t } from "../words.js";
import { Fold } from "./fold.js";
import { groupSources, standsOpen } from "./source_groups.js";
import { SourceRow } from "./source_row.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("./source_groups.js").Counted} Counted */
/** @typedef {{fold: Fold, list: HTMLElement, fill: () => void}} Group `fill`: makes its rows as they are now */

/** @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createSources(app, host) {
  return new SourcesView(app, host);
}

class SourcesView {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    this.host = host;
    /** Whether all that is shown is asked for while an incident is open. */
    this.all = false;
    this.behindOne = makeButton("tm-button", t("Behind this incident"), t("Behind this incident"), () => this.choose(false));
    this.behindAll = makeButton("tm-button", t("Behind all that is shown"), t("Behind all that is shown"), () => this.choose(true));
    this.choice = make("div", "tm-sources-choice", this.behindOne, this.behindAll);
    this.choice.setAttribute("role", "group");
    this.choice.setAttribute("aria-label", t("Sources"));
    this.count = make("h2", "tm-sources-count");
    this.wait = make("p", "tm-card-wait");
    this.groups = make("div", "");
    host.append(make("div", "tm-sources-head", this.choice, this.count), this.wait, this.groups);
    /** How the reader left the groups. @type {Map<number, boolean>} */
    this.left = new Map();
    /** @type {Map<number, Group>} */
    this.made = new Map();
    /** @type {Map<string, SourceRow>} */
    this.rows = new Map();
    /** @type {{key: string, sources: Counted[] | null, fault: string, source: string | null}} */
    this.drawn = { key: "", sources: null, fault: "", source: null };
  }

  /** @param {boolean} all */
  choose(all) {
    this.all = all;
    this.app.redraw();
  }

  /** @param {Scene} next */
  draw(next) {
    const { state } = next;
    if (state.tab !== "sources") return;
    const { app, drawn } = this;
    const event = this.all ? null : state.event;
    const sources = event === null ? app.detail.sources(next, null) : this.behind(next, event, drawn);
    const key = event ?? "";
    const fault = app.detail.fault();
    const same = key === drawn.key && sources === drawn.sources && fault === drawn.fault;
    this.drawChoice(state.event);
    if (!same) this.drawGroups(key, sources, fault, state.source);
    if (!same || state.source !== drawn.source) this.drawOpened(state.source);
    this.drawn = { key, sources, fault, source: state.source };
  }

  /** What is behind an incident does not change. @param {Scene} next @param {string} event @param {{key: string, sources: Counted[] | null}} drawn */
  behind(next, event, { key, sources }) {
    return key === event && sources ? sources : this.app.detail.sources(next, event);
  }

  /** @param {string | null} event */
  drawChoice(event) {
    this.choice.hidden = event === null;
    this.behindOne.setAttribute("aria-pressed", String(!this.all));
    this.behindAll.setAttribute("aria-pressed", String(this.all));
  }

  /** @param {string} event "" for all that is shown @param {Counted[] | null} sources @param {string} fault @param {string | null} opened */
  drawGroups(event, sources, fault, opened) {
    const { app } = this;
    const total = app.detail.sourceCount();
    this.drawWait(sources, fault);
    this.count.hidden = sources === null;
    if (!sources) {
      this.groups.replaceChildren();
      return;
    }
    const known = total === null ? grouped(sources.length) : t("{n} of {total} sources", { n: grouped(sources.length), total: grouped(total) });
    const gone = event !== "" && app.selection.find(event) === null;
    this.count.textContent = gone ? t("This incident is not in the record any more: nothing stands behind it.") : known;
    const groups = groupSources(sources, app.record.vocabulary.source_kinds.length);
    const shown = groups.map((group) => this.drawGroup(group, event === "", standsOpen(group, this.left, sources.length, opened)));
    const same = shown.length === this.groups.children.length && shown.every((element, k) => element === this.groups.children[k]);
    if (!same) this.groups.replaceChildren(...shown);
  }

  /** @param {Counted[] | null} sources @param {string} fault */
  drawWait(sources, fault) {
    this.wait.hidden = sources !== null;
    if (sources !== null) return;
    this.wait.replaceChildren(fault || "…");
    if (fault) this.wait.append(" ", makeButton("tm-button", t("Try again"), t("Try again"), () => this.app.detail.again()));
  }

  /** @param {{kind: number, sources: Counted[]}} group @param {boolean} ofShown @param {boolean} open */
  drawGroup({ kind, sources }, ofShown, open) {
    const group = this.made.get(kind) ?? this.makeGroup(kind);
    group.fold.say(grouped(sources.length));
    group.fold.open = open;
    group.fill = () => this.fillGroup(group, sources, ofShown);
    if (open) group.fill();
    return group.fold.element;
  }

  /** @param {number} kind */
  makeGroup(kind) {
    const { label } = this.app.record.vocabulary.source_kinds[kind];
    const list = make("ul", "tm-source-rows");
    const fold = new Fold("tm-source-group", label[0].toLocaleUpperCase() + label.slice(1), "", (body) => body.append(list), {
      changed: (open) => {
        this.left.set(kind, open);
        if (open) group.fill();
      },
    });
    /** @type {Group} */
    const group = { fold, list, fill: () => {} };
    this.made.set(kind, group);
    return group;
  }

  /** Rows keep the order of the record, so that only those that come or go are moved. @param {Group} group @param {Counted[]} sources @param {boolean} ofShown */
  fillGroup({ list }, sources, ofShown) {
    const opened = this.app.scene.state.source;
    const rows = sources.map(({ source, incidents }) => {
      const row = this.rowOf(source);
      row.setOpen(source.id === opened);
      row.count(incidents, ofShown);
      return row.element;
    });
    const wanted = new Set(/** @type {Element[]} */ (rows));
    for (const element of [...list.children]) if (!wanted.has(element)) element.remove();
    let at = list.firstElementChild;
    for (const row of rows) {
      if (row === at) at = at.nextElementSibling;
      else list.insertBefore(row, at);
    }
  }

  /** @param {import("../types.js").SourceData} source */
  rowOf(source) {
    const row = this.rows.get(source.id) ?? new SourceRow(this.app, source);
    this.rows.set(source.id, row);
    return row;
  }

  /** Show the opened source, and bring it into view. @param {string | null} opened */
  drawOpened(opened) {
    if (this.drawn.source && this.drawn.source !== opened) this.rows.get(this.drawn.source)?.setOpen(false);
    if (opened === null) return;
    const source = this.app.detail.source(opened);
    const group = source && this.made.get(source.kind);
    if (!source || !group || !group.fold.element.isConnected) return;
    if (!group.fold.open) {
      group.fold.open = true;
      group.fill();
    }
    const row = this.rows.get(opened);
    if (!row) return;
    row.setOpen(true);
    if (row.button !== document.activeElement) row.element.scrollIntoView({ block: "nearest" });
  }

  destroy() {
    this.groups.replaceChildren();
  }
}
