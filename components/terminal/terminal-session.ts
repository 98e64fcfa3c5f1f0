/**
 * One session of the terminal: a sandbox with a shell, its own log, and the files of the workspace, which are the same on both sides
 * before and after every line. Loaded when the first line is run.
 */
import type { Process } from "@/lib/runtime/driver";
import type { Completion } from "@/lib/runtime/shell";
import type { Texts } from "../files/files";
import { type BoxOrder, FOLDER, type OpenedBox, openBox, RunRefused, readPolicy } from "../run/open-box";
import { POLICY_FILE } from "../run/policy-file";
import { type FromBox, SharedFiles } from "./shared-files";

export class TerminalSession {
  /** It goes by this one until it ends, whatever is typed meanwhile. */
  readonly policy: string;
  readonly #opened: OpenedBox;
  readonly #files: SharedFiles;

  private constructor(opened: OpenedBox, texts: Texts) {
    this.#opened = opened;
    this.policy = texts[POLICY_FILE] ?? "";
    this.#files = new SharedFiles(texts);
  }

  static async open(order: BoxOrder): Promise<TerminalSession> {
    order.onStep(0);
    return TerminalSession.over(await openBox(order, readPolicy(order.texts), true), order.texts);
  }

  /** In a sandbox that has these files. */
  static async over(opened: OpenedBox, texts: Texts): Promise<TerminalSession> {
    const session = new TerminalSession(opened, texts);
    if (opened.box.terminal) return session;
    await session.close().catch(() => {});
    throw new RunRefused("This sandbox has no shell.");
  }

  get sid(): string {
    return this.#opened.sid;
  }

  records() {
    return this.#opened.box.records();
  }

  /** Gives the sandbox what the editor has. */
  async give(now: Texts): Promise<void> {
    const { fs } = this.#opened.box;
    const { tree, gone } = this.#files.toBox(now);
    if (gone.length > 0) await fs.remove(gone.map((path) => `${FOLDER}/${path}`));
    if (Object.keys(tree).length > 0) await this.#opened.box.mount(FOLDER, tree);
    this.#files.sent(now);
  }

  /** What the sandbox has that the editor has not; `now` is asked for when that is known. */
  async take(now: () => Texts): Promise<FromBox> {
    const after = await this.#opened.box.fs.export(FOLDER);
    return this.#files.fromBox(now(), after);
  }

  run(line: string): Process {
    const { terminal } = this.#opened.box;
    if (!terminal) throw new RangeError("there is no shell");
    return terminal.run(line);
  }

  async complete(line: string, cursor: number): Promise<Completion> {
    return (await this.#opened.box.terminal?.complete(line, cursor)) ?? { from: cursor, options: [] };
  }

  /** Rejects where the sandbox is gone. */
  async cwd(): Promise<string> {
    return (await this.#opened.box.terminal?.cwd()) ?? FOLDER;
  }

  /** Answers with the last checkpoint that the session signed. */
  async close(): Promise<string | undefined> {
    try {
      return (await this.#opened.box.teardown("keep")).checkpoint;
    } finally {
      await this.#opened.release();
    }
  }
}
