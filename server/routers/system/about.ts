import "server-only";
import { z } from "zod";
import { version } from "../../../package.json";
import { publicProcedure } from "../../trpc/procedures";

export const about = publicProcedure
  .output(z.object({ version: z.string(), node: z.string() }))
  .query(() => ({ version, node: process.versions.node.split(".")[0] ?? "" }));
