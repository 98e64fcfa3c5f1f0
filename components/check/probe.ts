/** One question to the browser: what is tried, what it came to, and what that means here. */
export interface Probe {
  readonly id: string;
  readonly title: string;
  /** What Aegis uses it for. */
  readonly use: string;
  /** What is different without it. */
  readonly without: string;
  /** Throws, or answers with a sentence, when it is missing; answers a fact when it works. */
  readonly run: () => Promise<Outcome>;
}

export type Outcome =
  | { readonly works: true; readonly fact: string }
  | { readonly works: false; readonly fact: string };

export const works = (fact: string): Outcome => ({ works: true, fact });
export const missing = (fact: string): Outcome => ({ works: false, fact });

const TIMEOUT_MS = 10_000;

/** A probe always ends, and always in an outcome: what it throws is what is missing. */
export async function runProbe(probe: Probe, timeoutMs = TIMEOUT_MS): Promise<Outcome> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve(missing(`no answer within ${timeoutMs / 1_000} s`)), timeoutMs);
  });
  try {
    return await Promise.race([probe.run(), late]);
  } catch (thrown) {
    return missing(thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown));
  } finally {
    clearTimeout(timer);
  }
}
