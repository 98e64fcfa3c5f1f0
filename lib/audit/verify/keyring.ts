/**
 * The keys by which signatures are judged, and what each of them can speak for. A key of type 0x01 speaks for the log
 * that has its name and for no other; one of type 0x04 only says that it has seen a checkpoint.
 *
 * The key that a session names in its own first record is in the ring too, so that a signature by it must verify; but
 * it vouches for nothing. Whoever forges a log names a key of his own there.
 */
import { AuditFault } from "../bytes";
import {
  formatVkey,
  hasQuorum,
  type NoteSignature,
  parseVkey,
  readCosignature,
  readPolicy,
  SIGNATURE_TYPE,
  type TlogPolicy,
  type Verifier,
  type VerifierKey,
  verifierOf,
} from "../note";
import type { Knowledge } from "./options";
import type { SignedBy } from "./report";

interface Judge {
  readonly key: VerifierKey;
  readonly verifier: Verifier;
}

interface Entry extends Judge {
  /** Known from outside of the log. */
  readonly isKnown: boolean;
}

export class Keyring {
  readonly policy: TlogPolicy | undefined;
  readonly #entries = new Map<string, Entry>();
  /** Of the caller's own list: one of them must sign. Those of the policy are asked for by its quorum. */
  readonly #demanded: ReadonlySet<string>;

  /** Throws an AuditFault when the caller's keys or policy cannot be read: to go on without them would deny nothing. */
  constructor({ keys = [], policy }: Knowledge) {
    const known = keys.map(readKey).map(judgeOf);
    this.policy = policy === undefined ? undefined : readTrustedPolicy(policy);
    this.#demanded = new Set(
      known
        .map(({ key }) => key)
        .filter(({ type }) => type === SIGNATURE_TYPE.cosignature)
        .map(idOf),
    );
    const ofPolicy = this.policy
      ? [...this.policy.logs, ...this.policy.witnesses].map(({ vkey }) => vkey)
      : [];
    for (const judge of [...known, ...ofPolicy.map(judgeOf)]) this.#add(judge, true);
  }

  /** The key that the log names. One that cannot be read signs nothing. */
  addNamed(vkey: string): void {
    const read = parseVkey(vkey);
    if (read.ok && read.value.type === SIGNATURE_TYPE.ed25519) this.#add(judgeOf(read.value), false);
  }

  get verifiers(): readonly Verifier[] {
    return [...this.#entries.values()].map(({ verifier }) => verifier);
  }

  /** Whether the log of this origin signed, and whether it did by a key that is known from outside. */
  logSignature(verified: readonly NoteSignature[], origin: string): "known" | "named" | "none" {
    const signers = this.#signers(verified, SIGNATURE_TYPE.ed25519).filter(({ key }) => key.name === origin);
    if (signers.length === 0) return "none";
    return signers.some(({ isKnown }) => isKnown) ? "known" : "named";
  }

  /** Of one log. */
  signedBy(verified: readonly NoteSignature[], origin: string): SignedBy[] {
    const signers = this.#signers(verified, SIGNATURE_TYPE.ed25519).filter(({ key }) => key.name === origin);
    return signers.map(({ key }) => ({ name: key.name, keyId: key.keyId }));
  }

  /** Each cosigner once, with the latest time that it signed for. */
  cosignedBy(verified: readonly NoteSignature[]): SignedBy[] {
    const latest = new Map<string, SignedBy>();
    for (const { name, keyId, payload } of verified) {
      if (this.#signers([{ name, keyId, payload }], SIGNATURE_TYPE.cosignature).length === 0) continue;
      const read = readCosignature(payload);
      const id = idOf({ name, keyId });
      if (read.ok && read.value.time >= (latest.get(id)?.time ?? 0))
        latest.set(id, { name, keyId, time: read.value.time });
    }
    return [...latest.values()];
  }

  /** Whether one of the cosigners signed that the caller listed; true where none is. */
  hasDemandedCosigner(cosigned: readonly SignedBy[]): boolean {
    return this.#demanded.size === 0 || cosigned.some((by) => this.#demanded.has(idOf(by)));
  }

  /** Whether those who cosigned are enough for the policy; undefined without one. */
  isPolicyMet(cosigned: readonly SignedBy[]): boolean | undefined {
    if (!this.policy) return undefined;
    const ids = new Set(cosigned.map(idOf));
    const present = this.policy.witnesses.filter(({ vkey }) => ids.has(idOf(vkey))).map(({ name }) => name);
    return hasQuorum(this.policy, present);
  }

  /** Known cosigners that somebody else runs than the host of the log. */
  independentOf(host: string): readonly VerifierKey[] {
    return [...this.#entries.values()]
      .map(({ key }) => key)
      .filter(({ type, name }) => type === SIGNATURE_TYPE.cosignature && isIndependent(name, host));
  }

  #signers(verified: readonly NoteSignature[], type: VerifierKey["type"]): Entry[] {
    const ids = new Set(verified.map(idOf));
    return [...this.#entries.values()].filter(({ key }) => key.type === type && ids.has(idOf(key)));
  }

  #add(judge: Judge, isKnown: boolean): void {
    const id = formatVkey(judge.key);
    if (!this.#entries.has(id)) this.#entries.set(id, { ...judge, isKnown });
  }
}

/** To accept a key costs more than to verify with it, and who verifies many logs meets the same few keys in all. */
const MAX_JUDGES = 64;
const JUDGES = new Map<string, Judge>();

function judgeOf(key: VerifierKey): Judge {
  const id = formatVkey(key);
  const known = JUDGES.get(id);
  if (known) return known;
  const judge = { key, verifier: verifierOf(key) };
  if (JUDGES.size >= MAX_JUDGES) JUDGES.clear();
  JUDGES.set(id, judge);
  return judge;
}

/** The operator's own cosigner is no witness against the operator. */
export function isIndependent(name: string, host: string): boolean {
  return name !== host && !name.startsWith(`${host}/`);
}

export function idOf({ name, keyId }: { readonly name: string; readonly keyId: string }): string {
  return `${name} ${keyId}`;
}

function readKey(vkey: string): VerifierKey {
  const read = parseVkey(vkey);
  if (!read.ok) throw new AuditFault("BAD_KEY", read.why);
  return read.value;
}

function readTrustedPolicy(bytes: Uint8Array): TlogPolicy {
  const read = readPolicy(bytes);
  if (!read.ok) throw new AuditFault("BAD_NOTE", read.why);
  return read.value;
}
