/**
 * Whether something has happened on which the workspace is to go back. Read off the records: what is not on record did not
 * happen.
 */
import type { Entry } from "../../audit/record";
import type { Trigger } from "../../spec/values";
import type { NamedTrigger } from "./rules";

type Data = Readonly<Record<string, unknown>>;
type CountName = Extract<Trigger, { kind: "count" }>["count"];
type EventName = Extract<Trigger, { kind: "event" }>["event"];

/** Names under which people keep keys and passwords. A hint for a rule, not a rule: what may be read the spec says. */
const CREDENTIAL_PATH =
  /(^|\/)(\.env[^/]*|\.ssh|\.aws|\.gnupg|\.kube|\.docker|\.netrc|\.npmrc|\.pypirc|\.git-credentials|id_(rsa|dsa|ecdsa|ed25519)[^/]*|credentials[^/]*|secrets?(\.[^/]*)?|shadow|[^/]*\.(key|pem|p12|pfx|jks|kdbx|keystore))(\/|$)/;
const CREDENTIAL_NAME = /(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL)/i;
const MOST_UNITS = 4096;

export class TriggerWatch {
  readonly #triggers: readonly NamedTrigger[];
  readonly #counts = new Map<CountName, number>();
  readonly #firstAt = new Map<CountName, number>();

  constructor(triggers: readonly NamedTrigger[]) {
    this.#triggers = triggers;
  }

  /**
   * Looks at a record. Answers with the trigger that it fires, and with the first record that counted towards it: the
   * workspace goes back to before that one.
   */
  see({ type, data }: Entry, seq: number): { readonly text: string; readonly since: number } | undefined {
    const counted = countsOf(type, data as Data);
    for (const name of counted) {
      this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
      if (!this.#firstAt.has(name)) this.#firstAt.set(name, seq);
    }
    const events = eventsOf(type, data as Data);
    for (const { text, trigger } of this.#triggers) {
      if (trigger.kind === "event") {
        if (events.includes(trigger.event)) return { text, since: seq };
      } else if (
        counted.includes(trigger.count) &&
        (this.#counts.get(trigger.count) ?? 0) >= trigger.atLeast
      ) {
        return { text, since: this.#firstAt.get(trigger.count) ?? seq };
      }
    }
    return undefined;
  }
}

function countsOf(type: string, data: Data): CountName[] {
  if (type === "guard.finding") return data.verdict === "deny" ? ["guard_block_count"] : [];
  if (data.verdict === "deny") return ["deny_violation_count"];
  return type.endsWith(".result") && data.status === "error" ? ["error_count"] : [];
}

function eventsOf(type: string, data: Data): EventName[] {
  if (type === "guard.finding") return data.verdict === "deny" ? ["guard_block"] : [];
  if (type === "limit.hit" || data.code === "DENIED_BY_LIMIT") return ["limit_exceeded"];
  return data.verdict === "deny" && isForCredentials(type, data.request as Data | undefined)
    ? ["credential_access_attempt"]
    : [];
}

function isForCredentials(type: string, request: Data = {}): boolean {
  if (type === "secret.use") return true;
  const { name, path, to, target } = request;
  if (type === "env.read") return typeof name === "string" && CREDENTIAL_NAME.test(name.slice(0, MOST_UNITS));
  if (!type.startsWith("fs.")) return false;
  return [path, to, target].some(
    (each) => typeof each === "string" && CREDENTIAL_PATH.test(each.slice(0, MOST_UNITS)),
  );
}
