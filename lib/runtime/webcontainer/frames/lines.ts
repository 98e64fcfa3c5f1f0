/**
 * Packets as lines of a terminal. The process's standard streams are all that the vendor's client offers between page and
 * process, as text, and a terminal stands in between: it may turn line ends into CR LF, say back what it was told, and
 * cut text anywhere. So packets are short lines of printable ASCII with a mark for each direction, and all else is what a
 * program printed by itself ("stray").
 *
 * Total: any text is taken, in pieces of any size. A line that begins like a packet and is none is stray.
 */
import { fromBase64, joinBytes, toBase64 } from "../../../audit/bytes";
import { type Packet, packetBytes, readPacket } from "./packet";

export type Direction = "up" | "down";
const MARKS: Readonly<Record<Direction, string>> = { up: "@aegis>", down: "@aegis<" };
const MORE = "+";
const LAST = ".";

/** A multiple of four, so that each line is read by itself; well below the 4,096 that a line of a terminal may have. */
const PIECE_UNITS = 2_048;
const LINE_UNITS = PIECE_UNITS + 16;
/** One packet: a body of a fetch, a file that is read whole. */
export const PACKET_LIMIT_BYTES = 96 * 1024 * 1024;

export function packetLines<Kind extends string>(
  direction: Direction,
  kinds: readonly Kind[],
  packet: Packet<Kind>,
): string {
  const text = toBase64(packetBytes(kinds, packet));
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += PIECE_UNITS) {
    const flag = at + PIECE_UNITS < text.length ? MORE : LAST;
    lines.push(`${MARKS[direction]}${flag}${text.slice(at, at + PIECE_UNITS)}\n`);
  }
  return lines.join("");
}

export type Heard<Kind extends string> =
  | { readonly what: "packet"; readonly packet: Packet<Kind> }
  /** Printed past the shim. */
  | { readonly what: "stray"; readonly text: string }
  /** A packet that is larger than any may be: nothing after it can be trusted to begin where it seems to. */
  | { readonly what: "flood" };

export class LineReader<Kind extends string> {
  readonly #kinds: readonly Kind[];
  readonly #mark: string;
  readonly #echo: string;
  readonly #limitBytes: number;
  #rest = "";
  #pieces: Uint8Array[] = [];
  #size = 0;

  /** Of what comes in this direction. */
  constructor(direction: Direction, kinds: readonly Kind[], limitBytes = PACKET_LIMIT_BYTES) {
    this.#limitBytes = limitBytes;
    this.#kinds = kinds;
    this.#mark = MARKS[direction];
    this.#echo = MARKS[direction === "up" ? "down" : "up"];
  }

  push(text: string): Heard<Kind>[] {
    const heard: Heard<Kind>[] = [];
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#line(line, heard);
    this.#settleRest(heard);
    return heard;
  }

  #line(line: string, heard: Heard<Kind>[]): void {
    // What was printed without an end of line stands before the mark.
    const at = line.indexOf(this.#mark);
    if (at < 0) {
      if (!line.startsWith(this.#echo)) heard.push({ what: "stray", text: `${line}\n` });
      return;
    }
    if (at > 0) heard.push({ what: "stray", text: line.slice(0, at) });
    if (!this.#piece(line.slice(at + this.#mark.length).replace(/\r+$/, ""), heard)) {
      this.#forget();
      heard.push({ what: "stray", text: `${line.slice(at)}\n` });
    }
  }

  /** False for what is no piece of a packet. */
  #piece(piece: string, heard: Heard<Kind>[]): boolean {
    const flag = piece[0];
    const bytes = flag === MORE || flag === LAST ? fromBase64(piece.slice(1)) : undefined;
    if (!bytes) return false;
    this.#pieces.push(bytes);
    this.#size += bytes.length;
    if (this.#size > this.#limitBytes) {
      this.#forget();
      heard.push({ what: "flood" });
      return true;
    }
    if (flag === MORE) return true;
    const packet = readPacket(this.#kinds, joinBytes(this.#pieces));
    this.#forget();
    if (!packet) return false;
    heard.push({ what: "packet", packet });
    return true;
  }

  #forget(): void {
    this.#pieces = [];
    this.#size = 0;
  }

  /** A prompt has no end of line and is to be seen all the same; what may become a packet waits. */
  #settleRest(heard: Heard<Kind>[]): void {
    const at = this.#rest.indexOf("@");
    const isMarked = at >= 0 && this.#rest.length - at <= LINE_UNITS;
    const keep = isMarked ? at : this.#rest.length;
    if (keep > 0) heard.push({ what: "stray", text: this.#rest.slice(0, keep) });
    this.#rest = this.#rest.slice(keep);
  }
}
