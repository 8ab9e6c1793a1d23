/** The colours that the system of the reader asks for. */

/** @returns {Pick<import("../types.js").Host, "dark" | "onTheme">} */
export function followScheme() {
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  return {
    dark: () => scheme.matches,
    onTheme(heard) {
      scheme.addEventListener("change", heard);
      return () => scheme.removeEventListener("change", heard);
    },
  };
}
