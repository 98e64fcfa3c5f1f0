import type { LucideIcon } from "lucide-react";

/** An icon never speaks by itself: the word beside it does, or the label of the control that holds it. */
export function Icon({ of: Shape, className = "size-4" }: { of: LucideIcon; className?: string }) {
  return <Shape aria-hidden focusable={false} strokeWidth={1.75} className={`shrink-0 ${className}`} />;
}
