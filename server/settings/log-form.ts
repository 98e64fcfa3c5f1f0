import "server-only";
import { TRPCError } from "@trpc/server";
import type { NextRequest } from "next/server";
import { NextResponse } from "next/server";
import { isSettingFault, type SettingFault } from "@/lib/audit/sync/log-settings";
import { AegisError, toAegisError } from "@/lib/errors";
import { errorAnswer } from "../http/answers";
import { readBody } from "../http/body";
import { isCrossSite } from "../http/cross-site";
import { logError } from "../log";
import { requestContext, requestIdOf } from "../request-context";
import { appRouter } from "../routers";
import { asAegisError } from "../trpc/errors";
import { createCallerFactory } from "../trpc/procedures";

/** The longest field is a vkey of 1,024 characters, each of which may be spelled by three. */
const MAX_FORM_BYTES = 8_192;
/** What was typed into a form that was not taken, so that nobody types it twice. Read by the page alone. */
export const TYPED_COOKIE = "aegis-typed-witness";
const TYPED_SECONDS = 60;

const createCaller = createCallerFactory(appRouter);
type Caller = ReturnType<typeof createCaller>;

/** By the name that the button of each form sends; with the part of the page to come back to. */
const ACTIONS: Readonly<
  Record<string, { readonly part: string; act(caller: Caller, id: string, form: Form): Promise<unknown> }>
> = {
  show: {
    part: "public",
    act(caller, workspaceId, form) {
      // What was public once stays known: nobody gets there by one stray click.
      if (form.get("known") !== "yes") throw new Unsaid();
      return caller.audit.configure({ workspaceId, isPublic: true });
    },
  },
  hide: {
    part: "public",
    act: (caller, workspaceId) => caller.audit.configure({ workspaceId, isPublic: false }),
  },
  add: {
    part: "witnesses",
    act: (caller, workspaceId, form) => caller.audit.addWitness({ workspaceId, ...typedIn(form) }),
  },
  remove: {
    part: "witnesses",
    act: (caller, workspaceId, form) =>
      caller.audit.removeWitness({ workspaceId, vkey: form.get("vkey") ?? "" }),
  },
  quorum: {
    part: "witnesses",
    act: (caller, workspaceId, form) => caller.audit.configure({ workspaceId, quorum: wholeOf(form) }),
  },
};

type Form = URLSearchParams;
class Unsaid extends Error {}

/** A form of the page of settings: does what it asks for by the procedures, and sends the browser back to the page. */
export async function handleLogSettings(request: NextRequest, workspaceId: string): Promise<Response> {
  const requestId = requestIdOf(request.headers.get("x-request-id"));
  try {
    // Without this check any site could make an owner's browser open the log, or send the server to a witness of its own.
    if (isCrossSite(request.headers)) throw new AegisError("CROSS_ORIGIN");
    return await change(request, workspaceId);
  } catch (thrown) {
    const error = thrown instanceof TRPCError ? asAegisError(thrown) : toAegisError(thrown);
    if (error.code === "INTERNAL") logError("settings.log", error, { requestId });
    return errorAnswer(error, requestId);
  }
}

async function change(request: NextRequest, workspaceId: string): Promise<Response> {
  const form = new URLSearchParams(new TextDecoder().decode(await readBody(request, MAX_FORM_BYTES)));
  const name = form.get("do") ?? "";
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action === undefined) throw new AegisError("BAD_REQUEST", { message: "The form asks for nothing." });
  const context = await requestContext({
    header: (header) => request.headers.get(header),
    cookie: (cookie) => request.cookies.get(cookie)?.value,
  });
  // A relative address, and the id in it as one segment: it leads to no other place, whatever it holds.
  const page = `/settings/${encodeURIComponent(workspaceId)}/log`;
  try {
    await action.act(createCaller(context), workspaceId, form);
  } catch (thrown) {
    const answer = goTo(`${page}?fault=${faultOf(thrown)}#${action.part}`);
    if (name === "add") keepTyped(answer, page, form);
    return answer;
  }
  return goTo(`${page}?done=${name}#${action.part}`);
}

/** The faults that a person can mend in the form; everything else is thrown on. */
function faultOf(thrown: unknown): SettingFault {
  if (thrown instanceof Unsaid) return "unsaid";
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  const fault = cause instanceof AegisError ? cause.details?.fault : undefined;
  if (!isSettingFault(fault)) throw thrown;
  return fault;
}

function goTo(Location: string): NextResponse {
  return new NextResponse(null, { status: 303, headers: { Location } });
}

export interface TypedWitness {
  readonly vkey: string;
  readonly url: string;
}

function typedIn(form: Form): TypedWitness {
  // Pasted out of a text, both come with its spaces and line ends.
  return { vkey: (form.get("vkey") ?? "").trim(), url: (form.get("url") ?? "").trim() };
}

function keepTyped(answer: NextResponse, path: string, form: Form): void {
  answer.cookies.set(TYPED_COOKIE, new URLSearchParams({ ...typedIn(form) }).toString(), {
    httpOnly: true,
    sameSite: "strict",
    path,
    maxAge: TYPED_SECONDS,
  });
}

/** Nothing is believed of it: it fills two fields, which are judged when they are sent again. */
export function readTyped(cookie: string | undefined): TypedWitness {
  return typedIn(new URLSearchParams(cookie ?? ""));
}

function wholeOf(form: Form): number {
  const text = form.get("quorum") ?? "";
  if (!/^\d{1,2}$/.test(text)) throw new AegisError("BAD_REQUEST", { message: "The quorum is no number." });
  return Number(text);
}
