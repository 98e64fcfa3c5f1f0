import { NOT_COVERED } from "@/lib/runtime/webcontainer/not-covered";
import { partRows } from "./driver-parts";
import { DRIVERS } from "./drivers";

const CELL = "border-line border-b px-4 py-1 text-left font-normal";

/** Part by part of a policy: what is enforced, and what is only mediated. */
export function DriverTable() {
  return (
    <>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">What each runtime does with the parts of a policy</caption>
        <thead>
          <tr className="bg-surface-1 text-text-muted text-xs">
            <th scope="col" className={CELL}>
              Of the policy
            </th>
            <th scope="col" className={CELL}>
              {DRIVERS.embedded.name}
            </th>
            <th scope="col" className={CELL}>
              {DRIVERS.webcontainer.name}
            </th>
          </tr>
        </thead>
        <tbody>
          {partRows().map(({ part, label, embedded, webcontainer }) => (
            <tr key={part}>
              <th scope="row" className={CELL}>
                {label}
              </th>
              <td className={`${CELL} ${INK[embedded]}`}>{embedded}</td>
              <td className={`${CELL} ${INK[webcontainer]}`}>{webcontainer}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <details className="px-4 py-2 text-sm">
        <summary className="min-h-6 cursor-pointer">
          What an agent in WebContainers can do past the policy
        </summary>
        <ul className="my-1 list-disc pl-5">
          {NOT_COVERED.map(({ id, sentence }) => (
            <li key={id} className="py-0.5">
              {sentence}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

const INK = {
  enforced: "text-allow",
  mediated: "text-approve",
  "not there": "text-text-muted",
} as const;
