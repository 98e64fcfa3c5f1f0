import "server-only";
import { initTRPC } from "@trpc/server";
import { z } from "zod";
import { AegisError, publicMessage } from "@/lib/errors";
import { ROLES, type Role } from "../db/schema";
import { workspaceOfMember } from "../workspaces/workspaces";
import type { Context } from "./context";
import { asAegisError, asTrpcError, errorData } from "./errors";

const t = initTRPC.context<Context>().create({
  isDev: false, // tRPC would add stacks to answers otherwise
  errorFormatter({ shape, error, ctx }) {
    const known = asAegisError(error);
    return { ...shape, message: publicMessage(known), data: errorData(known, ctx?.requestId) };
  },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Gives domain errors their HTTP status; everything unexpected stays a 500 whose text is not shown. */
const translateErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok || !(result.error.cause instanceof AegisError)) return result;
  throw asTrpcError(result.error.cause);
});

/*
 * The ladder. Each step adds one check and what it found; a procedure takes the highest step that it needs, and
 * nothing below it can be skipped.
 */

/** Anybody. */
export const publicProcedure = t.procedure.use(translateErrors);

/** Whoever runs the server: not a person with an account, but who can read its secret. */
export const operatorProcedure = publicProcedure.use(({ ctx, next }) => {
  // As if it were not there: a stranger learns nothing by trying.
  if (!ctx.isOperator) throw new AegisError("NOT_FOUND");
  return next({ ctx });
});

/** Somebody: there is a session, perhaps an anonymous one. */
export const sessionProcedure = publicProcedure.use(({ ctx, next }) => {
  if (!ctx.actor) throw new AegisError("NO_SESSION");
  return next({ ctx: { ...ctx, actor: ctx.actor } });
});

/**
 * A member of the workspace named in the input. The id is the caller's claim (the attack: somebody else's id in an
 * otherwise honest request), so it is looked up together with the caller, never by itself.
 */
export const memberProcedure = sessionProcedure
  .input(z.object({ workspaceId: z.string().max(64) }))
  .use(async ({ ctx, input, next }) => {
    const workspace = await workspaceOfMember(ctx.database, input.workspaceId, ctx.actor.id);
    return next({ ctx: { ...ctx, workspace } });
  });

/** A member with at least this role. */
export function roleProcedure(least: Role) {
  return memberProcedure.use(({ ctx, next }) => {
    if (ROLES.indexOf(ctx.workspace.role) < ROLES.indexOf(least)) {
      throw new AegisError("NO_PERMISSION", {
        message: `This needs the role ${least} in the workspace; yours is ${ctx.workspace.role}.`,
      });
    }
    return next({ ctx });
  });
}
