/** Runs on the first showing and on each change of `data`; the work is in the served modules. */
export default function mount(component) {
  const { data, parentElement } = component;
  const load = (path) => import(new URL(path, document.baseURI).href);
  const record = parentElement.querySelector(".tm-root")
    ? null
    : fetch(new URL(data.record, document.baseURI).href);
  // All at once, not one after the other as they import each other; `bind` says what went wrong.
  const others = [data.leaflet, data.ground, ...data.modules].map(load);
  Promise.allSettled([...others, record]);
  const bound = load(`${data.assets}hosts/streamlit.js`).then((adapter) => adapter.bind(component, record));
  bound.catch((error) => {
    parentElement.textContent = `The map cannot be loaded: ${error.message}`;
  });
  return () => bound.then((release) => release());
}
