/** What a browser remembers of a server, beside the logs. Each change is durable before it resolves. */
import type { Contradiction, StopCode } from "./outcome";
import type { Pins } from "./pins";

export interface Evidence extends Contradiction {
  /** Of the log that it is about. */
  readonly origin: string;
  readonly code: StopCode;
  readonly why: string;
  /** Milliseconds, by the clock of this side. */
  readonly at: number;
}

export interface SyncStore {
  pins(): Promise<Pins | undefined>;
  savePins(pins: Pins): Promise<void>;
  /** Signed checkpoints of a workspace's log that every later one has to extend. */
  claims(origin: string): Promise<readonly string[]>;
  addClaim(origin: string, note: string): Promise<void>;
  /** In one step, for another tab may add one meanwhile: `newest` takes the place of what it was shown to extend. */
  settleClaims(origin: string, settled: readonly string[], newest: string): Promise<void>;
  /** The same contradiction is kept once. */
  keepEvidence(evidence: Evidence): Promise<void>;
  evidence(): Promise<readonly Evidence[]>;
}

/** For tests, and for where nothing is to be left behind. */
export class MemorySyncStore implements SyncStore {
  #pins: Pins | undefined;
  readonly #claims = new Map<string, readonly string[]>();
  readonly #evidence = new Map<string, Evidence>();

  async pins(): Promise<Pins | undefined> {
    return this.#pins;
  }
  async savePins(pins: Pins): Promise<void> {
    this.#pins = pins;
  }
  async claims(origin: string): Promise<readonly string[]> {
    return this.#claims.get(origin) ?? [];
  }
  async addClaim(origin: string, note: string): Promise<void> {
    this.#claims.set(origin, withClaim(await this.claims(origin), note));
  }
  async settleClaims(origin: string, settled: readonly string[], newest: string): Promise<void> {
    this.#claims.set(origin, withoutClaims(await this.claims(origin), settled, newest));
  }
  async keepEvidence(evidence: Evidence): Promise<void> {
    const key = evidenceKey(evidence);
    if (!this.#evidence.has(key)) this.#evidence.set(key, evidence);
  }
  async evidence(): Promise<readonly Evidence[]> {
    return [...this.#evidence.values()];
  }
}

export function withClaim(claims: readonly string[], note: string): readonly string[] {
  return claims.includes(note) ? claims : [...claims, note];
}
export function withoutClaims(
  claims: readonly string[],
  settled: readonly string[],
  newest: string,
): readonly string[] {
  return withClaim(
    claims.filter((claim) => !settled.includes(claim)),
    newest,
  );
}
export function evidenceKey({ origin, code, theirs }: Evidence): string {
  return [origin, code, theirs].join("\n");
}
