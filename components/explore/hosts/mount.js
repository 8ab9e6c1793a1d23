/**
 * Runs on the first showing and on each change of `data`; the work is in the served modules.
 * @param {import("./streamlit.js").Component} component
 */
export default function mount(component) {
  const { data, parentElement } = component;
  const at = (/** @type {string} */ path) => new URL(path, document.baseURI).href;
  const load = (/** @type {string} */ path) => import(at(path));
  const fresh = parentElement.dataset.record !== data.paths.record;
  parentElement.dataset.record = data.paths.record;
  const record = fresh ? fetch(at(data.paths.record)) : null;
  // All at once, not one after the other as they ask for each other; `bind` says what went wrong.
  Promise.allSettled([load(data.paths.leaflet), load(data.paths.ground), record]);
  const bound = Promise.all([load(data.script), addStyle(at(data.style))])
    .then(([adapter]) => adapter.bind(component, record));
  bound.catch((error) => {
    const host = /** @type {HTMLElement} */ (parentElement.querySelector(".tm-host"));
    host.textContent = `${data.failure} ${error.message}`;
  });
  return () => bound.then((release) => release(), () => {});
}

/**
 * Resolves when the style sheet is in use; it stays, as other pages of the app have none of its classes.
 * @param {string} href
 */
function addStyle(href) {
  if (document.head.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  return new Promise((resolve) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
    document.head.append(link);
  });
}
