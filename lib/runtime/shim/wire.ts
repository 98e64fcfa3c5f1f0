/**
 * Frames between a shim in another process and its host, over a pipe each way: a kind, a number, a text, and bytes where there are
 * some. Reading is total: a stream that is none of ours is a fault, and nothing is kept of it beyond the limits.
 *
 *     kind u8 | hasBytes u8 | length of the text u32 | length of the bytes u32 | text in UTF-8 | bytes     (little endian)
 */
export const KINDS = [
  // From the host.
  "start",
  "run",
  "rejections",
  "answer",
  "unanswered",
  // From the shim.
  "ready",
  "report",
  "call",
  "resolve",
  "load",
] as const;
export type Kind = (typeof KINDS)[number];

export interface Frame {
  readonly kind: Kind;
  readonly text: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

export const HEAD_BYTES = 10;
/** The library is the longest text there is; a call of the guest has its own limit where it is read. */
export const TEXT_LIMIT_BYTES = 64 * 1024 * 1024;
export const BYTES_LIMIT = 1024 * 1024 * 1024;

export interface Head {
  readonly kind: Kind;
  readonly textBytes: number;
  /** Undefined: none, which is something else than none of length. */
  readonly bytes: number | undefined;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The pieces of a frame, to be written one after the other. */
export function encodeFrame({
  kind,
  text,
  bytes,
}: Omit<Frame, "bytes"> & { readonly bytes?: Uint8Array }): Uint8Array[] {
  const body = encoder.encode(text);
  const start = new Uint8Array(HEAD_BYTES + body.length);
  const view = new DataView(start.buffer);
  view.setUint8(0, KINDS.indexOf(kind));
  view.setUint8(1, bytes === undefined ? 0 : 1);
  view.setUint32(2, body.length, true);
  view.setUint32(6, bytes?.length ?? 0, true);
  start.set(body, HEAD_BYTES);
  return bytes === undefined || bytes.length === 0 ? [start] : [start, bytes];
}

/** Undefined: it is no frame of ours. */
export function decodeHead(bytes: Uint8Array): Head | undefined {
  if (bytes.length < HEAD_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEAD_BYTES);
  const kind = KINDS[view.getUint8(0)];
  const flag = view.getUint8(1);
  const textBytes = view.getUint32(2, true);
  const length = view.getUint32(6, true);
  if (kind === undefined || flag > 1 || (flag === 0 && length > 0)) return undefined;
  if (textBytes > TEXT_LIMIT_BYTES || length > BYTES_LIMIT) return undefined;
  return { kind, textBytes, bytes: flag === 1 ? length : undefined };
}

export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Puts frames together from the pieces in which a stream gives them. */
export class FrameReader {
  private pieces: Uint8Array[] = [];
  private held = 0;
  private head: Head | undefined;

  /** All frames that are whole by now; undefined when the stream is none of ours, and for ever after. */
  push(piece: Uint8Array): Frame[] | undefined {
    this.pieces.push(piece);
    this.held += piece.length;
    const frames: Frame[] = [];
    for (;;) {
      if (this.head === undefined) {
        if (this.held < HEAD_BYTES) return frames;
        this.head = decodeHead(this.take(HEAD_BYTES));
        if (this.head === undefined) return undefined;
      }
      const { kind, textBytes, bytes } = this.head;
      if (this.held < textBytes + (bytes ?? 0)) return frames;
      this.head = undefined;
      const text = decodeText(this.take(textBytes));
      frames.push({ kind, text, ...(bytes !== undefined && { bytes: this.take(bytes) }) });
    }
  }

  private take(length: number): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const piece = this.pieces[0] ?? new Uint8Array(0);
      const part = piece.subarray(0, length - at);
      taken.set(part, at);
      at += part.length;
      if (part.length === piece.length) this.pieces.shift();
      else this.pieces[0] = piece.subarray(part.length);
    }
    this.held -= length;
    return taken;
  }
}
