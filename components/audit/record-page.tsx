import { BUTTON, HEADING } from "../ui/classes";
import { explainStored } from "./explain";
import { Finding } from "./finding";
import { inWords, saidStates } from "./integrity";
import { IntegrityList } from "./integrity-list";
import { NotProved } from "./not-proved";
import { type GivenProof, ProofView } from "./proof-view";
import { RecordDetail } from "./record-detail";
import { recordHref, sessionHref } from "./record-query";
import { printable, rowOf } from "./record-row";
import type { SessionData } from "./session-data";
import { knowledgeOf } from "./trust";

interface RecordPageProps {
  readonly data: SessionData;
  readonly seq: number;
  /** Null where the server has no record of this number, though it says that there are more. */
  readonly line: string | null;
  /** Absent while the server has not looked at all of the log: then the page asks for it, and waits. */
  readonly proof?: GivenProof | null;
}

/** One record with all that stands for it, on a page of its own. */
export function RecordPage({ data, seq, line, proof }: RecordPageProps) {
  const { workspaceId, session, evidence, checking, told } = data;
  const { sid, check, size } = session;
  const where = { workspaceId, sid };
  const states = saidStates({ size, receipt: evidence?.receipt ?? null, checking });
  const stored = check !== null && check.code !== "OK" ? check : null;
  return (
    <div className="mx-auto w-full max-w-[60rem] space-y-5 px-4 py-4 sm:px-6">
      <header>
        <p className="text-text-muted text-xs">
          <a
            href={sessionHref(sid, { workspace: workspaceId, at: seq })}
            className="inline-flex min-h-6 items-center text-text-muted underline"
          >
            Session of {session.agent === null ? "an agent without a name" : printable(session.agent)}
          </a>
        </p>
        <h1 className="font-semibold text-xl tracking-[-0.01em]">
          Record {inWords(seq)}
          {line !== null && `, ${rowOf(seq, line).type}`}
        </h1>
        <nav aria-label="Neighbours" className="mt-2 flex gap-2">
          {seq > 0 && (
            <a href={recordHref(sid, seq - 1, workspaceId)} className={BUTTON}>
              Previous
            </a>
          )}
          {seq + 1 < size && (
            <a href={recordHref(sid, seq + 1, workspaceId)} className={BUTTON}>
              Next
            </a>
          )}
        </nav>
      </header>
      {stored !== null && <Finding told={explainStored(stored)} />}
      {line === null ? (
        <p className="font-medium text-error">
          The server says that this session has {inWords(size)} records, and has none of this number.
        </p>
      ) : (
        <>
          <RecordDetail
            where={where}
            seq={seq}
            line={line}
            states={states}
            spec={data.spec}
            broken={stored?.seq === seq ? stored.code : undefined}
          />
          <ProofView
            where={where}
            seq={seq}
            line={line}
            keys={[...(knowledgeOf(told, sid).keys ?? []), session.vkey]}
            {...(proof !== undefined && { given: proof })}
          />
        </>
      )}
      <section aria-labelledby="of-log" className="space-y-2">
        <h2 id="of-log" className={HEADING}>
          The log that it is in
        </h2>
        <IntegrityList states={states} />
      </section>
      <NotProved />
    </div>
  );
}
