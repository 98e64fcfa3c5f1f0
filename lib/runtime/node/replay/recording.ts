/**
 * A recording as a file: written as the run goes, beside its log, for its owner alone (0600): it holds what the run saw.
 * What a kill leaves of it can be replayed up to there.
 */
import { randomBytes } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { toHex } from "../../../audit/bytes";
import type { Journal } from "../../../audit/recorder";
import type { LiveParts } from "../../replay/course";
import { RecordingCourse } from "../../replay/recording-course";
import { seededRandom } from "../../replay/seeded-random";
import { sessionShell } from "../../replay/session-shell";
import { SEED_BYTES, TAPE_VERSION, type TapeHeader } from "../../replay/tape";
import { loadLibrary } from "../../shell/library";
import { nodeHasher } from "../hash";

const OWNER_ONLY = 0o600;
const PIECE_UNITS = 64 * 1024;

export class Recording {
  readonly course: RecordingCourse;
  readonly #handle: FileHandle;
  readonly #restore: () => void;
  #lines: string[] = [];
  #units = 0;
  #writing: Promise<unknown> = Promise.resolve();
  #fault: unknown;

  private constructor(
    handle: FileHandle,
    course: (write: (line: string) => void) => RecordingCourse,
    seed: Uint8Array,
  ) {
    this.#handle = handle;
    this.course = course((line) => this.#write(line));
    this.#restore = sessionShell(this.course, nodeHasher(), seed);
  }

  static async start(
    path: string,
    platform: LiveParts,
    header: Omit<TapeHeader, "aegis_recording" | "seed">,
  ): Promise<Recording> {
    const seed = new Uint8Array(randomBytes(SEED_BYTES));
    const hasher = nodeHasher();
    const handle = await open(path, "wx", OWNER_ONLY);
    // Loading it is no part of any run.
    await loadLibrary();
    const random = seededRandom(hasher, seed);
    const recording = new Recording(
      handle,
      (write) => new RecordingCourse({ ...platform, random, write, tick: (then) => void setImmediate(then) }),
      seed,
    );
    recording.#write(JSON.stringify({ aegis_recording: TAPE_VERSION, ...header, seed: toHex(seed) }));
    return recording;
  }

  /** Binds it to the log that is closed. Answers whether the whole run is in it. */
  async finish(journal: Journal): Promise<boolean> {
    const hasher = nodeHasher();
    for await (const lines of journal.read(journal.size - 1)) {
      const last = lines.at(-1);
      if (last) this.course.finish({ records: journal.size, head: toHex(hasher.leaf(last)) });
    }
    this.#flush();
    await this.#writing;
    return this.course.isWhole && this.#fault === undefined;
  }

  async close(): Promise<void> {
    this.#restore();
    this.#flush();
    await this.#writing;
    await this.#handle.close();
  }

  #write(line: string): void {
    if (this.#fault !== undefined) throw this.#fault;
    this.#lines.push(line, "\n");
    this.#units += line.length;
    if (this.#units > PIECE_UNITS) this.#flush();
  }

  #flush(): void {
    const text = this.#lines.join("");
    this.#lines = [];
    this.#units = 0;
    if (text === "") return;
    this.#writing = this.#writing
      .then(() => (this.#fault === undefined ? this.#handle.writeFile(text) : undefined))
      .catch((cause: unknown) => {
        this.#fault = cause;
      });
  }
}
