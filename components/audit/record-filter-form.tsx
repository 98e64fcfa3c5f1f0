import { type FormEvent, useId } from "react";
import type { RecordFilter } from "@/lib/audit/sync/wire";
import { BUTTON, FIELD, QUIET } from "../ui/classes";
import { isFiltered, sessionHref } from "./record-query";

interface RecordFilterFormProps {
  readonly sid: string;
  readonly workspaceId: string;
  readonly filter: RecordFilter;
  readonly types: readonly string[];
  readonly onFilter: (filter: RecordFilter) => void;
}

/** A form that is sent by GET: without script it loads the page with the filter in its address. */
export function RecordFilterForm({ sid, workspaceId, filter, types, onFilter }: RecordFilterFormProps) {
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const of = (name: string) => {
      const value = data.get(name);
      return typeof value === "string" && value.trim() !== "" ? { [name]: value.trim() } : {};
    };
    onFilter({ ...of("type"), ...of("verdict"), ...of("text") });
  };
  return (
    <form
      key={JSON.stringify(filter)}
      action={`/audit/${sid}`}
      method="get"
      onSubmit={submit}
      aria-label="Filter records"
      className="flex flex-wrap items-center gap-2"
    >
      <input type="hidden" name="w" value={workspaceId} />
      {filter.verdict !== undefined && <input type="hidden" name="verdict" value={filter.verdict} />}
      <label htmlFor={`${id}-type`} className="sr-only">
        Type
      </label>
      <input
        id={`${id}-type`}
        name="type"
        list={`${id}-types`}
        defaultValue={filter.type ?? ""}
        placeholder="Type"
        maxLength={64}
        className={`${FIELD} w-36`}
      />
      <datalist id={`${id}-types`}>
        {types.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <label htmlFor={`${id}-text`} className="sr-only">
        Text
      </label>
      <input
        id={`${id}-text`}
        name="text"
        defaultValue={filter.text ?? ""}
        placeholder="Text in the record"
        maxLength={200}
        className={`${FIELD} w-48`}
      />
      <button type="submit" className={BUTTON}>
        Filter
      </button>
      {isFiltered(filter) && (
        <a
          href={sessionHref(sid, { workspace: workspaceId })}
          onClick={(event) => {
            event.preventDefault();
            onFilter({});
          }}
          className={QUIET}
        >
          Clear
        </a>
      )}
    </form>
  );
}
