import type { Example } from "../examples/manifest";
import { BUTTON, HEADING } from "../ui/classes";
import { type VerdictKind, VerdictMark } from "../verdict/verdict";

const HEAD = "border-line-strong border-b py-1.5 text-left font-medium text-text-muted text-xs";
const CELL = "border-line border-b py-2 align-top";

/** The examples as they differ: what each does, what it is allowed, what is refused. Runs with one click. */
export function ExampleTable({ examples }: { examples: readonly Example[] }) {
  return (
    <section aria-labelledby="examples">
      <h2 id="examples" className={HEADING}>
        Examples
      </h2>
      <table className="mt-1 w-full border-collapse max-md:block">
        <thead className="max-md:hidden">
          <tr>
            <th scope="col" className={`${HEAD} pr-6`}>
              Agent
            </th>
            <th scope="col" className={`${HEAD} pr-6`}>
              Allowed
            </th>
            <th scope="col" className={`${HEAD} pr-6`}>
              Refused
            </th>
            <th scope="col" className={HEAD}>
              <span className="sr-only">Run</span>
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {examples.map((example) => (
            <ExampleRow key={example.slug} example={example} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ExampleRow({ example }: { example: Example }) {
  const narrow = "pr-6 max-md:block max-md:border-0 max-md:py-0.5 max-md:pr-0";
  return (
    <tr className="max-md:relative max-md:block max-md:border-line max-md:border-b max-md:py-2.5">
      <th scope="row" className={`${CELL} ${narrow} max-w-72 text-left font-normal max-md:max-w-none`}>
        <span className="block font-medium max-md:pr-20">{example.title}</span>
        <span className="block text-text-muted max-md:pr-20">{example.summary}</span>
      </th>
      <td className={`${CELL} ${narrow}`}>
        <Verdicts kind="allow" items={example.allowed} />
        <Verdicts kind="approve" items={example.approved} />
      </td>
      <td className={`${CELL} ${narrow}`}>
        <Verdicts kind="deny" items={example.refused} />
      </td>
      <td
        className={`${CELL} text-right max-md:absolute max-md:top-2.5 max-md:right-0 max-md:border-0 max-md:py-0`}
      >
        <form method="post" action="/open">
          <input type="hidden" name="example" value={example.slug} />
          <input type="hidden" name="run" value="1" />
          <button type="submit" className={BUTTON} aria-label={`Run ${example.title}`}>
            Run
          </button>
        </form>
      </td>
    </tr>
  );
}

function Verdicts({ kind, items }: { kind: VerdictKind; items: readonly string[] }) {
  return items.map((item) => (
    <span key={item} className="flex items-baseline gap-1.5">
      <span className="translate-y-0.5">
        <VerdictMark kind={kind} />
      </span>
      {item}
    </span>
  ));
}
