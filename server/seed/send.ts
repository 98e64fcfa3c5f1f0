import "server-only";
import { createHash } from "node:crypto";
import { newSessionId } from "@/lib/audit/recorder";
import type { Opened } from "@/lib/audit/sync/wire";
import { AegisError } from "@/lib/errors";
import { sessionCookieName } from "../auth/cookie";
import type { Instance } from "../instance";
import { requestContext } from "../request-context";
import { appRouter } from "../routers";
import { createCallerFactory } from "../trpc/procedures";

const createCaller = createCallerFactory(appRouter);
type Caller = ReturnType<typeof createCaller>;
/** The time in the names of seeded sessions, for they are not to change from one run of the command to the next. */
const NAMED_AT = Date.UTC(2026, 0, 1);
const MOST_TRIES = 100;

export interface OutgoingBatch {
  readonly old: number;
  readonly records: string[];
  readonly note: string;
}

/** The procedures as a browser with that session reaches them. */
export class Sender {
  readonly workspaceId: string;
  readonly #token: string;
  readonly #https: boolean;

  constructor({ https }: Pick<Instance, "https">, token: string, workspaceId: string) {
    this.#https = https;
    this.#token = token;
    this.workspaceId = workspaceId;
  }

  /** A new request each time: it has a time of its own. */
  async #caller(): Promise<Caller> {
    const name = sessionCookieName(this.#https);
    const cookie = (asked: string) => (asked === name ? this.#token : undefined);
    return createCaller(await requestContext({ header: () => null, cookie }));
  }

  async open(): Promise<Opened> {
    return (await this.#caller()).audit.open({ workspaceId: this.workspaceId });
  }

  async append(sid: string, batch: OutgoingBatch): Promise<void> {
    const caller = await this.#caller();
    await caller.audit.append({ workspaceId: this.workspaceId, sid, proof: [], ...batch });
  }

  /**
   * The name for what is to be sent under this title, and whether that is there already, whole. One that was cut off on
   * its way cannot be gone on with, for its key is gone: it stays as it is, and another name is taken.
   */
  async nameFor(title: string): Promise<{ sid: string; isThere: boolean }> {
    for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
      const sid = sidOf(`${this.workspaceId} ${title} ${attempt}`);
      const closed = await this.#statusOf(sid);
      if (closed !== "open") return { sid, isThere: closed !== undefined };
    }
    throw new Error(`${title} was begun ${MOST_TRIES} times and never sent whole`);
  }

  async #statusOf(sid: string): Promise<"open" | "complete" | "interrupted" | undefined> {
    try {
      const { workspaceId } = this;
      return (await (await this.#caller()).audit.session({ workspaceId, sid })).status;
    } catch (thrown) {
      const cause = thrown instanceof Error ? thrown.cause : undefined;
      if (cause instanceof AegisError && cause.code === "NOT_FOUND") return undefined;
      throw thrown;
    }
  }
}

function sidOf(name: string): string {
  const digest = createHash("sha256").update(name).digest();
  return newSessionId(
    () => NAMED_AT,
    (bytes) => bytes.set(digest.subarray(0, bytes.length)),
  );
}
