/** The module `string_decoder`: text out of bytes that come in pieces. */
import { Buffer, known } from "../buffer/buffer";
import { decode, type Encoding, encodingOf } from "../buffer/encodings";
import { codedError, invalidArgType } from "../core/errors";
import { incompleteTail } from "../text/native";

const NODE_NAMES: Partial<Record<Encoding, string>> = { utf16le: "utf16le", latin1: "latin1" };

export class StringDecoder {
  encoding: string;
  readonly #encoding: Encoding;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(encoding?: unknown) {
    if (encoding !== undefined && encoding !== null && encodingOf(String(encoding)) === undefined)
      throw codedError(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
    this.#encoding = known(encoding);
    this.encoding = NODE_NAMES[this.#encoding] ?? this.#encoding;
  }

  get lastNeed(): number {
    return this.#rest.length;
  }
  get lastTotal(): number {
    return this.#rest.length;
  }

  write(chunk: unknown): string {
    if (typeof chunk === "string") return chunk;
    if (!ArrayBuffer.isView(chunk)) throw invalidArgType("buf", ["Buffer", "TypedArray", "DataView"], chunk);
    let bytes: Uint8Array = new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength);
    if (this.#rest.length > 0) bytes = Buffer.concat([this.#rest, bytes]);
    const tail = this.#tailOf(bytes);
    this.#rest = bytes.slice(bytes.length - tail);
    return decode(bytes.subarray(0, bytes.length - tail), this.#encoding);
  }

  end(chunk?: unknown): string {
    const text = chunk === undefined ? "" : this.write(chunk);
    const rest = this.#rest;
    this.#rest = new Uint8Array(0);
    return text + decode(rest, this.#encoding);
  }

  #tailOf(bytes: Uint8Array): number {
    switch (this.#encoding) {
      case "utf8":
        return incompleteTail(bytes);
      case "utf16le": {
        const odd = bytes.length % 2;
        const last = bytes[bytes.length - odd - 1] ?? 0;
        // The first half of a pair waits for the second.
        return bytes.length - odd >= 2 && last >= 0xd8 && last <= 0xdb ? odd + 2 : odd;
      }
      case "base64":
      case "base64url":
        return bytes.length % 3;
      default:
        return 0;
    }
  }
}
