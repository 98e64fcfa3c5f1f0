import "server-only";
import { doctorInput, doctorOutput } from "@/lib/audit/sync/operate";
import { examine } from "../../audit/check";
import { operatorProcedure } from "../../trpc/procedures";

/** A mutation, for what a look finds is kept; and so that no proxy on the way answers from what it has stored. */
export const doctor = operatorProcedure
  .input(doctorInput)
  .output(doctorOutput)
  .mutation(({ ctx, input }) => examine(ctx, input));
