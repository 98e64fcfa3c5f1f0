/**
 * Bodies in the browser: what records name by digest alone, as its author chose to keep it. In a database of their own, so that nothing that is
 * done with them ever waits for the log, or the log for them. They stay in this browser; nothing here sends.
 *
 * Guarantees: a body that is there is whole; a workspace has no more than `MOST_BYTES` of them, and what came first goes first; erasing leaves
 * none. Does not guarantee that each is what its name says (whoever shows one checks that), nor that there is one for every record:
 * what could not be stored is counted, and the run goes on, because the log does not need it.
 */
import { joinBytes } from "../../../audit/bytes";
import type { Payload, PayloadStore } from "../../../mediator/log";
import { look, resultOf, transact } from "./database";

const VERSION = 1;
const DATABASE = "aegis-bodies";
/** By digest; what is in it is salt and bytes. */
const BODIES = "bodies";
/** One row a workspace: what there is of it, so that nobody counts. */
const HELD = "held";
const BY_AGE = "age";
const BY_SESSION = "session";

/** Of one workspace. */
export const MOST_BYTES = 100 * 1024 * 1024;

export interface BodyPlace {
  readonly workspace: string;
  readonly sid: string;
  readonly mostBytes?: number;
  readonly database?: string;
}

interface BodyRow {
  readonly sha256: string;
  readonly workspace: string;
  readonly sid: string;
  /** Counts up in its workspace. */
  readonly order: number;
  readonly content: Uint8Array;
}

export interface Held {
  readonly workspace: string;
  readonly count: number;
  readonly bytes: number;
  /** How many were let go, to make room for others. */
  readonly letGo: number;
  /** How many could not be kept. */
  readonly lost: number;
  /** Of the body that comes next. */
  readonly order: number;
}

export class BodyStore implements PayloadStore {
  readonly #place: BodyPlace;
  readonly #mostBytes: number;
  #database: Promise<IDBDatabase> | undefined;
  #waiting: Payload[] = [];
  #lost = 0;
  #writing: Promise<void> | undefined;

  constructor(place: BodyPlace) {
    this.#place = place;
    this.#mostBytes = place.mostBytes ?? MOST_BYTES;
  }

  keep(payload: Payload): void {
    this.#waiting.push(payload);
    this.#write();
  }

  /** So many more there were, which nobody could hand over. */
  lose(count: number): void {
    this.#lost += count;
    this.#write();
  }

  /** When all of it is stored, or counted as lost. */
  async close(): Promise<void> {
    while (this.#writing) await this.#writing;
    const database = await this.#database?.catch(() => undefined);
    database?.close();
    this.#database = undefined;
  }

  #write(): void {
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = undefined;
    });
  }

  /** What comes while one transaction is on its way goes with the next. */
  async #drain(): Promise<void> {
    while (this.#waiting.length > 0 || this.#lost > 0) {
      const payloads = this.#waiting;
      const lost = this.#lost;
      this.#waiting = [];
      this.#lost = 0;
      await this.#store(payloads, lost).catch(async () => {
        // A full disk, or a browser that stores nothing: told where even that can be.
        await this.#store([], lost + payloads.length).catch(() => {});
      });
    }
  }

  async #store(payloads: readonly Payload[], lost: number): Promise<void> {
    this.#database ??= openBodies(this.#place.database);
    const database = await this.#database.catch((cause: unknown) => {
      this.#database = undefined;
      throw cause;
    });
    await transact(database, [BODIES, HELD], async (transaction) => {
      const held = await heldOf(transaction, this.#place.workspace);
      const more = await this.#add(transaction, held, payloads);
      const kept = await letGo(transaction, { ...more, lost: more.lost + lost }, this.#mostBytes);
      transaction.objectStore(HELD).put(kept);
    });
  }

  async #add(transaction: IDBTransaction, held: Held, payloads: readonly Payload[]): Promise<Held> {
    const { workspace, sid } = this.#place;
    const bodies = transaction.objectStore(BODIES);
    let { count, bytes, order } = held;
    for (const { sha256, salt, bytes: body } of payloads) {
      // The first one stays: a digest with salt in it comes again only if somebody makes it so.
      if ((await resultOf(bodies.getKey(sha256))) !== undefined) continue;
      const content = joinBytes([salt, body]);
      bodies.add({ sha256, workspace, sid, order, content } satisfies BodyRow);
      count += 1;
      order += 1;
      bytes += content.length;
    }
    return { ...held, count, bytes, order };
  }
}

