import { TriangleAlert } from "lucide-react";
import type { Permission, PermissionDomain } from "@/lib/policy/permissions";
import { printable } from "../audit/record-row";
import type { Risk } from "../policy-desk/messages";
import { HEADING } from "../ui/classes";
import { Icon } from "../ui/icon";
import { LineLink } from "../ui/line-link";
import { VerdictMark } from "../verdict/verdict";

interface DomainsProps {
  readonly domains: readonly PermissionDomain[];
  readonly risks: readonly Risk[];
  /** Ids of grants that the run did not use. */
  readonly unused: ReadonlySet<string>;
  readonly onGoToLine: (line: number) => void;
}

/** Domain by domain what is let through, what asks, what is bounded and what is denied. */
export function Domains({ domains, risks, unused, onGoToLine }: DomainsProps) {
  const places = new Set(domains.flatMap(({ permissions }) => permissions.map(({ offset }) => offset)));
  const others = risks.filter(({ offset }) => !places.has(offset));
  return (
    <>
      {domains.map(({ title, nothing, permissions }) => (
        <section key={title} className="border-line border-b px-3 py-2">
          <h3 className={HEADING}>{title}</h3>
          {nothing !== null && <p className="text-text-muted">{nothing}</p>}
          <ul>
            {permissions.map((permission) => (
              <Rule
                key={permission.id}
                permission={permission}
                risks={risks.filter(
                  ({ offset }) => permission.offset !== null && offset === permission.offset,
                )}
                isUnused={unused.has(permission.id)}
                onGoToLine={onGoToLine}
              />
            ))}
          </ul>
        </section>
      ))}
      {others.length > 0 && (
        <section className="px-3 py-2">
          <h3 className={HEADING}>What else to look at</h3>
          <ul>
            {others.map(({ code, message, line }) => (
              <li key={`${code} ${line} ${message}`} className="flex items-start gap-2 py-0.5">
                <RiskWords message={message} />
                <LineLink line={line} what={code} onGoToLine={onGoToLine} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface RuleProps {
  readonly permission: Permission;
  readonly risks: readonly Risk[];
  readonly isUnused: boolean;
  readonly onGoToLine: (line: number) => void;
}

const MARKS = { allow: "allow", approve: "approve", deny: "deny" } as const;

function Rule({ permission, risks, isUnused, onGoToLine }: RuleProps) {
  const { id, kind, sentence, pattern, line } = permission;
  const isSaid = pattern === "" || sentence.includes(pattern);
  return (
    <li className="flex items-start gap-2 py-0.5">
      <span className="inline-flex h-5 w-4 shrink-0 items-center">
        {kind in MARKS && <VerdictMark kind={MARKS[kind as keyof typeof MARKS]} />}
      </span>
      <div className="min-w-0 grow">
        <p className="break-words">
          {printable(sentence)}
          {!isSaid && (
            <code className="ml-1.5 inline-block max-w-full break-all text-text-muted text-xs">
              {printable(pattern)}
            </code>
          )}
        </p>
        {isUnused && <p className="text-approve text-xs">Not used by the run</p>}
        {risks.map(({ code, message }) => (
          <RiskWords key={code} message={message} />
        ))}
      </div>
      {line !== null && <LineLink line={line} what={id} onGoToLine={onGoToLine} />}
    </li>
  );
}

function RiskWords({ message }: { message: string }) {
  return (
    <p className="flex min-w-0 grow items-start gap-1 text-xs">
      <Icon of={TriangleAlert} className="mt-0.5 size-3 shrink-0 text-approve" />
      {printable(message)}
    </p>
  );
}
