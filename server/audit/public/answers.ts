import "server-only";
import { TILE_WIDTH } from "@/lib/audit/tree";
import { AegisError, ERRORS, toAegisError } from "@/lib/errors";
import { errorAnswer, REQUEST_ID_HEADER } from "../../http/answers";
import { type Instance, instance } from "../../instance";
import { logError } from "../../log";
import { headNote, publicLog } from "./head";
import { readTile, tileOfPath } from "./tiles";

/** What a tile holds can never change; a partial one is asked for as long as it is the last, and then no more. */
const FOREVER = "public, max-age=31536000, immutable";
const FOR_A_WHILE = "public, max-age=3600";

/** `GET /log/<workspace>/checkpoint`, as tlog-tiles has it. */
export function answerCheckpoint(request: Request, workspaceId: string): Promise<Response> {
  return answering(request, async ({ database, checks, log }) => {
    const head = await publicLog(database.read, workspaceId);
    const note = await headNote({ read: database.read, checks, log }, head);
    // Kept by nobody: a reader who got an old head would take the log for one that stands still.
    return answer(note, "text/plain; charset=utf-8", "no-cache");
  });
}

/** `GET /log/<workspace>/tile/<L>/<N>[.p/<W>]` and `/tile/entries/<N>[.p/<W>]`. */
export function answerTile(request: Request, workspaceId: string): Promise<Response> {
  return answering(request, async ({ database }) => {
    const log = await publicLog(database.read, workspaceId);
    const tile = tileOfPath(new URL(request.url).pathname, workspaceId);
    const bytes = tile && (await readTile(database.read, log, tile));
    if (!bytes) throw new AegisError("NOT_FOUND");
    const caching = tile.width === TILE_WIDTH ? FOREVER : FOR_A_WHILE;
    return answer(new Uint8Array(bytes), "application/octet-stream", caching);
  });
}

function answer(body: string | Uint8Array<ArrayBuffer>, type: string, caching: string): Response {
  return new Response(body, { headers: { "Content-Type": type, "Cache-Control": caching } });
}

async function answering(
  request: Request,
  work: (instance: Instance) => Promise<Response>,
): Promise<Response> {
  const requestId = request.headers.get(REQUEST_ID_HEADER);
  try {
    return await work(await instance());
  } catch (thrown) {
    const error = toAegisError(thrown);
    if (ERRORS[error.code].status >= 500) logError("log.public", error, { requestId });
    return errorAnswer(error, requestId);
  }
}
