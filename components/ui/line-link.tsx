import { LINK } from "./classes";

interface LineLinkProps {
  readonly line: number;
  /** What stands there, for those who hear the page. */
  readonly what: string;
  readonly onGoToLine: (line: number) => void;
}

/** Goes to a line of the policy. */
export function LineLink({ line, what, onGoToLine }: LineLinkProps) {
  return (
    <button
      type="button"
      className={`${LINK} min-h-6 min-w-6 shrink-0 px-0.5 text-xs tabular-nums whitespace-nowrap`}
      onClick={() => onGoToLine(line)}
    >
      line {line}
      <span className="sr-only">: {what}</span>
    </button>
  );
}
