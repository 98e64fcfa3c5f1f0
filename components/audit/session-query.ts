/** What the address of the list of sessions says. Days are whole ones, in UTC, and both ends count. */
import { type SessionFilter, sessionFilter } from "@/lib/audit/sync/wire";
import { one, type Params } from "./record-query";

export interface WorkspaceName {
  readonly id: string;
  readonly name: string;
}

export interface SessionQuery {
  readonly workspace?: string;
  /** As it stands in the form: days, and not instants. */
  readonly form: Readonly<Partial<Record<FormField, string>>>;
  readonly filter: SessionFilter;
  readonly cursor?: string;
}

export const FORM_FIELDS = ["agent", "driver", "status", "verdict", "since", "until"] as const;
export type FormField = (typeof FORM_FIELDS)[number];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function parseSessionQuery(params: Params): SessionQuery {
  const workspace = one(params, "w");
  const cursor = one(params, "cursor");
  const form: Partial<Record<FormField, string>> = {};
  const filter: Record<string, string> = {};
  for (const name of FORM_FIELDS) {
    const text = one(params, name);
    const value = text === undefined ? undefined : meantBy(name, text);
    if (text === undefined || value === undefined) continue;
    // Each by itself: one that cannot be meant must not take the others with it.
    if (!sessionFilter.safeParse({ [name]: value }).success) continue;
    form[name] = text;
    filter[name] = value;
  }
  return {
    ...(workspace !== undefined && { workspace }),
    form,
    filter: sessionFilter.parse(filter),
    ...(cursor !== undefined && cursor.length <= 200 && { cursor }),
  };
}

function meantBy(name: FormField, text: string): string | undefined {
  if (name !== "since" && name !== "until") return text;
  if (!DAY.test(text)) return undefined;
  const instant = new Date(`${text}T${name === "since" ? "00:00:00.000" : "23:59:59.999"}Z`);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

export function sessionsHref({ workspace, form = {}, cursor }: Partial<SessionQuery>): string {
  const params = new URLSearchParams();
  if (workspace !== undefined) params.set("w", workspace);
  for (const name of FORM_FIELDS) {
    const value = form[name];
    if (value !== undefined && value !== "") params.set(name, value);
  }
  if (cursor !== undefined) params.set("cursor", cursor);
  const text = params.toString();
  return text === "" ? "/audit" : `/audit?${text}`;
}
