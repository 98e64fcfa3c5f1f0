/** Why a run could not begin, in words. */

/** Asked by its form: the class comes with the driver, which is loaded only where it was chosen. */
export function fallsBack(error: unknown): boolean {
  return error instanceof Error && "canFallBack" in error && error.canFallBack === true;
}

/** Errors of ours have sentences; of anything else nobody knows what its text says. */
export function ourSentence(error: unknown): string | undefined {
  const isOurs =
    error instanceof Error &&
    /^(RunRefused|AegisError|CellFault|ContainerFault|AuditFault|JournalFault)$/.test(error.name);
  return isOurs ? error.message : undefined;
}

export function sentenceOf(error: unknown): string {
  const sentence = ourSentence(error);
  if (sentence !== undefined) return sentence;
  console.error(error);
  return "The run could not be started. Reload the page and try again; the browser's console has the particulars.";
}
