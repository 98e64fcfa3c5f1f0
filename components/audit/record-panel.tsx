import { X } from "lucide-react";
import { HEADING, ICON_BUTTON, LINK } from "../ui/classes";
import { Icon } from "../ui/icon";
import type { Where } from "./audit-client";
import { type IntegrityState, inWords } from "./integrity";
import { ProofView } from "./proof-view";
import { RecordDetail } from "./record-detail";
import type { Item } from "./record-pages";
import { recordHref } from "./record-query";

interface RecordPanelProps {
  readonly where: Where;
  readonly seq: number;
  readonly item: Item | undefined;
  readonly states: readonly IntegrityState[];
  readonly spec: string | null;
  readonly broken: { readonly seq: number; readonly code: string } | undefined;
  readonly keys: readonly string[];
  readonly onClose: () => void;
}

/** The chosen record beside the list. It follows the list, which keeps the focus. */
export function RecordPanel({ where, seq, item, states, spec, broken, keys, onClose }: RecordPanelProps) {
  return (
    <aside
      aria-label={`Record ${inWords(seq)}`}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
      className="min-w-0 space-y-3 max-lg:order-first lg:border-line lg:border-l lg:pl-4"
    >
      <div className="flex items-center gap-2">
        <h3 className={HEADING}>Record {inWords(seq)}</h3>
        <a
          href={recordHref(where.sid, seq, where.workspaceId)}
          className={`${LINK} ml-auto inline-flex min-h-6 items-center`}
        >
          On its own page
        </a>
        <button type="button" className={ICON_BUTTON} aria-label="Close the record" onClick={onClose}>
          <Icon of={X} />
        </button>
      </div>
      {item === undefined ? (
        <p className="text-text-muted">Loading, or not there: no record has this number.</p>
      ) : (
        <>
          <RecordDetail
            where={where}
            seq={item.seq}
            line={item.line}
            states={states}
            spec={spec}
            broken={broken?.seq === item.seq ? broken.code : undefined}
          />
          <ProofView where={where} seq={item.seq} line={item.line} keys={keys} />
        </>
      )}
    </aside>
  );
}
