"use client";

import { useEffect, useMemo, useState } from "react";
import { loadWasmHasher } from "@/lib/audit/hash";
import { readBody } from "@/lib/runtime/embedded/journal/bodies";
import { HEADING } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import { type BodyText, bodyText } from "./body-text";
import { checkBody } from "./check-body";
import { type NamedBody, namedBodies } from "./named-bodies";

interface RecordBodiesProps {
  readonly line: string;
  /** Of a decision: the record of what came of it. */
  readonly result: string | undefined;
}

/** What one record and its result name by digest alone: the bytes, where this browser keeps them. */
export function RecordBodies({ line, result }: RecordBodiesProps) {
  const bodies = useMemo(
    () => [...namedBodies(line), ...(result === undefined ? [] : namedBodies(result))],
    [line, result],
  );
  if (bodies.length === 0) return null;
  return (
    <div className="mt-3 border-line border-t pt-2">
      {bodies.map((body) => (
        <OneBody key={body.sha256} body={body} />
      ))}
    </div>
  );
}

type Found =
  | { readonly at: "looking" | "none" | "other" | "failed" }
  | { readonly at: "here"; readonly text: BodyText };

function OneBody({ body }: { body: NamedBody }) {
  const found = useBody(body);
  return (
    <section aria-label={body.what} className="mb-2">
      <h4 className={HEADING}>
        {body.what} <span className="font-normal text-text-muted tabular-nums">{inBytes(body.bytes)}</span>
      </h4>
      {found.at === "none" && (
        <p className="text-text-muted">Not kept in this browser: the log has its digest alone.</p>
      )}
      {found.at === "other" && (
        <Verdict kind="error" word="What is kept here is not what the record names, and is not shown." />
      )}
      {found.at === "failed" && <p className="text-text-muted">This browser could not look it up.</p>}
      {found.at === "here" && <Shown text={found.text} of={body.bytes} />}
    </section>
  );
}

function Shown({ text: { kind, text, shown }, of }: { text: BodyText; of: number }) {
  if (of === 0) return <p className="text-text-muted">It is empty.</p>;
  return (
    <>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
        tabIndex={0}
        className={`mt-1 max-h-56 overflow-auto rounded border border-line bg-surface-1 p-2 font-mono text-xs ${kind === "text" ? "whitespace-pre-wrap wrap-anywhere" : "whitespace-pre"}`}
      >
        {text}
      </pre>
      <p className="mt-0.5 text-text-muted text-xs">
        {kind === "bytes" && "No text. "}
        {shown < of && `The first ${inBytes(shown)}. `}It is what the record names: its digest was checked.
      </p>
    </>
  );
}

/** It may be on its way into the database while its record is shown already. */
const LOOKS = 4;
const AGAIN_MS = 250;

function useBody(body: NamedBody): Found {
  const { sha256, bytes } = body;
  const [found, setFound] = useState<Found>({ at: "looking" });
  useEffect(() => {
    let isCurrent = true;
    setFound({ at: "looking" });
    const tell = (next: Found) => {
      if (isCurrent) setFound(next);
    };
    const look = async () => {
      for (let time = 1; isCurrent && time <= LOOKS; time++) {
        const content = await readBody(sha256);
        if (content) {
          const checked = checkBody(content, { sha256, bytes }, await loadWasmHasher());
          return tell(checked ? { at: "here", text: bodyText(checked) } : { at: "other" });
        }
        tell({ at: "none" });
        await new Promise((done) => setTimeout(done, AGAIN_MS));
      }
    };
    look().catch(() => tell({ at: "failed" }));
    return () => {
      isCurrent = false;
    };
  }, [sha256, bytes]);
  return found;
}

const inBytes = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "byte" : "bytes"}`;
