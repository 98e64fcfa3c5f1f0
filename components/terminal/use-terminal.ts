import { useEffect, useRef, useState } from "react";
import type { TerminalHost } from "./terminal-host";
import { TerminalStore } from "./terminal-store";

/** The terminal of this workbench. It does not draw anything again: whoever shows a part of it asks for that below. */
export function useTerminal(workspaceId: string, actor: string, host: TerminalHost): TerminalStore {
  const latest = useRef(host);
  latest.current = host;
  const [store] = useState(
    () =>
      new TerminalStore(
        { workspaceId, actor },
        {
          texts: () => latest.current.texts(),
          changed: (changes) => latest.current.changed(changes),
          mayWrite: () => latest.current.mayWrite(),
        },
      ),
  );
  useEffect(() => () => void store.end(), [store]);
  return store;
}
