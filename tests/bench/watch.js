/**
 * Watches what a page of any make draws, as `window.benchWatch` of every frame of the page. Times
 * are milliseconds since 1970, so that frames of one page share a clock. Nothing of it draws.
 *
 * Counted are circles on 2d canvases between a clearing and the end of that frame, instances of a
 * WebGL drawing, and marker elements of Leaflet. `window.benchExpected` is the number of symbols
 * that the first complete drawing has.
 */
(() => {
  const PATIENCE_MS = 60000;
  const { port1, port2 } = new MessageChannel();
  const waiting = [];
  port1.onmessage = () => {
    const now = performance.timeOrigin + performance.now();
    for (const callback of waiting.splice(0)) callback(now);
  };

  /** Call back after the frame that is being made has been handed over. */
  function afterFrame(callback) {
    waiting.push(callback);
    if (waiting.length === 1) port2.postMessage(null);
  }

  const watch = { drawn: 0, draws: 0, firstPaint: null, step: null, heard: () => {} };
  window.benchWatch = watch;
  const head = () => {
    try {
      return window.top.benchWatch ?? watch;
    } catch {
      return watch;
    }
  };

  /** A frame with `count` symbols ended. */
  watch.tell = (count, now) => {
    watch.draws += 1;
    if (count === window.benchExpected) watch.firstPaint ??= now - performance.timeOrigin;
    watch.heard(count, now);
  };

  let pending = false;
  function endDrawing() {
    if (pending) return;
    pending = true;
    afterFrame((now) => {
      pending = false;
      head().tell(watch.drawn, now);
    });
  }

  const flat = CanvasRenderingContext2D.prototype;
  const { clearRect, arc } = flat;
  flat.clearRect = function (...args) {
    watch.drawn = 0;
    endDrawing();
    return clearRect.apply(this, args);
  };
  flat.arc = function (x, y, r, from, to, back) {
    watch.drawn += 1;
    return arc.call(this, x, y, r, from, to, back);
  };
  for (const name of ["drawArraysInstanced", "drawElementsInstanced"]) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...args) {
      if (this.getParameter(this.FRAMEBUFFER_BINDING) === null) {
        watch.drawn = args[args.length - 1];
        endDrawing();
      }
      return draw.apply(this, args);
    };
  }

  /** Marker elements of the page and of the frames in it, all laid out in the same frame. */
  function countMarkers() {
    let count = document.getElementsByClassName("leaflet-marker-icon").length;
    for (const frame of document.getElementsByTagName("iframe")) {
      count += frame.contentDocument?.getElementsByClassName("leaflet-marker-icon").length ?? 0;
    }
    return count;
  }
  function lookForMarkers() {
    const markers = countMarkers();
    if (markers !== watch.drawn) {
      watch.drawn = markers;
      endDrawing();
    }
    requestAnimationFrame(lookForMarkers);
  }
  if (window.benchMarkers && window.top === window) requestAnimationFrame(lookForMarkers);

  /** From the next key to the end of the first frame with `expected` symbols; see `step`. */
  watch.armStep = (expected) => {
    watch.step = new Promise((resolve, reject) => {
      let last = null;
      setTimeout(
        () => reject(new Error(`${expected} symbols did not come; the last drawing had ${last}`)),
        PATIENCE_MS,
      );
      window.addEventListener("keydown", (event) => {
        const input = performance.timeOrigin + event.timeStamp;
        watch.heard = (count, now) => {
          last = count;
          if (count !== expected) return;
          watch.heard = () => {};
          resolve({ input, end: now });
        };
      }, { once: true, capture: true });
    });
    watch.step.catch(() => {});
  };

  const MAP = "iframe[title*=folium], .leaflet-container, [data-testid=stDeckGlJsonChart] canvas";
  const symbols = (element) => (element.tagName === "IFRAME" && !window.benchMarkers
    ? element.contentWindow?.benchWatch?.drawn ?? 0
    : watch.drawn);

  /** Look at each frame from now on; returns a function that stops and tells what was seen. */
  watch.watchFrames = () => {
    let map = document.querySelector(MAP);
    const seen = { frames: 0, blank: 0, remounted: 0 };
    let going = true;
    function look() {
      if (!going) return;
      seen.frames += 1;
      const now = document.querySelector(MAP);
      if (now !== map) seen.remounted += 1;
      if (now === null || symbols(now) === 0) seen.blank += 1;
      map = now;
      requestAnimationFrame(() => afterFrame(look));
    }
    requestAnimationFrame(() => afterFrame(look));
    return () => {
      going = false;
      return seen;
    };
  };

  /** Times of the frames of the next `ms`, and how many of them drew; see `film`. */
  watch.startFilm = (ms) => {
    watch.film = new Promise((resolve) => {
      const frames = [];
      const before = watch.draws;
      function next(now) {
        frames.push(now);
        if (now - frames[0] < ms) requestAnimationFrame(next);
        else resolve({ frames, paints: watch.draws - before });
      }
      requestAnimationFrame(next);
    });
  };
})();
