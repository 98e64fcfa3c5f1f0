import "server-only";
import { z } from "zod";
import { actorSchema } from "../../auth/actor";
import { publicProcedure } from "../../trpc/procedures";

export const current = publicProcedure
  .output(z.object({ actor: actorSchema.nullable() }))
  .query(({ ctx }) => ({ actor: ctx.actor }));
