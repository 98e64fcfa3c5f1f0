import "server-only";
import { locateInput, locateOutput } from "@/lib/audit/sync/wire";
import { locateSession } from "../../audit/reading/find-session";
import { sessionProcedure } from "../../trpc/procedures";

export const locate = sessionProcedure
  .input(locateInput)
  .output(locateOutput)
  .query(async ({ ctx, input }) => {
    const places = await locateSession(ctx.database.read, ctx.actor.id, input);
    return { items: places.map((place) => ({ ...place, openedAt: place.openedAt.toISOString() })) };
  });
