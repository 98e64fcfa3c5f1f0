/**
 * Brings the files of a workspace and those of the server together. One round lists what the server has, plans, takes,
 * and sends; what meets somebody else's change on its way is planned again in the next round.
 *
 * Guarantees: nothing is overwritten that was not seen; what two have changed is kept twice; what both have is
 * remembered only after this browser has stored it, so that a crash in between is planned as a change of the server.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex, utf8 } from "@/lib/audit/bytes";
import type { FileWithText, StoredFile, Written } from "@/lib/workspace/wire";
import type { Changes, Texts } from "../files/files";
import { besideOf, type Plan, planOf, type Stored } from "./plan";
import type { Agreed } from "./sync-memory";

/** Each meets a change that came while the one before was made. */
const MOST_ROUNDS = 5;

export interface Server {
  list(): Promise<readonly StoredFile[]>;
  read(path: string): Promise<FileWithText>;
  write(path: string, text: string | null, over: string | null): Promise<Written>;
}

export interface Page {
  readonly base: Texts;
  texts(): Texts;
  /** Names of files that cannot go to the server as they are: nothing is done about them, here or there. */
  leftAlone(): ReadonlySet<string>;
  /** Changes files that are still what they were, and resolves when this browser has stored it. */
  apply(changes: Changes, seen: Texts): Promise<boolean>;
  keptBoth(path: string, beside: string): void;
}

export class FileSync {
  readonly #server: Server;
  readonly #page: Page;
  readonly #save: (agreed: Agreed) => Promise<void>;
  readonly #agreed: Map<string, string | null>;
  readonly #hashes = new Map<string, { readonly text: string; readonly hash: string }>();
  readonly #given: Stored;
  /** On the server, as far as this browser has seen: they only ever grow, one with each change. */
  #versions = new Map<string, number>();

  constructor(server: Server, page: Page, agreed: Agreed, save: (agreed: Agreed) => Promise<void>) {
    this.#server = server;
    this.#page = page;
    this.#agreed = new Map(Object.entries(agreed));
    this.#save = save;
    this.#given = new Map(Object.entries(page.base).map(([path, text]) => [path, hashOf(text)]));
  }

  /** Files that are not on the server as they are here, as far as this browser knows. */
  get waiting(): number {
    const here = this.#here(this.#page.texts());
    const alone = this.#page.leftAlone();
    const paths = new Set([...here.keys(), ...this.#agreed.keys()]);
    return [...paths].filter(
      (path) => !alone.has(path) && (here.get(path) ?? null) !== (this.#agreed.get(path) ?? null),
    ).length;
  }

  /** How many changes there were on the server when it was last seen: another number means that there is something to see. */
  get changes(): number {
    return [...this.#versions.values()].reduce((sum, version) => sum + version, 0);
  }

  /** Until both sides are the same, or somebody changes them faster than that. */
  async run(signal: AbortSignal): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS && !signal.aborted; round++) {
      if (await this.#round(signal)) return;
    }
  }

  async #round(signal: AbortSignal): Promise<boolean> {
    const files = await this.#server.list();
    this.#versions = new Map(files.map(({ path, version }) => [path, version]));
    const server = new Map(files.map((file) => [file.path, file.sha256]));
    const texts = this.#page.texts();
    const all = planOf({ here: this.#here(texts), server, agreed: this.#before() });
    const plan = without(this.#page.leftAlone(), all);
    for (const path of plan.agree) this.#agreed.set(path, server.get(path) ?? null);
    await this.#save(Object.fromEntries(this.#agreed));
    const taken = await this.#take(plan.take, texts, signal);
    await this.#keepBoth(plan.keepBoth, signal);
    const sent = await this.#send(plan.send, texts, server, signal);
    return taken && sent && plan.keepBoth.length === 0;
  }

  async #take(paths: readonly string[], seen: Texts, signal: AbortSignal): Promise<boolean> {
    let isWhole = true;
    for (const path of paths) {
      if (signal.aborted) return false;
      const theirs = await this.#server.read(path);
      if (await this.#page.apply({ [path]: theirs.text }, only(seen, path)))
        await this.#agree(path, theirs.sha256);
      else isWhole = false;
    }
    return isWhole;
  }

  /** Theirs goes beside mine; from then on mine is a change to theirs, and is sent in the next round. */
  async #keepBoth(paths: readonly string[], signal: AbortSignal): Promise<void> {
    for (const path of paths) {
      if (signal.aborted) return;
      const theirs = await this.#server.read(path);
      if (theirs.text !== null) {
        const beside = besideOf(path, theirs.version, (other) => Object.hasOwn(this.#page.texts(), other));
        if (!(await this.#page.apply({ [beside]: theirs.text }, {}))) continue;
        this.#page.keptBoth(path, beside);
      }
      await this.#agree(path, theirs.sha256);
    }
  }

  async #send(paths: readonly string[], texts: Texts, server: Stored, signal: AbortSignal): Promise<boolean> {
    let isWhole = true;
    for (const path of paths) {
      if (signal.aborted) return false;
      const text = Object.hasOwn(texts, path) ? (texts[path] ?? null) : null;
      const written = await this.#server.write(path, text, server.get(path) ?? null);
      if (written.outcome === "written") {
        this.#versions.set(path, written.version.version);
        await this.#agree(path, written.version.sha256);
      } else isWhole = false;
    }
    return isWhole;
  }

  async #agree(path: string, hash: string | null): Promise<void> {
    this.#agreed.set(path, hash);
    await this.#save(Object.fromEntries(this.#agreed));
  }

  /** A file that was never compared and is as the example gave it has not been changed here. */
  #before(): Stored {
    return new Map([...this.#given, ...this.#agreed]);
  }

  #here(texts: Texts): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const [path, text] of Object.entries(texts)) {
      const known = this.#hashes.get(path);
      const hash = known?.text === text ? known.hash : hashOf(text);
      this.#hashes.set(path, { text, hash });
      found.set(path, hash);
    }
    return found;
  }
}

function without(names: ReadonlySet<string>, { agree, send, take, keepBoth }: Plan): Plan {
  const rest = (paths: readonly string[]) => paths.filter((path) => !names.has(path));
  return { agree: rest(agree), send: rest(send), take: rest(take), keepBoth: rest(keepBoth) };
}

const hashOf = (text: string): string => toHex(sha256(utf8(text)));

const only = (texts: Texts, path: string): Texts =>
  Object.hasOwn(texts, path) ? { [path]: texts[path] ?? "" } : {};
