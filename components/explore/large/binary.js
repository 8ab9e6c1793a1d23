/** The server's binary answers: a header in JSON, then typed arrays, little endian. No DOM. */

/**
 * @typedef {object} Body
 * @property {Record<string, any>} header
 * @property {Record<string, ArrayLike<number>>} arrays
 * @property {Record<string, ArrayLike<bigint>>} indexes arrays of numbers too large for a double
 */

const TYPES = { u1: Uint8Array, u4: Uint32Array, i4: Int32Array, f4: Float32Array };

/**
 * The arrays are views of the buffer; nothing is copied.
 * @param {ArrayBuffer} buffer @returns {Body}
 */
export function unpack(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const first = 4 + length;
  /** @type {Body} */
  const body = { header, arrays: {}, indexes: {} };
  for (const { name, type, offset, length: items } of header.arrays) {
    if (type === "u8") body.indexes[name] = new BigUint64Array(buffer, first + offset, items);
    else body.arrays[name] = new TYPES[/** @type {keyof typeof TYPES} */ (type)](buffer, first + offset, items);
  }
  return body;
}
