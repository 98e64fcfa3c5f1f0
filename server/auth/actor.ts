import "server-only";
import { z } from "zod";

/**
 * Who acts: always one of these kinds, told apart by `kind`. A kind is never inferred from what is missing, so
 * that a half-filled person cannot pass for an anonymous author or the other way round.
 */
const base = { id: z.string(), name: z.string() };
export const actorSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("anonymous"), ...base }),
  z.object({ kind: z.literal("person"), ...base }),
  z.object({ kind: z.literal("api_key"), ...base }),
  z.object({ kind: z.literal("agent"), ...base }),
]);
export type Actor = z.infer<typeof actorSchema>;
