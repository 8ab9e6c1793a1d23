/**
 * Measures inside a page, as `window.benchProbe`. Times are milliseconds of `performance.now()`, so
 * 0 is the start of the navigation. Nothing of it draws.
 */
(() => {
  const PATIENCE_MS = 20000;
  const PAINTED = "timemap:painted";
  /** The text of the empty app that a rerun of the server changes. */
  const ANSWER = ".st-key-shown strong";

  /** Call back after the frame that is being made has been handed over. */
  function afterFrame(callback) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => callback(performance.now());
    port2.postMessage(null);
  }

  /** A promise that fails rather than never ends. */
  const promise = (what, start) => new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`${what} did not come`)), PATIENCE_MS);
    start(resolve);
  });

  const canvas = () => document.querySelector("canvas.tm-incidents");
  const root = () => document.querySelector(".tm-root");
  const answer = () => document.querySelector(ANSWER)?.textContent ?? null;

  function pixels() {
    const held = canvas();
    const { data } = held.getContext("2d").getImageData(0, 0, held.width, held.height);
    return new Uint32Array(data.buffer);
  }

  /** FNV-1a over the pixels of the incidents. */
  function hash() {
    let value = 0x811c9dc5;
    for (const pixel of pixels()) value = Math.imul(value ^ pixel, 0x01000193);
    return value >>> 0;
  }

  const probe = { firstPaint: null, firstAnswer: null };
  window.benchProbe = probe;

  function endFirst(name) {
    requestAnimationFrame(() => afterFrame((now) => {
      probe[name] ??= now;
    }));
  }
  /** The first drawing with all that the page is expected to show at first. */
  window.addEventListener(PAINTED, function first(event) {
    const expected = window.benchExpected ?? null;
    if (expected !== null && event.detail.shown !== expected) return;
    window.removeEventListener(PAINTED, first);
    endFirst("firstPaint");
  });
  const firstText = new MutationObserver(() => {
    if (answer() === null) return;
    firstText.disconnect();
    endFirst("firstAnswer");
    if (document.querySelector(".st-key-shown")) endFirst("firstPaint");
  });
  firstText.observe(document, { childList: true, subtree: true, characterData: true });

  /** Resolves when the page has not changed for `ms`. */
  probe.rest = (ms = 500) => new Promise((resolve) => {
    let timer = setTimeout(done, ms);
    const watch = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(done, ms);
    });
    function done() {
      watch.disconnect();
      resolve();
    }
    watch.observe(document, { childList: true, subtree: true, characterData: true });
  });

  /** From the next event of `type` to the end of the frame that answers it; see `benchProbe.step`. */
  probe.armStep = (type) => {
    probe.step = promise(`a frame after ${type}`, (resolve) => {
      window.addEventListener(type, (event) => {
        const input = event.timeStamp;
        window.addEventListener(PAINTED, () => {
          const painted = performance.now();
          afterFrame((end) => resolve({ input, painted, end }));
        }, { once: true });
      }, { once: true, capture: true });
    });
  };

  /** From the next click to the end of the frame that shows another count; see `benchProbe.step`. */
  probe.armFilter = () => {
    const before = root().dataset.shown;
    probe.step = promise("another count after a click", (resolve) => {
      window.addEventListener("click", (event) => {
        const input = event.timeStamp;
        window.addEventListener(PAINTED, function painted(answer) {
          if (String(answer.detail.shown) === before) return;
          window.removeEventListener(PAINTED, painted);
          afterFrame((end) => resolve({ input, end }));
        });
      }, { once: true, capture: true });
    });
  };

  /** The pixels before the next drawing and right after its painted event; see `benchProbe.proof`. */
  probe.armProof = () => {
    const before = hash();
    probe.proof = promise("a drawing", (resolve) => {
      window.addEventListener(PAINTED, (event) => {
        resolve({ before, after: hash(), ...event.detail, dataset: { ...root().dataset } });
      }, { once: true });
    });
  };

  /** From the next release of the pointer, or key, to the changed text; see `benchProbe.settled`. */
  probe.armSettle = (type) => {
    const before = answer();
    probe.settled = promise(`another text after ${type}`, (resolve) => {
      window.addEventListener(type, (event) => {
        const input = event.timeStamp;
        const watch = new MutationObserver(() => {
          const text = answer();
          if (text === null || text === before) return;
          watch.disconnect();
          resolve(performance.now() - input);
        });
        watch.observe(document.body, { childList: true, subtree: true, characterData: true });
      }, { once: true, capture: true });
    });
  };

  /** Look at each frame from now on; returns a function that stops and tells what was seen. */
  probe.watchFrames = () => {
    const [heldCanvas, heldRoot] = [canvas(), root()];
    const seen = { frames: 0, paints: 0, blank: 0, remounted: 0 };
    let going = true;
    const count = () => {
      seen.paints += 1;
    };
    window.addEventListener(PAINTED, count);
    function look() {
      if (!going) return;
      seen.frames += 1;
      if (canvas() !== heldCanvas || root() !== heldRoot || !heldCanvas.isConnected) {
        seen.remounted += 1;
      } else {
        const shown = Number(root().dataset.shown);
        if (shown > 0 && !pixels().some((pixel) => pixel !== 0)) seen.blank += 1;
      }
      requestAnimationFrame(() => afterFrame(look));
    }
    requestAnimationFrame(() => afterFrame(look));
    return () => {
      going = false;
      window.removeEventListener(PAINTED, count);
      return seen;
    };
  };

  /**
   * Times of the frames of the next `ms`, or until playing ends, and how many of them drew the map; see
   * `probe.film`.
   */
  probe.startFilm = (ms) => {
    probe.film = new Promise((resolve) => {
      const frames = [];
      let paints = 0;
      const count = () => {
        paints += 1;
      };
      window.addEventListener(PAINTED, count);
      let played = false;
      function next(now) {
        const plays = document.querySelector(".tm-play")?.getAttribute("aria-label") === "Pause";
        const ended = played && !plays;
        played = plays;
        if (!ended) frames.push(now);
        if (!ended && now - frames[0] < ms) requestAnimationFrame(next);
        else {
          window.removeEventListener(PAINTED, count);
          resolve({ frames, paints });
        }
      }
      requestAnimationFrame(next);
    });
  };
})();
