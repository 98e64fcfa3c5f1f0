import { Ban, Inbox, Lock, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "../ui/icon";

/**
 * The four ways in which a place can have nothing to show, and no fifth: nothing there yet, nothing left by the
 * filter, nothing that you may see, and something that failed. Each says what to do next.
 */
export type EmptyKind = "nothing-yet" | "filtered" | "no-permission" | "failed";

const ICONS: Readonly<Record<EmptyKind, LucideIcon>> = {
  "nothing-yet": Inbox,
  filtered: Ban,
  "no-permission": Lock,
  failed: TriangleAlert,
};

interface EmptyStateProps {
  readonly kind: EmptyKind;
  readonly title: string;
  readonly children?: ReactNode;
  /** The first action, Clear, or Retry and Copy details. */
  readonly actions?: ReactNode;
  /** The rank of the title in the page around it; a small one has no heading. */
  readonly level?: 1 | 2;
}

export function EmptyState({ kind, title, children, actions, level }: EmptyStateProps) {
  const Title = level === 1 ? "h1" : level === 2 ? "h2" : "p";
  return (
    <div className="flex items-start gap-2.5 py-3" data-state={kind}>
      <Icon
        of={ICONS[kind]}
        className={`mt-0.5 size-4 ${kind === "failed" ? "text-error" : "text-text-muted"}`}
      />
      <div className="min-w-0">
        <Title className="font-medium text-sm text-text">{title}</Title>
        {children !== undefined && <div className="mt-0.5 max-w-prose text-text-muted">{children}</div>}
        {actions !== undefined && <div className="mt-2.5 flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </div>
  );
}
