import "server-only";
import { type Client, createClient } from "@libsql/client";
import type { LibSQLDatabase } from "drizzle-orm/libsql";
import type * as schema from "./schema";

/** How long another process may hold the write lock before we give up. */
export const BUSY_TIMEOUT_MS = 5_000;

export type Orm = LibSQLDatabase<typeof schema>;
export type ReadDb = Pick<Orm, "select" | "selectDistinct" | "$count" | "query">;
export type Tx = Parameters<Parameters<Orm["transaction"]>[0]>[0];

export interface DatabaseAddress {
  readonly url: string;
  readonly authToken: string | undefined;
}

interface ClientOptions {
  readonly concurrency?: number;
  readonly timeout?: number;
}

export function openClient(address: DatabaseAddress, options: ClientOptions = {}): Client {
  return createClient({
    url: address.url,
    timeout: BUSY_TIMEOUT_MS,
    ...(address.authToken === undefined ? {} : { authToken: address.authToken }),
    ...options,
  });
}
