/** Runs on the first showing and on each change of `data`; the work is in the served modules. */
export default function mount(component) {
  const { data, parentElement } = component;
  const base = new URL(data.assets, document.baseURI).href;
  const bound = import(`${base}streamlit.js`).then((adapter) => adapter.bind(component));
  bound.catch((error) => {
    parentElement.textContent = `The map cannot be loaded: ${error.message}`;
  });
  return () => bound.then((release) => release());
}
