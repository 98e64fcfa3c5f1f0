/** The module `buffer`. */
import { Buffer, known, MAX_LENGTH, MAX_STRING_LENGTH } from "../buffer/buffer";
import { decode, encode } from "../buffer/encodings";
import { inspect } from "../packages/inspect";
import { decodeUtf8 } from "../text/native";
import { Blob, File } from "../web/blob";

const SHOWN_BYTES = 50;
const { atob, btoa } = globalThis as unknown as Record<"atob" | "btoa", (text: string) => string>;

Object.defineProperty(Buffer.prototype, inspect.custom, {
  value(this: Buffer, _depth: number, options: { [name: string]: unknown }) {
    const shown = this.toString("hex", 0, SHOWN_BYTES)
      .replace(/(.{2})/g, "$1 ")
      .trim();
    const rest = this.length - SHOWN_BYTES;
    const more = rest > 0 ? ` ... ${rest} more byte${rest > 1 ? "s" : ""}` : "";
    const extra = Object.keys(this).filter((key) => !/^\d+$/.test(key));
    const table = extra.map((key) => `${key}: ${inspect(this[key], options)}`).join(", ");
    const body = `${shown}${more}${table === "" ? "" : `${shown ? ", " : ""}${table}`}`;
    return `<${this.constructor.name} ${body}>`;
  },
  configurable: true,
  writable: true,
});
(Buffer.prototype as Record<string, unknown>).inspect = (
  Buffer.prototype as unknown as Record<symbol, unknown>
)[inspect.custom];

export const buffer: Record<string, unknown> = {
  Blob,
  File,
  Buffer,
  SlowBuffer: (size: number) => Buffer.alloc(size),
  constants: { MAX_LENGTH, MAX_STRING_LENGTH },
  INSPECT_MAX_BYTES: SHOWN_BYTES,
  kMaxLength: MAX_LENGTH,
  kStringMaxLength: MAX_STRING_LENGTH,
  atob,
  btoa,
  isUtf8: (bytes: Uint8Array) => {
    try {
      decodeUtf8(new Uint8Array(bytes), true);
      return true;
    } catch {
      return false;
    }
  },
  isAscii: (bytes: Uint8Array) => bytes.every((byte) => byte < 0x80),
  transcode: (source: Uint8Array, from: string, to: string) =>
    Buffer.from(encode(decode(source, known(from)), known(to)).buffer),
};
