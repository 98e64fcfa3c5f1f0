/** What a package looks for while it is set up and the machine does not have. It is taken away when the library stands. */
const globals = globalThis as unknown as Record<string, unknown>;
const isMissing = globals.Atomics === undefined;
if (isMissing) globals.Atomics = {};

export function removeStandIns(): void {
  if (isMissing) delete globals.Atomics;
}
