import "server-only";
import { router } from "../trpc/procedures";
import { accept } from "./audit/accept";
import { addWitness } from "./audit/add-witness";
import { append } from "./audit/append";
import { checking } from "./audit/checking";
import { configure } from "./audit/configure";
import { doctor } from "./audit/doctor";
import { erase } from "./audit/erase";
import { evidence } from "./audit/evidence";
import { head } from "./audit/head";
import { health } from "./audit/health";
import { keep } from "./audit/keep";
import { keys } from "./audit/keys";
import { locate } from "./audit/locate";
import { log } from "./audit/log";
import { open } from "./audit/open";
import { proof } from "./audit/proof";
import { records } from "./audit/records";
import { removeWitness } from "./audit/remove-witness";
import { session } from "./audit/session";
import { sessions } from "./audit/sessions";
import { verify } from "./audit/verify";
import { changes } from "./files/changes";
import { list as listFiles } from "./files/list";
import { read } from "./files/read";
import { versions } from "./files/versions";
import { write } from "./files/write";
import { current } from "./session/current";
import { about } from "./system/about";
import { create } from "./workspace/create";
import { get } from "./workspace/get";
import { list } from "./workspace/list";
import { rename } from "./workspace/rename";

export const appRouter = router({
  audit: router({
    accept,
    addWitness,
    append,
    checking,
    configure,
    doctor,
    erase,
    evidence,
    head,
    health,
    keep,
    keys,
    locate,
    log,
    open,
    proof,
    records,
    removeWitness,
    session,
    sessions,
    verify,
  }),
  files: router({ changes, list: listFiles, read, versions, write }),
  session: router({ current }),
  system: router({ about }),
  workspace: router({ create, get, list, rename }),
});
export type AppRouter = typeof appRouter;
