/** The beginning of a session: its arguments, then the agent's own file; and its end. */
import { handle, onEnd } from "./core/entry";
import { codedError } from "./core/errors";
import { importModule } from "./core/import";
import { hold } from "./core/loop";
import { askForModules } from "./core/registry";
import { uncaught } from "./core/uncaught";
import { openDoors } from "./globals/dynamic-code";
import { expectMain } from "./modules/module";
import { atEnd, session, workWasDone } from "./modules/process";
import { showTerminal } from "./modules/standard-streams";

/** What the machine's own loader says comes as a sentence. */
function asError(reason: unknown): unknown {
  return typeof reason === "string" ? codedError(Error, "ERR_MODULE_NOT_FOUND", reason) : reason;
}

export function installStart(entryName: string): void {
  onEnd(atEnd, workWasDone);
  handle({
    start: ({ entry, argv, pid, isTty, allowsText }) => {
      if (allowsText) openDoors();
      askForModules();
      delete (globalThis as unknown as Record<string, unknown>)[entryName];
      Object.assign(session, { pid, isTty });
      if (isTty) showTerminal();
      session.argv.push("/usr/local/bin/node", entry, ...argv);
      expectMain(entry);
      const release = hold();
      importModule(entry).then(release, (reason) => {
        release();
        uncaught(asError(reason));
      });
    },
  });
}
