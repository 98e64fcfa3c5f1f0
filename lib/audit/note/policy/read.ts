/**
 * Reads and writes the lines of a tlog-policy. Strict: a policy that is half understood would demand less than its
 * author wrote. The last line must end too, or a file cut off within `quorum a-and-b` might ask for `a` alone.
 */
import { AuditFault, fromUtf8 } from "../../bytes";
import { readDecimal } from "../decimal";
import { type Read, refuse, SIGNATURE_TYPE, type SignatureType, type VerifierKey } from "../types";
import { formatVkey, parseVkey } from "../vkey";
import { NO_QUORUM, type PolicyGroup, type PolicyLog, type PolicyWitness, type TlogPolicy } from "./policy";

export const MAX_POLICY_BYTES = 65_536;
/** Logs and witnesses together. The format asks for 32 of each; judging a key takes time that a stranger would spend. */
export const MAX_POLICY_KEYS = 128;

/** Bytes from 0x80 on belong to names, comments and addresses, and are compared as they are. */
function isAllowed(byte: number): boolean {
  return byte === 0x09 || byte === 0x0a || (byte >= 0x20 && byte !== 0x7f);
}

/** Both ways are one to one, so that two names are the same text only when they are the same bytes. */
function textOf(bytes: Uint8Array): string {
  return fromUtf8(bytes) ?? Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

export function readPolicy(bytes: Uint8Array): Read<TlogPolicy> {
  if (bytes.length > MAX_POLICY_BYTES) {
    return refuse("TOO_LARGE", `A policy has at most ${MAX_POLICY_BYTES} bytes.`);
  }
  if (!bytes.every(isAllowed)) return refuse("MALFORMED", "The policy has a control character.");
  const lines = textOf(bytes).split("\n");
  if (lines.pop() !== "") return refuse("MALFORMED", "The last line of the policy has no end.");
  const draft = new Draft();
  for (const [place, line] of lines.entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== "");
    const why = words[0] === undefined || words[0].startsWith("#") ? undefined : draft.take(words);
    if (why !== undefined) return refuse("MALFORMED", `Line ${place + 1} of the policy: ${why}`);
  }
  return draft.finish();
}

/** The policy as far as it was read. `take` answers with what is wrong with a line. */
class Draft {
  readonly #logs: PolicyLog[] = [];
  readonly #witnesses: PolicyWitness[] = [];
  readonly #groups: PolicyGroup[] = [];
  readonly #names = new Set<string>([NO_QUORUM]);
  readonly #members = new Set<string>();
  readonly #keys = new Set<string>();
  #quorum: string | undefined;

  take([keyword, ...words]: readonly string[]): string | undefined {
    if (keyword === "log") return this.#log(words);
    if (keyword === "witness") return this.#witness(words);
    if (keyword === "group") return this.#group(words);
    if (keyword === "quorum") return this.#quorumLine(words);
    return "it begins with none of log, witness, group and quorum.";
  }

  finish(): Read<TlogPolicy> {
    if (this.#quorum === undefined) return refuse("MALFORMED", "The policy has no quorum line.");
    const value = {
      logs: this.#logs,
      witnesses: this.#witnesses,
      groups: this.#groups,
      quorum: this.#quorum,
    };
    return { ok: true, value };
  }

  #log([text = "", url, ...more]: readonly string[]): string | undefined {
    const vkey = this.#key("log", text, SIGNATURE_TYPE.ed25519);
    if (typeof vkey === "string") return vkey;
    if (more.length > 0) return "a log is a vkey and at most an address.";
    this.#logs.push(url === undefined ? { vkey } : { vkey, url });
    return undefined;
  }

  #witness([name = "", text = "", url, ...more]: readonly string[]): string | undefined {
    const vkey = this.#key("witness", text, SIGNATURE_TYPE.cosignature);
    if (typeof vkey === "string") return vkey;
    if (more.length > 0) return "a witness is a name, a vkey and at most an address.";
    this.#witnesses.push(url === undefined ? { name, vkey } : { name, vkey, url });
    return this.#define(name);
  }

  #group([name = "", count = "", ...members]: readonly string[]): string | undefined {
    for (const member of members) {
      if (member === NO_QUORUM || !this.#names.has(member))
        return `${member} is no witness or group defined above.`;
      // Counted twice, one witness could stand for two.
      if (this.#members.has(member)) return `${member} is a member already.`;
      this.#members.add(member);
    }
    const needed = count === "any" ? 1 : count === "all" ? members.length : readDecimal(count);
    if (needed === undefined || needed < 1 || needed > members.length) {
      return "a group is a name, then any, all or a number of those that follow, then its members.";
    }
    this.#groups.push({ name, needed, members });
    return this.#define(name);
  }

  #quorumLine([name = "", ...more]: readonly string[]): string | undefined {
    if (this.#quorum !== undefined) return "there is a quorum already.";
    if (more.length > 0 || !this.#names.has(name))
      return "a quorum is one witness or group defined above, or none.";
    this.#quorum = name;
    return undefined;
  }

  #define(name: string): string | undefined {
    if (this.#names.has(name)) return `${name} is defined already.`;
    this.#names.add(name);
    return undefined;
  }

  #key(role: string, text: string, type: SignatureType): VerifierKey | string {
    if (this.#keys.size >= MAX_POLICY_KEYS) return `a policy has at most ${MAX_POLICY_KEYS} keys.`;
    const read = parseVkey(text);
    if (!read.ok) return read.why;
    if (read.value.type !== type) return `the key is not of the type that a ${role} signs with.`;
    // The same key under two names would let one witness count as two.
    const id = `${role} ${read.value.publicKey.join()}`;
    if (this.#keys.has(id)) return `the key is the one of another ${role}.`;
    this.#keys.add(id);
    return read.value;
  }
}

/** The policy as text. Throws for one that would not be read as the same. */
export function writePolicy({ logs, witnesses, groups, quorum }: TlogPolicy): string {
  const line = (...words: (string | number | undefined)[]) =>
    `${words.filter((word) => word !== undefined).join(" ")}\n`;
  const text = [
    ...logs.map(({ vkey, url }) => line("log", formatVkey(vkey), url)),
    ...witnesses.map(({ name, vkey, url }) => line("witness", name, formatVkey(vkey), url)),
    ...groups.map(({ name, needed, members }) => line("group", name, needed, ...members)),
    line("quorum", quorum),
  ].join("");
  const read = readPolicy(new TextEncoder().encode(text));
  if (!read.ok) throw new AuditFault("BAD_NOTE", `The policy cannot be written. ${read.why}`);
  return text;
}
