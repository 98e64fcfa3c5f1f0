"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";
import { copyText } from "./copy-text";

const SHOWN_MS = 2_000;
const SMALL =
  "needs-script inline-flex size-6 items-center justify-center rounded text-text-muted hover:bg-surface-2 hover:text-text";

interface CopyButtonProps {
  readonly text: string | (() => string);
  readonly label: string;
  /** With its label written out, as a button among buttons. */
  readonly wide?: boolean;
}

export function CopyButton({ text, label, wide = false }: CopyButtonProps) {
  const [result, setResult] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (result === null) return;
    const timer = setTimeout(() => setResult(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);

  const said = result === "copied" ? "Copied" : result === "failed" ? "Could not copy" : "";
  const copy = async () => {
    setResult((await copyText(typeof text === "string" ? text : text())) ? "copied" : "failed");
  };
  return (
    <>
      <button
        type="button"
        onClick={copy}
        className={wide ? `needs-script ${BUTTON}` : SMALL}
        aria-label={wide ? undefined : label}
        title={wide ? undefined : label}
      >
        <Icon of={result === "copied" ? Check : Copy} className="size-3.5" />
        {wide && (said || label)}
      </button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}
