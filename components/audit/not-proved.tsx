import { HEADING } from "../ui/classes";

/** Said on every page that shows a verdict: a whole log is not yet a true one. */
export function NotProved({ id = "not-proved" }: { id?: string }) {
  return (
    <section aria-labelledby={id} className="max-w-prose">
      <h2 id={id} className={HEADING}>
        What a log does not prove
      </h2>
      <ul className="mt-1 list-disc space-y-1 pl-4 text-text-muted">
        <li>
          That everything was recorded, or that what was recorded is true: who owns the browser can make up a
          session before the first countersignature, or record nothing.
        </li>
        <li>
          That one operator shows everybody the same: whoever holds every key of the server can keep two
          histories. Only independent witnesses rule that out.
        </li>
        <li>
          What it does show: that what was recorded was not changed, shortened or shown differently since the
          server first saw it, and when that was.
        </li>
      </ul>
    </section>
  );
}
