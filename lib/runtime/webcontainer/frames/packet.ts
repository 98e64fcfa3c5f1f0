/**
 * What page and process say to each other, packet by packet, as bytes. Total on the way in: any bytes are a packet or
 * none. The guest can write packets itself; what one asks for is decided, whoever wrote it.
 */
import { joinBytes, utf8 } from "../../../audit/bytes";

/** From the process: its realm stands, what an order came to, three kinds of question, and that it could not begin. */
export const UP_KINDS = ["ready", "report", "call", "resolve", "load", "failed"] as const;
/** From the page: a new realm, two kinds of order (`../../shim/exchange.ts`), and what a question comes to. */
export const DOWN_KINDS = ["realm", "run", "rejections", "answer", "unanswered"] as const;
export type UpKind = (typeof UP_KINDS)[number];
export type DownKind = (typeof DOWN_KINDS)[number];

export interface Packet<Kind extends string = string> {
  readonly kind: Kind;
  /** Of the order or the question that it belongs to. */
  readonly id: number;
  readonly text: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** Kind, whether bytes follow, id, length of the text. */
const HEAD_BYTES = 10;
const MOST_ID = 0xffff_ffff;
const strict = () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function packetBytes<Kind extends string>(
  kinds: readonly Kind[],
  { kind, id, text, bytes }: Packet<Kind>,
): Uint8Array {
  const place = kinds.indexOf(kind);
  if (place < 0 || !Number.isInteger(id) || id < 0 || id > MOST_ID) throw new RangeError("no such packet");
  const words = utf8(text.toWellFormed());
  const head = new DataView(new ArrayBuffer(HEAD_BYTES));
  head.setUint8(0, place);
  head.setUint8(1, bytes ? 1 : 0);
  head.setUint32(2, id);
  head.setUint32(6, words.length);
  return joinBytes([new Uint8Array(head.buffer), words, bytes ?? new Uint8Array(0)]);
}

export function readPacket<Kind extends string>(
  kinds: readonly Kind[],
  from: Uint8Array,
): Packet<Kind> | undefined {
  if (from.length < HEAD_BYTES) return undefined;
  const head = new DataView(from.buffer, from.byteOffset, HEAD_BYTES);
  const kind = kinds[head.getUint8(0)];
  const hasBytes = head.getUint8(1);
  const end = HEAD_BYTES + head.getUint32(6);
  if (kind === undefined || hasBytes > 1 || end > from.length) return undefined;
  // What says that it has none and has some is not one of ours.
  if (hasBytes === 0 && end !== from.length) return undefined;
  try {
    const text = strict().decode(from.subarray(HEAD_BYTES, end));
    return { kind, id: head.getUint32(2), text, ...(hasBytes === 1 && { bytes: from.slice(end) }) };
  } catch {
    return undefined;
  }
}
