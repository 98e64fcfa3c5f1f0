import type { ShortcutId } from "@/lib/shortcuts";

/** A command that only the page on screen can carry out. The palette lists it while the page stands. */
export interface PageCommand {
  readonly id: string;
  readonly label: string;
  readonly shortcut?: ShortcutId;
  readonly run: () => void;
}

const registered = new Set<readonly PageCommand[]>();

export function registerCommands(commands: readonly PageCommand[]): () => void {
  registered.add(commands);
  return () => registered.delete(commands);
}

export function pageCommands(): readonly PageCommand[] {
  return [...registered].flat();
}

export function runShortcut(id: ShortcutId): boolean {
  const command = pageCommands().find((entry) => entry.shortcut === id);
  command?.run();
  return command !== undefined;
}
