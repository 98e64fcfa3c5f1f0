import "server-only";
import type { NextRequest } from "next/server";
import { NextResponse } from "next/server";
import { AegisError, toAegisError } from "@/lib/errors";
import { sessionCookieName, sessionCookieOptions } from "../auth/cookie";
import { actorOfToken, startAnonymousSession } from "../auth/sessions";
import { errorAnswer } from "../http/answers";
import { readBody } from "../http/body";
import { isCrossSite } from "../http/cross-site";
import { instance } from "../instance";
import { logError } from "../log";
import { requestIdOf } from "../request-context";
import { exampleSlug, openWorkspace } from "./workspaces";

/** A form of one short field; what is longer is not this form. */
const MAX_FORM_BYTES = 4_096;
const UNTITLED = "untitled";

/**
 * "Open the workbench", as a plain form that needs no script: somebody without a session gets one, and a workspace
 * with it, in one transaction; then the browser is sent there.
 */
export async function handleOpen(request: NextRequest): Promise<Response> {
  try {
    // Without this check any site could make a visitor's browser fill this server with workspaces.
    if (isCrossSite(request.headers)) throw new AegisError("CROSS_ORIGIN");
    return await open(request, await wanted(request));
  } catch (thrown) {
    const error = toAegisError(thrown);
    const requestId = requestIdOf(request.headers.get("x-request-id"));
    if (error.code === "INTERNAL") logError("open", error, { requestId });
    return errorAnswer(error, requestId);
  }
}

interface Wanted {
  readonly example: string | null;
  /** Whether the workbench is to run it at once. */
  readonly isRun: boolean;
}

async function wanted(request: NextRequest): Promise<Wanted> {
  const form = new URLSearchParams(new TextDecoder().decode(await readBody(request, MAX_FORM_BYTES)));
  const example = form.get("example");
  if (example === null) return { example, isRun: false };
  const slug = exampleSlug.safeParse(example);
  if (!slug.success) throw new AegisError("BAD_REQUEST", { message: "There is no example of that name." });
  return { example: slug.data, isRun: form.has("run") };
}

async function open(request: NextRequest, { example, isRun }: Wanted): Promise<Response> {
  const { database, sessionKey, https } = await instance();
  const now = new Date();
  const cookie = sessionCookieName(https);
  const known = await actorOfToken(database, sessionKey, request.cookies.get(cookie)?.value, now);
  const { workspace, token } = await database.write(async (tx) => {
    const session = known ? null : await startAnonymousSession(tx, sessionKey, now);
    const actorId = known?.id ?? session?.actor.id;
    if (actorId === undefined) throw new AegisError("INTERNAL");
    const named = { name: example ?? UNTITLED, example };
    return { workspace: await openWorkspace(tx, actorId, named, now), token: session?.token };
  });
  // A relative address: the host that a client names is never repeated to it.
  const Location = `/w/${workspace.id}${isRun ? "?run" : ""}`;
  const answer = new NextResponse(null, { status: 303, headers: { Location } });
  if (token !== undefined) answer.cookies.set(cookie, token, sessionCookieOptions(https));
  return answer;
}
