import type { LogKeyList } from "@/lib/audit/sync/operate";
import { moment } from "../audit/moment";
import { HEADING } from "../ui/classes";
import { KeyLine } from "./key-line";

const PURPOSES = {
  cosigner: "countersigns sessions",
  log: "signs the log of this workspace",
} as const;

/** To be written down, and told to readers in another way than by this very page. */
export function ServerKeys({ host, keys }: LogKeyList) {
  return (
    <section aria-labelledby="keys" className="max-w-[60rem]">
      <h2 id="keys" className={`${HEADING} scroll-mt-14`}>
        Keys of this server
      </h2>
      <p className="mt-1 max-w-[46rem] text-text-muted">
        By these, logs of <span className="wrap-anywhere">{host}</span> are verified. Give them to your
        readers in another way than by this server: a page that shows a false log can show false keys as well.
        What a retired key signed still verifies.
      </p>
      <ul aria-label="Keys" className="mt-2 border-line-strong border-t">
        {keys.map(({ purpose, vkey, madeAt, retiredAt }) => (
          <li key={vkey} className="border-line border-b py-1.5">
            <KeyLine value={vkey} label={`key that ${PURPOSES[purpose]}`} />
            <p className="text-text-muted text-xs tabular-nums">
              <span className="text-text">{PURPOSES[purpose]}</span>, since{" "}
              <time dateTime={madeAt}>{moment(madeAt)}</time>
              {retiredAt === null ? (
                ", in use"
              ) : (
                <>
                  , retired <time dateTime={retiredAt}>{moment(retiredAt)}</time>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
