/** The controls above the strip: play and steps, mode, speed, parts of the record, zoom. */

import { make, makeButton, makeGroup } from "../elements.js";
import { SPEEDS } from "./play.js";

export const MODES = [
  { key: "on", words: "On this day" },
  { key: "upto", words: "Up to this day" },
  { key: "between", words: "Between two dates" },
];

let made = 0;

/**
 * @param {{mode: string, speed: string, loop: boolean}} state
 * @param {import("./axis.js").Period[]} periods
 * @param {Record<string, (value?: any) => void>} act toggle, step, mode, speed, loop, period, zoom, reset
 */
export function createControls(state, periods, act) {
  const play = makeButton("tm-play", "▶", "Play", () => act.toggle());
  const back = makeButton("tm-tool tm-sign", "‹", "One day back", () => act.step(-1));
  const forth = makeButton("tm-tool tm-sign", "›", "One day forward", () => act.step(1));
  const loop = makeButton("tm-tool", "Loop", "Loop", () => act.loop());
  loop.title = "At the end play again from the start";
  const modes = createModes(act.mode);
  const speed = createSpeeds(state, act.speed);
  const buttons = periods.map((period) =>
    makeButton("tm-preset", period.label, period.label, () => act.period(period)));
  const presets = makeGroup("Part of the record", "tm-presets", ...buttons);
  const zoom = makeGroup("Scale of the dates", "tm-zoom",
    makeButton("tm-tool tm-sign", "−", "Zoom the dates out", () => act.zoom(2)),
    makeButton("tm-tool tm-sign", "+", "Zoom the dates in", () => act.zoom(0.5)),
    makeButton("tm-tool", "Reset", "Reset the dates", () => act.reset()));
  const playing = makeGroup("Play", "tm-playing", play, back, forth, loop, speed.host);
  const first = make("div", "tm-controls", playing, modes.host);
  const second = make("div", "tm-controls", presets, zoom);

  /** Show the state; cheap, as each frame asks for it. */
  function show(isPlaying) {
    const [sign, name] = isPlaying ? ["❚❚", "Pause"] : ["▶", "Play"];
    if (play.textContent !== sign) {
      play.textContent = sign;
      play.setAttribute("aria-label", name);
      play.title = `${name} (space)`;
    }
    loop.setAttribute("aria-pressed", String(state.loop));
    modes.show(state.mode);
    speed.show();
  }

  /** @param {string} shown key of the period in view @param {number} from @param {number} to */
  function showPeriods(shown, from, to) {
    periods.forEach((period, k) => {
      const on = period.start === from && period.end === to;
      buttons[k].setAttribute("aria-pressed", String(on));
      buttons[k].classList.toggle("tm-shown", period.key === shown);
    });
  }
  return { rows: [first, second], zoom, show, showPeriods };
}

function createModes(choose) {
  const host = make("div", "tm-modes");
  host.setAttribute("role", "radiogroup");
  host.setAttribute("aria-label", "Which incidents are shown");
  made += 1;
  const inputs = MODES.map(({ key, words }) => {
    const input = document.createElement("input");
    input.type = "radio";
    input.name = `tm-mode-${made}`;
    input.value = key;
    input.addEventListener("change", () => choose(key));
    host.append(make("label", "tm-mode", input, make("span", "", words)));
    return input;
  });
  return {
    host,
    show(mode) {
      for (const input of inputs) if (input.checked !== (input.value === mode)) input.checked = input.value === mode;
    },
  };
}

function createSpeeds(state, choose) {
  const select = document.createElement("select");
  for (const { key, words } of SPEEDS) {
    const option = document.createElement("option");
    option.value = key;
    option.textContent = words;
    select.append(option);
  }
  select.addEventListener("change", () => choose(select.value));
  return {
    host: make("label", "tm-speed", make("span", "", "Speed"), select),
    show() {
      if (select.value !== state.speed) select.value = state.speed;
    },
  };
}
