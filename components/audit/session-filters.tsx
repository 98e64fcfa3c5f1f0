import { BUTTON, FIELD, QUIET } from "../ui/classes";
import { printable } from "./record-row";
import { type SessionQuery, sessionsHref, type WorkspaceName } from "./session-query";

interface SessionFiltersProps {
  readonly workspaces: readonly WorkspaceName[];
  readonly workspaceId: string | null;
  readonly query: SessionQuery;
}

const CHOICES = {
  driver: [
    ["", "Any driver"],
    ["embedded", "embedded"],
    ["webcontainer", "webcontainer"],
    ["node", "node"],
  ],
  status: [
    ["", "Any status"],
    ["open", "not closed"],
    ["complete", "complete"],
    ["interrupted", "interrupted"],
  ],
  verdict: [
    ["", "Any verdict"],
    ["deny", "with refusals"],
    ["approve", "with approvals asked"],
    ["sanitize", "with cleaned content"],
  ],
} as const;

/** A form that is sent by GET: the filter is the address, with script and without. */
export function SessionFilters({ workspaces, workspaceId, query: { form } }: SessionFiltersProps) {
  return (
    <form
      action="/audit"
      method="get"
      aria-label="Filter sessions"
      className="flex flex-wrap items-end gap-2"
    >
      {workspaces.length > 1 ? (
        <Field name="w" label="Workspace">
          <select id="filter-w" name="w" defaultValue={workspaceId ?? ""} className={`${FIELD} max-w-48`}>
            {workspaces.map(({ id, name }) => (
              <option key={id} value={id}>
                {printable(name)}
              </option>
            ))}
          </select>
        </Field>
      ) : (
        workspaceId !== null && <input type="hidden" name="w" value={workspaceId} />
      )}
      <Field name="agent" label="Agent">
        <input
          id="filter-agent"
          name="agent"
          defaultValue={form.agent ?? ""}
          maxLength={200}
          className={`${FIELD} w-40`}
        />
      </Field>
      {(["driver", "status", "verdict"] as const).map((name) => (
        <Field
          key={name}
          name={name}
          label={name === "verdict" ? "Decisions" : name === "status" ? "Status" : "Driver"}
        >
          <select id={`filter-${name}`} name={name} defaultValue={form[name] ?? ""} className={FIELD}>
            {CHOICES[name].map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        </Field>
      ))}
      <Field name="since" label="From day (UTC)">
        <input id="filter-since" type="date" name="since" defaultValue={form.since ?? ""} className={FIELD} />
      </Field>
      <Field name="until" label="To day (UTC)">
        <input id="filter-until" type="date" name="until" defaultValue={form.until ?? ""} className={FIELD} />
      </Field>
      <button type="submit" className={BUTTON}>
        Filter
      </button>
      {Object.keys(form).length > 0 && (
        <a href={sessionsHref(workspaceId === null ? {} : { workspace: workspaceId })} className={QUIET}>
          Clear
        </a>
      )}
    </form>
  );
}

function Field({ name, label, children }: { name: string; label: string; children: React.ReactNode }) {
  return (
    <span className="flex flex-col gap-0.5">
      <label htmlFor={`filter-${name}`} className="text-text-muted text-xs">
        {label}
      </label>
      {children}
    </span>
  );
}
