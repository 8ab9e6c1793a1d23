/** Give a file to the reader. */

/** @param {Blob} file @param {string} name */
export function saveFile(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Some browsers read the file only after the press.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