/** Salt and bytes; undefined where it was not kept, let go or erased. */
export async function readBody(sha256: string, name?: string): Promise<Uint8Array | undefined> {
  const row = await within(name, (database) =>
    look(database, [BODIES], (transaction) =>
      resultOf<BodyRow | undefined>(transaction.objectStore(BODIES).get(sha256)),
    ),
  );
  return row?.content;
}

/** The digests of those that one session has. */
export async function bodiesOfSession(sid: string, name?: string): Promise<readonly string[]> {
  return within(name, (database) =>
    look(database, [BODIES], async (transaction) => {
      const keys = await resultOf(transaction.objectStore(BODIES).index(BY_SESSION).getAllKeys(sid));
      return keys as string[];
    }),
  );
}

export async function heldIn(workspace: string, name?: string): Promise<Held> {
  return within(name, (database) => look(database, [HELD], (transaction) => heldOf(transaction, workspace)));
}

/** All of a workspace: nobody can show from then on what was behind a digest, and every proof holds. */
export async function eraseBodies(workspace: string, name?: string): Promise<void> {
  await within(name, (database) =>
    transact(database, [BODIES, HELD], async (transaction) => {
      await throughAll(transaction, workspace, () => true);
      await resultOf(transaction.objectStore(HELD).delete(workspace));
    }),
  );
}

async function letGo(transaction: IDBTransaction, held: Held, mostBytes: number): Promise<Held> {
  if (held.bytes <= mostBytes) return held;
  let { count, bytes, letGo: gone } = held;
  await throughAll(transaction, held.workspace, ({ content }) => {
    if (bytes <= mostBytes) return false;
    count -= 1;
    gone += 1;
    bytes -= content.length;
    return true;
  });
  return { ...held, count, bytes, letGo: gone };
}

/** Deletes the oldest of a workspace, and the next, until it is told that it is enough. */
function throughAll(
  transaction: IDBTransaction,
  workspace: string,
  isToGo: (row: BodyRow) => boolean,
): Promise<void> {
  const ofWorkspace = IDBKeyRange.bound([workspace, 0], [workspace, Number.MAX_SAFE_INTEGER]);
  const request = transaction.objectStore(BODIES).index(BY_AGE).openCursor(ofWorkspace);
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor === null || !isToGo(cursor.value as BodyRow)) return resolve();
      cursor.delete();
      cursor.continue();
    };
  });
}

async function heldOf(transaction: IDBTransaction, workspace: string): Promise<Held> {
  const held = await resultOf<Held | undefined>(transaction.objectStore(HELD).get(workspace));
  return held ?? { workspace, count: 0, bytes: 0, letGo: 0, lost: 0, order: 0 };
}

async function within<T>(name: string | undefined, work: (database: IDBDatabase) => Promise<T>): Promise<T> {
  const database = await openBodies(name);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

function openBodies(name: string = DATABASE): Promise<IDBDatabase> {
  const request = indexedDB.open(name, VERSION);
  request.onupgradeneeded = () => {
    const bodies = request.result.createObjectStore(BODIES, { keyPath: "sha256" });
    bodies.createIndex(BY_AGE, ["workspace", "order"], { unique: true });
    bodies.createIndex(BY_SESSION, "sid");
    request.result.createObjectStore(HELD, { keyPath: "workspace" });
  };
  return resultOf(request);
}
