/** What a record is about, in a few words for tables and events: a path, an address, a command. */
import type { JsonValue } from "../../json";
import type { AuditRecord } from "../../record";

type Members = { readonly [key: string]: JsonValue | undefined };

/** By type of record, from the members of the request, or of the data where there is none. */
const TEMPLATES: ReadonlyMap<string, string> = new Map([
  ["fs.read", "{path}"],
  ["fs.write", "{path}"],
  ["fs.list", "{path}"],
  ["fs.stat", "{path}"],
  ["fs.delete", "{path}"],
  ["fs.chmod", "{path}"],
  ["fs.rename", "{path} -> {to}"],
  ["fs.link", "{path} -> {to}"],
  ["fs.copy", "{path} -> {to}"],
  ["fs.symlink", "{path} -> {target}"],
  ["net.fetch", "{method} {url}"],
  ["net.connect", "{host}:{port}"],
  ["exec.spawn", "{argv}"],
  ["exec.shell", "{command}"],
  ["tool.call", "{tool}"],
  ["api.call", "{api} {scope}"],
  ["sql.query", "{database}: {sql}"],
  ["model.call", "{model} {region}"],
  ["secret.use", "{name} -> {host}"],
  ["env.read", "{name}"],
  ["agent.spawn", "{name}"],
  ["code.load", "{how} {module}"],
  ["session.open", "{agent}"],
  ["approval.grant", "{approver}"],
  ["approval.deny", "{approver}"],
  ["limit.hit", "{limit}"],
  ["guard.finding", "{guard}"],
  ["snapshot.take", "{id}"],
  ["snapshot.restore", "{id}"],
  ["agent.output", "{stream}"],
  ["agent.exit", "{reason}"],
  ["unmediated.change", "{change} {path}"],
  ["user.command", "{command}"],
]);

/** Empty where the record says nothing of the kind. It is any text, from the agent: escape it for where it goes. */
export function subjectOf({ data, type }: AuditRecord): string {
  const template = TEMPLATES.get(type);
  if (template === undefined) return "";
  const members = membersOf(data.request) ?? data;
  let isEmpty = true;
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const part = textOf(members[name]);
    if (part !== "") isEmpty = false;
    return part;
  });
  return isEmpty ? "" : text.trim();
}

/** Of numbers, texts and lists of words; all else is for those who read the data. */
export function textOf(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return value.map((word) => wordOf(textOf(word))).join(" ");
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** Quoted where a word could be taken for two, or for none. */
function wordOf(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word);
}

function membersOf(value: JsonValue | undefined): Members | undefined {
  return typeof value === "object" && !Array.isArray(value) ? (value as Members) : undefined;
}
