/**
 * Replaces one file of a tar archive (POSIX ustar) and leaves every other byte as it is.
 * No more is needed, and no package of the product reads archives.
 */
const BLOCK = 512;
const NAME = [0, 100];
const SIZE = [124, 136];
const CHECKSUM = [148, 156];

/**
 * @param {Buffer} archive
 * @param {string} name
 * @param {Buffer} content
 * @returns {Buffer}
 */
export function replaceEntry(archive, name, content) {
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const header = archive.subarray(at, at + BLOCK);
    const size = Number.parseInt(textIn(header, SIZE), 8) || 0;
    const next = at + BLOCK + padded(size);
    if (textIn(header, NAME) === name) {
      const body = Buffer.alloc(padded(content.length));
      content.copy(body);
      const head = withSize(header, content.length);
      return Buffer.concat([archive.subarray(0, at), head, body, archive.subarray(next)]);
    }
    at = next;
  }
  throw new Error(`the archive has no ${name}`);
}

/**
 * @param {Buffer} archive
 * @returns {Map<string, Buffer>}
 */
export function entriesOf(archive) {
  const entries = new Map();
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const header = archive.subarray(at, at + BLOCK);
    const size = Number.parseInt(textIn(header, SIZE), 8) || 0;
    const name = textIn(header, NAME);
    if (name !== "") entries.set(name, archive.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + padded(size);
  }
  return entries;
}

/** @param {number} size */
function padded(size) {
  return Math.ceil(size / BLOCK) * BLOCK;
}

/**
 * @param {Buffer} header
 * @param {number[]} field
 */
function textIn(header, [start, end]) {
  const text = header.toString("utf8", start, end);
  const stop = text.indexOf("\0");
  return (stop === -1 ? text : text.slice(0, stop)).trim();
}

/**
 * @param {Buffer} header
 * @param {number} size
 */
function withSize(header, size) {
  const copy = Buffer.from(header);
  copy.write(`${size.toString(8).padStart(11, "0")}\0`, SIZE[0], "latin1");
  // The checksum is the sum of all bytes of the header, its own field counted as blanks.
  copy.fill(" ", CHECKSUM[0], CHECKSUM[1]);
  const sum = copy.reduce((total, byte) => total + byte, 0);
  copy.write(`${sum.toString(8).padStart(6, "0")}\0 `, CHECKSUM[0], "latin1");
  return copy;
}
