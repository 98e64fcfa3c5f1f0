import { ERRORS, type ErrorCode } from "@/lib/errors";
import { Heading } from "./heading";
import type { PageHeading } from "./headings";

const CODES = Object.keys(ERRORS) as ErrorCode[];

export const ERROR_HEADINGS: readonly PageHeading[] = CODES.map((code) => ({
  id: code,
  text: code,
  depth: 2,
}));

/** Every error that can be met, from the table that the server throws them from. */
export function ErrorReference() {
  return (
    <>
      <Heading depth={1} id="error-codes">
        Error codes
      </Heading>
      <p className="my-3">
        Each error has a code that stays the same, a sentence that says what happened, and one that says what
        to do. With it comes a request id: whoever runs the server finds the request by it in the log.
      </p>
      {CODES.map((code) => (
        <ErrorEntry key={code} code={code} />
      ))}
    </>
  );
}

function ErrorEntry({ code }: { code: ErrorCode }) {
  const { status, summary, mend, visibility } = ERRORS[code];
  return (
    <section className="target:bg-accent-soft">
      <Heading depth={2} id={code}>
        <code className="text-base">{code}</code>
      </Heading>
      <p>{summary}</p>
      <p className="mt-1">{mend}</p>
      <p className="mt-1 text-sm text-text-muted tabular-nums">
        HTTP {status}.
        {visibility === "internal" && " The cause stays in the server's log and never leaves it."}
      </p>
    </section>
  );
}
