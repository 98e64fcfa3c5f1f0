import { ERRORS, errorDocs } from "@/lib/errors";
import { BUTTON, LINK } from "../ui/classes";
import { EmptyState } from "./empty-state";

interface NotFoundPageProps {
  readonly requestId: string | null;
  readonly children?: string;
}

/** Not there and not yours are one answer: telling them apart would let anybody test ids. */
export function NotFoundPage({ requestId, children }: NotFoundPageProps) {
  const { summary, mend } = ERRORS.NOT_FOUND;
  return (
    <div className="mx-auto w-full max-w-[44rem] px-4 py-12 sm:px-6">
      <EmptyState
        kind="no-permission"
        level={1}
        title={summary}
        actions={
          <>
            <a href="/" className={BUTTON}>
              Go to the start
            </a>
            <a href="/docs" className={BUTTON}>
              Read the reference
            </a>
          </>
        }
      >
        <p>{children ?? mend}</p>
        <p className="mt-1 flex flex-wrap gap-x-3 text-xs">
          <a className={`${LINK} font-mono`} href={errorDocs("NOT_FOUND")}>
            NOT_FOUND
          </a>
          {requestId !== null && <code className="wrap-anywhere">{requestId}</code>}
        </p>
      </EmptyState>
    </div>
  );
}
