/** The server's binary answers: a header in JSON, then typed arrays, little endian. */

const TYPES = { u1: Uint8Array, u4: Uint32Array, i4: Int32Array, f4: Float32Array, u8: BigUint64Array };

/**
 * The arrays are views of the buffer; nothing is copied.
 * @param {ArrayBuffer} buffer
 * @returns {{header: object, arrays: Record<string, Uint32Array>}}
 */
export function unpack(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const first = 4 + length;
  const arrays = {};
  for (const { name, type, offset, length: items } of header.arrays) {
    arrays[name] = new TYPES[type](buffer, first + offset, items);
  }
  return { header, arrays };
}
