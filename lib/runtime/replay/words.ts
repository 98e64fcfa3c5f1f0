/** What a record says that the agent did, in words for a person. */
import type { AuditRecord, Entry } from "../../audit/record";

type Data = Readonly<Record<string, unknown>>;
type Said = Pick<AuditRecord, "type"> & { readonly data: Data };

const VERBS: Readonly<Record<string, string>> = {
  "fs.read": "read",
  "fs.write": "wrote",
  "fs.list": "listed",
  "fs.stat": "looked at",
  "fs.mkdir": "made the folder",
  "fs.delete": "deleted",
  "fs.rename": "renamed",
  "fs.link": "linked",
  "fs.symlink": "made a link at",
  "fs.chmod": "changed the mode of",
  "net.fetch": "fetched",
  "net.connect": "connected to",
  "exec.spawn": "ran",
  "exec.shell": "ran the line",
  "env.read": "read the variable",
  "secret.use": "used the secret",
  "tool.call": "called the tool",
  "model.call": "asked the model",
  "agent.spawn": "started the agent",
  "sql.query": "queried",
};
const FIELDS = [
  "method",
  "path",
  "url",
  "argv",
  "command",
  "name",
  "tool",
  "model",
  "host",
  "database",
] as const;
const SHOWN_UNITS = 200;

/** "read /workspace/a.txt". */
export function wordsOf({ type, data }: Said | Entry): string {
  const { request = {}, of, stream } = data as Data & { request?: Data };
  if (type === "agent.output") return `wrote to ${String(stream)}`;
  if (type === "agent.exit")
    return `ended with ${String((data as Data).code)} (${String((data as Data).reason)})`;
  if (type.endsWith(".result")) return `got a result of record ${String(of)} (${outcomeOf(data)})`;
  const verb = VERBS[type];
  const what = FIELDS.map((name) => request[name])
    .filter((value) => value !== undefined)
    .map((value) => (Array.isArray(value) ? value.join(" ") : String(value)))
    .join(" ");
  const to = typeof request.to === "string" ? ` to ${request.to}` : "";
  if (verb === undefined || what === "") return `recorded ${type}`;
  return `${verb} ${what}${to}`.slice(0, SHOWN_UNITS);
}

function outcomeOf(data: Data): string {
  const { status, error, code, body } = data as Data & { body?: { bytes?: unknown } };
  const parts = [status, error, code, body?.bytes === undefined ? undefined : `${String(body.bytes)} bytes`];
  return parts.filter((part) => part !== undefined).join(", ");
}

/** How two records differ that were to be the same: whether another thing was done, or the same in another way. */
export interface InWords {
  readonly why: string;
  readonly isOtherDeed: boolean;
}

export function differenceOf(made: Said, recorded: Said): InWords {
  const [now, then] = [wordsOf(made), wordsOf(recorded)];
  if (now !== then) return { why: `${now} where the recording ${then}`, isOtherDeed: true };
  const names = new Set([...Object.keys(made.data), ...Object.keys(recorded.data)]);
  const differing = [...names].filter(
    (name) => JSON.stringify(made.data[name]) !== JSON.stringify(recorded.data[name]),
  );
  const what = differing.length === 0 ? "its time or its place" : differing.join(", ");
  return { why: `${now} as the recording did, but not the same: ${what} differs`, isOtherDeed: false };
}
