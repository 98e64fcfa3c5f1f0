import "server-only";
import { router } from "../trpc/procedures";
import { locate } from "./audit/locate";
import { proof } from "./audit/proof";
import { records } from "./audit/records";
import { session } from "./audit/session";
import { sessions } from "./audit/sessions";
import { verify } from "./audit/verify";
import { current } from "./session/current";
import { about } from "./system/about";
import { create } from "./workspace/create";
import { get } from "./workspace/get";
import { list } from "./workspace/list";
import { rename } from "./workspace/rename";

export const appRouter = router({
  audit: router({ locate, proof, records, session, sessions, verify }),
  session: router({ current }),
  system: router({ about }),
  workspace: router({ create, get, list, rename }),
});
export type AppRouter = typeof appRouter;
