/** What requests and answers have in common: a body that is read once. */
import { Buffer } from "../buffer/buffer";
import { URLSearchParams } from "../modules/url/whatwg";
import { decodeUtf8, encodeUtf8 } from "../text/native";
import { Blob, FormData, multipart, streamOf } from "./blob";
import type { Headers } from "./headers";
import { ReadableStream } from "./streams";

export interface Source {
  readonly bytes?: Uint8Array;
  readonly stream?: ReadableStream;
  readonly type?: string;
}

export function sourceOf(body: unknown): Source {
  if (body === undefined || body === null) return {};
  if (body instanceof ReadableStream) return { stream: body };
  if (body instanceof Blob) return { bytes: body.bytesNow(), ...(body.type && { type: body.type }) };
  if (body instanceof ArrayBuffer) return { bytes: new Uint8Array(body.slice(0)) };
  if (ArrayBuffer.isView(body))
    return { bytes: new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.byteLength).slice() };
  if (body instanceof FormData) {
    const boundary = `----formdata-${Array.from({ length: 12 }, () => Math.floor(Math.random() * 10)).join("")}`;
    return { bytes: multipart(body, boundary), type: `multipart/form-data; boundary=${boundary}` };
  }
  if (body instanceof URLSearchParams) {
    return { bytes: encodeUtf8(String(body)), type: "application/x-www-form-urlencoded;charset=UTF-8" };
  }
  if (typeof body === "object" && Symbol.asyncIterator in body) return { stream: ReadableStream.from(body) };
  return { bytes: encodeUtf8(String(body)), type: "text/plain;charset=UTF-8" };
}

export async function collect(stream: ReadableStream): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) {
    if (!(part instanceof Uint8Array)) throw new TypeError("Received non-Uint8Array chunk");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

export class Body {
  readonly #bytes: Uint8Array | undefined;
  #stream: ReadableStream | undefined;
  #isUsed = false;
  readonly headers: Headers;

  constructor({ bytes, stream, type }: Source, headers: Headers) {
    this.#bytes = bytes;
    this.#stream = stream;
    this.headers = headers;
    if (type !== undefined && !headers.has("content-type")) headers.set("content-type", type);
  }
  get body(): ReadableStream | null {
    if (this.#bytes === undefined && this.#stream === undefined) return null;
    this.#stream ??= streamOf(this.#bytes ?? new Uint8Array(0));
    return this.#stream;
  }
  get bodyUsed(): boolean {
    return this.#isUsed || this.#stream?.locked === true;
  }
  async #read(): Promise<Uint8Array> {
    if (this.bodyUsed) throw new TypeError("Body is unusable: Body has already been read");
    const isThere = this.#bytes !== undefined || this.#stream !== undefined;
    this.#isUsed = isThere;
    return this.#stream ? collect(this.#stream) : (this.#bytes ?? new Uint8Array(0));
  }
  /** For sending: what is left of it is not to be used again. */
  async take(): Promise<Uint8Array | undefined> {
    return this.#bytes === undefined && this.#stream === undefined ? undefined : this.#read();
  }
  /** For a copy of the whole. */
  share(): Source {
    if (this.bodyUsed) throw new TypeError("Response.clone: Body has already been consumed.");
    if (!this.#stream) return this.#bytes === undefined ? {} : { bytes: this.#bytes };
    const [one, other] = this.#stream.tee();
    this.#stream = one;
    return { stream: other };
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return Uint8Array.from(await this.#read()).buffer;
  }
  async bytes(): Promise<Uint8Array> {
    return Uint8Array.from(await this.#read());
  }
  async blob(): Promise<Blob> {
    return new Blob([await this.#read()], { type: this.headers.get("content-type") ?? "" });
  }
  async text(): Promise<string> {
    return decodeUtf8(await this.#read()).replace(/^\ufeff/, "");
  }
  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
  async formData(): Promise<FormData> {
    const type = this.headers.get("content-type") ?? "";
    if (!type.startsWith("application/x-www-form-urlencoded"))
      throw new TypeError("Could not parse content as FormData.");
    const form = new FormData();
    for (const [name, value] of new URLSearchParams(await this.text())) form.append(name, value);
    return form;
  }
}
for (const name of ["take", "share"]) Object.defineProperty(Body.prototype, name, { enumerable: false });
