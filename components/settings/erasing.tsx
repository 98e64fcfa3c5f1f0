import { HEADING, LINK } from "../ui/classes";

export function Erasing() {
  return (
    <section aria-labelledby="erasing" className="max-w-[46rem]">
      <h2 id="erasing" className={`${HEADING} scroll-mt-14`}>
        What can be erased
      </h2>
      <p className="mt-1">
        Payloads, where they were kept: what was read or written, sent or answered. Records hold only a salted
        hash of them, so that an owner can erase salt and payload, and every proof stays valid. By the
        procedure <code>audit.erase</code>, with the session and the hash.
      </p>
      <p className="mt-1 text-text-muted">
        Records cannot be: each is under the hash of those behind it, and a log with one missing is a broken
        log. What was exported, what was public, and what browsers of your own still hold of their sessions is
        not reached by erasing here.{" "}
        <a href="/docs/audit-format" className={LINK}>
          How the log is built
        </a>
      </p>
    </section>
  );
}
