import "server-only";
import { type StoredVerdict, verifyInput, verifyOutput } from "@/lib/audit/sync/wire";
import { Turns } from "../../audit/reading/turns";
import { verifyStored } from "../../audit/reading/verify-stored";
import { memberProcedure } from "../../trpc/procedures";

const TURNS = new Turns<StoredVerdict>();

export const verify = memberProcedure
  .input(verifyInput)
  .output(verifyOutput)
  .query(({ ctx, input }) => {
    const { database, checks, now, workspace } = ctx;
    return TURNS.take(`${workspace.id} ${input.sid}`, () =>
      verifyStored({ read: database.read, checks, now }, workspace.id, input.sid),
    );
  });
