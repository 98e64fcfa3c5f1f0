import { CopyButton } from "../feedback/copy-button";

/** A key or an address whole, for whoever compares it by eye; copied by a button where there is a script. */
export function KeyLine({ value, label }: { value: string; label: string }) {
  return (
    <span className="flex items-start gap-1">
      <code className="min-w-0 py-0.5 text-xs wrap-anywhere">{value}</code>
      <CopyButton text={value} label={`Copy the ${label}`} />
    </span>
  );
}
