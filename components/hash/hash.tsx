"use client";

import { CopyButton } from "../feedback/copy-button";
import { shortenMiddle } from "./shorten";

interface HashProps {
  readonly value: string;
  /** What it is, for those who hear the button: "request id". */
  readonly label: string;
}

/** A hash or id: shortened in the middle, whole on hover and to screen readers, copied whole. */
export function Hash({ value, label }: HashProps) {
  return (
    <span className="inline-flex items-center gap-1">
      <code title={value} className="text-xs">
        <span aria-hidden="true">{shortenMiddle(value)}</span>
        <span className="sr-only">{value}</span>
      </code>
      <CopyButton text={value} label={`Copy the ${label}`} />
    </span>
  );
}
