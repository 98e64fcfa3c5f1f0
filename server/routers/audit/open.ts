import "server-only";
import { openInput, openOutput } from "@/lib/audit/sync/wire";
import { makeNonce } from "../../audit/ingest";
import { signedHead, witnessesOf } from "../../audit/ingest/workspace-head";
import { memberProcedure } from "../../trpc/procedures";

export const open = memberProcedure
  .input(openInput)
  .output(openOutput)
  .query(async ({ ctx }) => {
    const { database, checks, now } = ctx;
    const workspaceId = ctx.workspace.id;
    const log = await ctx.log();
    const head = await signedHead(database.read, log, checks, workspaceId);
    return {
      nonce: makeNonce(log.nonceKey, workspaceId, now),
      host: log.host,
      ...(head === undefined ? {} : { head }),
      keys: { log: [...log.workspaceVkeys(workspaceId)], cosigner: [...log.cosigners] },
      ...(await witnessesOf(database.read, workspaceId)),
      now: now.toISOString(),
    };
  });
