import "server-only";
import type { RequestId } from "@/lib/ids";
import type { Actor } from "../auth/actor";
import type { Database } from "../db/database";

/** What a procedure may know of its request: who asks, and where the data is. No headers, no cookies. */
export interface Context {
  readonly actor: Actor | null;
  readonly database: Database;
  readonly requestId: RequestId;
  readonly now: Date;
}
