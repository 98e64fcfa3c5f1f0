/** A terminal over a real sandbox of this machine, with the files of an editor that is not there. */
import { vi } from "vitest";
import { containerShell } from "@/lib/runtime/webcontainer/page/shell";
import { testBox } from "@/lib/runtime/webcontainer/testing/box";
import type { Texts } from "../../files/files";
import { TerminalSession } from "../terminal-session";
import { TerminalStore } from "../terminal-store";

export async function testSession(texts: Texts): Promise<TerminalSession> {
  const { box } = await testBox({ policy: "", files: texts, options: { shell: containerShell() } });
  return TerminalSession.over({ sid: box.sid, box, release: async () => {} }, texts);
}

export function testTerminal(first: Texts) {
  vi.stubGlobal("requestAnimationFrame", (then: () => void) => setTimeout(then));
  const kept: Record<string, string> = {};
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value;
    },
  });
  const editor = { texts: first, mayWrite: true, opened: 0 };
  const host = {
    texts: () => editor.texts,
    changed: (changes: Readonly<Record<string, string | null>>) => {
      const next = Object.entries({ ...editor.texts, ...changes }).filter(([, text]) => text !== null);
      editor.texts = Object.fromEntries(next) as Texts;
    },
    mayWrite: () => editor.mayWrite,
  };
  const store = new TerminalStore({ workspaceId: "w", actor: "author" }, host, (order) => {
    editor.opened++;
    return testSession(order.texts);
  });
  const run = (line: string) => {
    store.edit({ type: "set", text: line, cursor: line.length });
    return store.enter();
  };
  return { store, editor, run };
}
