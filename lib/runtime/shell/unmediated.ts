/**
 * Files without anybody who decides: for the author, whose files they are. Nothing of an agent's may be given this.
 */
import type { Mediator } from "../../mediator/mediator";
import type { Decision, PolicyRequest } from "../../policy";
import { FileAccess } from "../calls/file-access";
import type { Files } from "../files";

export function authorsAccess(files: Files, random: (bytes: Uint8Array) => void, cwd: string): FileAccess {
  const mediator: Pick<Mediator, "act" | "conclude"> = {
    act: ({ requests, landing, perform }) => {
      landing?.(requests.map(asAsked));
      return perform([], { signal: NEVER, of: 0 });
    },
    conclude: () => {},
  };
  return new FileAccess({ mediator, files, isReal: false, random, cwd });
}

const NEVER = new AbortController().signal;

/** What the landing place is looked up by: the paths, as they were asked for. The shell hands on only absolute ones. */
function asAsked(request: PolicyRequest): Decision {
  return { canonical: { ...request } } as unknown as Decision;
}
