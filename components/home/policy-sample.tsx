import { HEADING } from "../ui/classes";
import { Verdict, type VerdictKind } from "../verdict/verdict";
import type { NumberedLine } from "./sample";

export interface SampleTest {
  readonly name: string;
  readonly expect: VerdictKind;
}

interface PolicySampleProps {
  /** Some lines of a policy, as they stand in its file. */
  readonly lines: readonly NumberedLine[];
  readonly file: string;
  readonly tests: readonly SampleTest[];
}

/** A policy as it is: some lines of one, and what its own tests expect of it. Both are read from the example. */
export function PolicySample({ lines, file, tests }: PolicySampleProps) {
  return (
    <section aria-labelledby="policy">
      <h2 id="policy" className={HEADING}>
        A policy, and what it comes to
      </h2>
      <div className="mt-2 grid border-line border-y md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <figure className="min-w-0 py-2 md:border-line md:border-r">
          <figcaption className="pb-1 text-text-muted text-xs">
            <code>{file}</code>
          </figcaption>
          <pre className="text-sm whitespace-pre-wrap wrap-anywhere">
            {lines.map((line) => (
              <PolicyLine key={line.number} {...line} />
            ))}
          </pre>
        </figure>
        <table className="self-start max-md:border-line max-md:border-t md:my-2">
          <caption className="pb-1 pl-0 text-left text-text-muted text-xs max-md:pt-2 md:pl-6">
            Its tests expect
          </caption>
          <tbody>
            {tests.map((test) => (
              <tr key={test.name}>
                <th scope="row" className="py-0.5 pr-4 text-left font-normal md:pl-6">
                  {test.name}
                </th>
                <td className="w-20 py-0.5">
                  <Verdict kind={test.expect} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function PolicyLine({ number, text }: NumberedLine) {
  const quiet = /^\s*#/.test(text);
  return (
    <code className="flex">
      <span aria-hidden className="w-8 shrink-0 pr-3 text-right text-text-muted select-none">
        {number}
      </span>
      <span className={quiet ? "text-text-muted" : /^\[/.test(text) ? "text-accent" : ""}>{text}</span>
    </code>
  );
}
