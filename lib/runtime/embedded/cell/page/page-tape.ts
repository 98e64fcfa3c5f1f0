/** The recording of an agent, as its cell sends it: kept until it becomes too large, and then let go of whole. */
import { joinBytes, toHex, utf8 } from "../../../../audit/bytes";
import type { Hasher } from "../../../../audit/hash";
import { joinLines } from "../../../../audit/recorder/lines";
import type { RecordedRun } from "../../../driver";
import type { Taped } from "../protocol";
import { CellFault } from "./fault";

const MIB = 1024 * 1024;

export class PageTape {
  readonly mostBytes: number;
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #came: Taped | undefined;
  #records: number | undefined;

  constructor(mostBytes: number) {
    this.mostBytes = mostBytes;
  }

  take(bytes: Uint8Array): void {
    // There is one recording, and it has one end.
    if (this.#came) throw new CellFault("protocol");
    this.#bytes += bytes.length;
    if (this.#bytes > this.mostBytes) this.#pieces = [];
    else this.#pieces.push(bytes);
  }

  end(came: Taped): void {
    if (this.#came) throw new CellFault("protocol");
    this.#came = came;
  }

  /** The agent has ended, and the log has so many records; what comes later is not of its run. */
  endsAt(records: number): void {
    this.#records ??= records;
  }

  /** With the records of the run, the first first. */
  async recorded(records: AsyncIterable<readonly Uint8Array[]>, hasher: Hasher): Promise<RecordedRun> {
    if (this.#records === undefined) return letGo("no agent has ended here");
    if (this.#came === "full" || this.#bytes > this.mostBytes) return this.#tooLarge();
    const lines: Uint8Array[] = [];
    let bytes = this.#bytes;
    for await (const some of records) {
      const own = some.slice(0, this.#records - lines.length);
      for (const line of own) bytes += line.length + 1;
      if (bytes > this.mostBytes) return this.#tooLarge();
      lines.push(...own);
      if (lines.length === this.#records) break;
    }
    return this.#whole(lines, hasher);
  }

  #whole(lines: readonly Uint8Array[], hasher: Hasher): RecordedRun {
    const last = lines.at(-1);
    if (!last || this.#bytes === 0) return letGo("it began with something else than an agent");
    const isWhole = this.#came === "whole";
    const head = toHex(hasher.leaf(last));
    const end = isWhole ? [utf8(`${JSON.stringify({ end: { records: lines.length, head } })}\n`)] : [];
    return {
      kind: "kept",
      isWhole,
      tape: new Uint8Array(joinBytes([...this.#pieces, ...end])),
      lines: joinLines(lines),
    };
  }

  #tooLarge(): RecordedRun {
    this.#pieces = [];
    return letGo(`it grew beyond ${Math.floor(this.mostBytes / MIB)} MiB`);
  }
}

function letGo(clause: string): RecordedRun {
  return { kind: "let-go", why: `There is no recording of this run: ${clause}.` };
}
