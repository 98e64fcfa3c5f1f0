import "server-only";
import type { NextRequest } from "next/server";
import { isSid } from "@/lib/audit/record";
import { AegisError, ERRORS, toAegisError } from "@/lib/errors";
import { errorAnswer, REQUEST_ID_HEADER } from "../../../http/answers";
import { instance } from "../../../instance";
import { logError } from "../../../log";
import { requestContext } from "../../../request-context";
import { locateSession, noSuchSession, type SessionRow, sessionOf } from "../find-session";
import type { Source } from "./evidence";
import { type Exported, FORMATS, isFormat } from "./formats";

/** `GET /audit/<sid>/entries.jsonl`: the records as they were sent, for a page that verifies them by itself. */
export function answerEntries(request: NextRequest, sid: string): Promise<Response> {
  return answering(request, sid, FORMATS.jsonl);
}

/** `GET /audit/<sid>/export?format=bundle|jsonl|csv|cloudevents`, as a file. */
export function answerExport(request: NextRequest, sid: string): Promise<Response> {
  const name = request.nextUrl.searchParams.get("format") ?? "bundle";
  return answering(request, sid, (...about) => {
    if (isFormat(name)) return FORMATS[name](...about);
    const message = `The formats are ${Object.keys(FORMATS).join(", ")}.`;
    throw new AegisError("BAD_REQUEST", { message });
  });
}

async function answering(
  request: NextRequest,
  sid: string,
  make: (source: Source, session: SessionRow, signal: AbortSignal) => Promise<Exported>,
): Promise<Response> {
  const requestId = request.headers.get(REQUEST_ID_HEADER);
  try {
    const { source, session } = await found(request, sid);
    const { type, name, pieces } = await make(source, session, request.signal);
    const failed = (thrown: unknown) => {
      if (!request.signal.aborted) logError("audit.export", thrown, { requestId });
    };
    return new Response(streamOf(pieces, failed), {
      headers: {
        "Content-Type": type,
        // What an agent wrote is never shown as a page of ours.
        "Content-Disposition": `attachment; filename="${name}"`,
        "Cache-Control": "private, no-store",
      },
    });
  } catch (thrown) {
    const error = toAegisError(thrown);
    if (ERRORS[error.code].status >= 500) logError("audit.export", error, { requestId });
    return errorAnswer(error, requestId);
  }
}

/** For members alone, by the same look as the page of the session. */
async function found(request: NextRequest, sid: string): Promise<{ source: Source; session: SessionRow }> {
  const { actor, database, log, checks } = await requestContext({
    header: (name) => request.headers.get(name),
    cookie: (name) => request.cookies.get(name)?.value,
  });
  if (!actor) throw new AegisError("NO_SESSION");
  const { read } = database;
  const workspaceId = request.nextUrl.searchParams.get("w") ?? undefined;
  const [place] = isSid(sid) ? await locateSession(read, actor.id, { sid, workspaceId }) : [];
  if (!place) throw noSuchSession();
  const { publicUrl } = (await instance()).env;
  return {
    source: { read, log: await log(), checks, publicUrl },
    session: await sessionOf(read, place.workspaceId, sid),
  };
}

/** Piece by piece, as the reader takes them: what nobody reads is not made. */
function streamOf(
  pieces: AsyncGenerator<Uint8Array>,
  failed: (thrown: unknown) => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (thrown) {
        // Headers are long gone: the connection breaks off, and the reader sees that the file is not whole.
        failed(thrown);
        controller.error(thrown);
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
