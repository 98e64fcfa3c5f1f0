import "server-only";
import { router } from "../trpc/procedures";
import { current } from "./session/current";
import { about } from "./system/about";
import { create } from "./workspace/create";
import { get } from "./workspace/get";
import { list } from "./workspace/list";
import { rename } from "./workspace/rename";

export const appRouter = router({
  session: router({ current }),
  system: router({ about }),
  workspace: router({ create, get, list, rename }),
});
export type AppRouter = typeof appRouter;
