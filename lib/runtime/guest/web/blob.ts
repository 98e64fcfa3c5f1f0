/** `Blob`, `File` and `FormData`. */
import { Buffer } from "../buffer/buffer";
import { decodeUtf8, encodeUtf8 } from "../text/native";
import { ReadableStream } from "./streams";

export function streamOf(bytes: Uint8Array): ReadableStream {
  return new ReadableStream({
    start(controller: { enqueue(chunk: unknown): void; close(): void }) {
      if (bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
}

function bytesOf(part: unknown): Uint8Array {
  if (part instanceof Blob) return part.bytesNow();
  if (part instanceof ArrayBuffer) return new Uint8Array(part);
  if (ArrayBuffer.isView(part))
    return new Uint8Array(part.buffer as ArrayBuffer, part.byteOffset, part.byteLength);
  return encodeUtf8(String(part));
}

export class Blob {
  readonly #bytes: Uint8Array;
  readonly #type: string;
  constructor(parts: Iterable<unknown> = [], options: { type?: string } = {}) {
    this.#bytes = Buffer.concat([...parts].map(bytesOf));
    const type = String(options?.type ?? "");
    this.#type = /[^\x20-\x7e]/.test(type) ? "" : type.toLowerCase();
  }
  get size(): number {
    return this.#bytes.length;
  }
  get type(): string {
    return this.#type;
  }
  bytesNow(): Uint8Array {
    return this.#bytes;
  }
  slice(start?: number, end?: number, type = ""): Blob {
    return new Blob([this.#bytes.slice(start, end)], { type });
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return Uint8Array.from(this.#bytes).buffer;
  }
  async bytes(): Promise<Uint8Array> {
    return Uint8Array.from(this.#bytes);
  }
  async text(): Promise<string> {
    return decodeUtf8(this.#bytes);
  }
  stream(): ReadableStream {
    return streamOf(Uint8Array.from(this.#bytes));
  }
  get [Symbol.toStringTag](): string {
    return "Blob";
  }
}
Object.defineProperty(Blob.prototype, "bytesNow", { enumerable: false });

export class File extends Blob {
  readonly #name: string;
  readonly #time: number;
  constructor(
    parts: Iterable<unknown>,
    name: unknown,
    options: { type?: string; lastModified?: number } = {},
  ) {
    super(parts, options);
    this.#name = String(name);
    this.#time = options.lastModified ?? Date.now();
  }
  get name(): string {
    return this.#name;
  }
  get lastModified(): number {
    return this.#time;
  }
  override get [Symbol.toStringTag](): string {
    return "File";
  }
}

type Value = string | File;
export class FormData {
  #entries: [string, Value][] = [];
  #valueOf(value: unknown, name?: string): Value {
    if (!(value instanceof Blob)) return String(value);
    if (value instanceof File && name === undefined) return value;
    return new File([value], name ?? "blob", { type: value.type });
  }
  append(name: unknown, value: unknown, filename?: string): void {
    this.#entries.push([String(name), this.#valueOf(value, filename)]);
  }
  delete(name: unknown): void {
    this.#entries = this.#entries.filter(([key]) => key !== String(name));
  }
  get(name: unknown): Value | null {
    return this.#entries.find(([key]) => key === String(name))?.[1] ?? null;
  }
  getAll(name: unknown): Value[] {
    return this.#entries.filter(([key]) => key === String(name)).map(([, value]) => value);
  }
  has(name: unknown): boolean {
    return this.#entries.some(([key]) => key === String(name));
  }
  set(name: unknown, value: unknown, filename?: string): void {
    const at = this.#entries.findIndex(([key]) => key === String(name));
    if (at === -1) {
      this.append(name, value, filename);
      return;
    }
    const entry: [string, Value] = [String(name), this.#valueOf(value, filename)];
    this.#entries = this.#entries.filter(([key], index) => key !== String(name) || index === at);
    this.#entries[at] = entry;
  }
  *entries(): IterableIterator<[string, Value]> {
    yield* this.#entries;
  }
  *keys(): IterableIterator<string> {
    for (const [name] of this.#entries) yield name;
  }
  *values(): IterableIterator<Value> {
    for (const [, value] of this.#entries) yield value;
  }
  forEach(run: (value: Value, name: string, form: FormData) => void): void {
    for (const [name, value] of this.#entries) run(value, name, this);
  }
  [Symbol.iterator](): IterableIterator<[string, Value]> {
    return this.entries();
  }
  get [Symbol.toStringTag](): string {
    return "FormData";
  }
}

/** As a body of several parts, with a boundary that is in none of them. */
export function multipart(form: FormData, boundary: string): Uint8Array {
  const quote = (text: string) => text.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");
  const parts: Uint8Array[] = [];
  for (const [name, value] of form) {
    const isFile = value instanceof File;
    const file = isFile
      ? `; filename="${quote(value.name)}"\r\nContent-Type: ${value.type || "application/octet-stream"}`
      : "";
    parts.push(
      encodeUtf8(`--${boundary}\r\nContent-Disposition: form-data; name="${quote(name)}"${file}\r\n\r\n`),
    );
    parts.push(isFile ? value.bytesNow() : encodeUtf8(String(value)), encodeUtf8("\r\n"));
  }
  parts.push(encodeUtf8(`--${boundary}--\r\n`));
  return Buffer.concat(parts);
}
