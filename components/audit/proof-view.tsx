"use client";

import { useEffect, useState } from "react";
import { HEADING } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import { fetchProof, type Where } from "./audit-client";
import { inWords } from "./integrity";
import { proveInWorker } from "./prove-in-worker";
import type { ProofCheck } from "./prove-record";
import { printable } from "./record-row";

/** What the server gives for one record. */
export interface GivenProof {
  readonly size: number;
  readonly hashes: readonly string[];
  readonly note: string;
}

interface ProofViewProps {
  readonly where: Where;
  readonly seq: number;
  readonly line: string;
  readonly keys: readonly string[];
  /** Already there where the server wrote the page; null where it had none to give. */
  readonly given?: GivenProof | null;
}

type State =
  | { readonly at: "asking" }
  | { readonly at: "checked"; readonly check: ProofCheck; readonly proof: GivenProof }
  | { readonly at: "failed" };

/** The path from one record to the root that was signed, held together by the page itself. */
export function ProofView({ where, seq, line, keys, given }: ProofViewProps) {
  const [state, setState] = useState<State>({ at: "asking" });
  const { workspaceId, sid } = where;
  const known = keys.join("\n");

  useEffect(() => {
    if (given === null) return setState({ at: "failed" });
    const gone = new AbortController();
    setState({ at: "asking" });
    const check = async () => {
      const proof = given ?? (await fetchProof({ workspaceId, sid }, seq, gone.signal));
      const { size, hashes, note } = proof;
      const check = await proveInWorker(
        { line, seq, size, hashes, note, keys: known.split("\n") },
        { signal: gone.signal },
      );
      if (!gone.signal.aborted) setState({ at: "checked", check, proof });
    };
    check().catch(() => !gone.signal.aborted && setState({ at: "failed" }));
    return () => gone.abort();
  }, [workspaceId, sid, seq, line, known, given]);

  return (
    <section aria-labelledby="proof">
      <h3 id="proof" className={HEADING}>
        Proof
      </h3>
      <p role="status" className="mt-0.5">
        <Standing state={state} seq={seq} />
      </p>
      <Path hashes={state.at === "checked" ? state.proof.hashes : (given?.hashes ?? [])} />
    </section>
  );
}

function Standing({ state, seq }: { state: State; seq: number }) {
  if (state.at === "asking") return <span className="needs-script text-text-muted">Checking</span>;
  if (state.at === "failed") return <Verdict kind="error" word="No proof: the server gave none" />;
  const { check } = state;
  if (!check.ok) {
    return (
      <>
        <Verdict kind="error" word="The proof does not hold" />
        <span className="block wrap-anywhere">{check.why}</span>
      </>
    );
  }
  return (
    <>
      <Verdict kind="allow" word="verified on this page" />
      <span className="block wrap-anywhere">
        Leaf {inWords(seq)} of {inWords(check.size)}, under a root signed by{" "}
        {printable(check.signedBy.join(" and "))}.
      </span>
    </>
  );
}

function Path({ hashes }: { hashes: readonly string[] }) {
  if (hashes.length === 0) return null;
  return (
    <details className="mt-1">
      <summary className="min-h-6 text-text-muted">
        {hashes.length === 1 ? "1 hash" : `${hashes.length} hashes`} on the path
      </summary>
      <ol className="mt-1">
        {hashes.map((hash) => (
          <li key={hash}>
            <code className="text-xs wrap-anywhere">{hash}</code>
          </li>
        ))}
      </ol>
    </details>
  );
}
