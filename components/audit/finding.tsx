import { CircleDashed, type LucideIcon, ShieldCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "../ui/icon";
import type { Explanation, Tone } from "./explain";

const LOOKS: Readonly<
  Record<Tone, { readonly icon: LucideIcon; readonly frame: string; readonly ink: string }>
> = {
  whole: { icon: ShieldCheck, frame: "border-line-strong", ink: "text-text" },
  open: { icon: CircleDashed, frame: "border-approve", ink: "text-approve" },
  broken: { icon: TriangleAlert, frame: "border-error bg-error-soft", ink: "text-error" },
};

/** What was found, in a sentence, with its code. That nothing is wrong is no green tick: how far that goes is told beside it. */
export function Finding({ told, children }: { told: Explanation; children?: ReactNode }) {
  const { icon, frame, ink } = LOOKS[told.tone];
  return (
    <div data-finding={told.code} className={`border-l-2 ${frame} py-1 pr-2 pl-3`}>
      <p className={`flex items-start gap-2 font-medium ${ink}`}>
        <Icon of={icon} className="mt-0.5 size-4" />
        <span className="wrap-anywhere">{told.title}</span>
      </p>
      <p className="mt-0.5 max-w-[60rem] text-text wrap-anywhere">
        <code className="mr-1.5 font-medium text-xs">{told.code}</code>
        {told.why}
      </p>
      {children}
    </div>
  );
}
