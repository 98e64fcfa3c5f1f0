import { useId } from "react";
import { FIELD } from "../ui/classes";
import type { ServerKeys, Trust } from "./keys";

interface TrustChoiceProps {
  readonly server: ServerKeys | null;
  readonly trust: Trust;
  readonly text: string;
  /** Lines of the text that are no keys. */
  readonly bad: readonly number[];
  readonly onTrust: (trust: Trust) => void;
  readonly onText: (text: string) => void;
}

/** Whose keys decide. Never silently those that came with the log. */
export function TrustChoice({ server, trust, text, bad, onTrust, onText }: TrustChoiceProps) {
  const id = useId();
  const choices: readonly (readonly [Trust, string, string])[] = [
    ...(server === null
      ? []
      : [["server", `Keys of ${server.host}`, "As the server that gave you this page tells them."] as const]),
    ["own", "Keys that I know", "Told to you in another way than the log. This is worth the most."],
    ["named", "Keys that the files name", "Shows that they fit together, and not who made them."],
  ];
  return (
    <fieldset className="needs-script min-w-0">
      <legend className="font-medium">Judge it by</legend>
      <div className="mt-1 flex flex-col gap-x-6 gap-y-1 lg:flex-row lg:flex-wrap">
        {choices.map(([value, label, note]) => (
          <label key={value} className="flex min-h-6 items-start gap-2">
            <input
              type="radio"
              name={`${id}-trust`}
              checked={trust === value}
              onChange={() => onTrust(value)}
              className="mt-1"
            />
            <span>
              {label}
              <span className="block text-text-muted text-xs">{note}</span>
            </span>
          </label>
        ))}
      </div>
      {trust === "own" && (
        <div className="mt-2">
          <label htmlFor={`${id}-keys`} className="text-text-muted text-xs">
            One key a line, as <code>name+id+base64</code>
          </label>
          <textarea
            id={`${id}-keys`}
            value={text}
            onChange={(event) => onText(event.target.value)}
            rows={3}
            spellCheck={false}
            aria-describedby={bad.length > 0 ? `${id}-bad` : undefined}
            className={`${FIELD} h-auto w-full max-w-3xl py-1 font-mono text-xs`}
          />
          {bad.length > 0 && (
            <p id={`${id}-bad`} className="text-error">
              {bad.length === 1 ? `Line ${bad[0]} is no key.` : `Lines ${bad.join(", ")} are no keys.`}
            </p>
          )}
        </div>
      )}
    </fieldset>
  );
}
