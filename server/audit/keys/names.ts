import "server-only";
import type { Env } from "../../env";

/**
 * The names under which keys sign, and the origins of the logs, which are the same: `<host>/s/<sid>` for a session,
 * `<host>/w/<workspace>` for the log of a workspace, `<host>/cosigner` for the word of this server on a session.
 */
export const cosignerName = (host: string) => `${host}/cosigner`;
export const sessionOrigin = (host: string, sid: string) => `${host}/s/${sid}`;
export const workspaceOrigin = (host: string, workspaceId: string) => `${host}/w/${workspaceId}`;

/** The host to begin with. What the database has kept since its first start counts: an origin must not change. */
export function firstHost(env: Env): string {
  return env.publicUrl === undefined ? "localhost" : new URL(env.publicUrl).hostname;
}
