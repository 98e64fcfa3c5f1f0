import { alongRow } from "../ui/along-row";
import type { TabWork } from "./tab-menu";

interface Does extends Pick<TabWork, "onShift" | "onClose"> {
  readonly focus: (path: string) => void;
  readonly onOpen: (path: string) => void;
  readonly menu: () => void;
}

const WAYS: Readonly<Record<string, -1 | 1>> = { ArrowLeft: -1, ArrowRight: 1 };

/** What a key means on a tab; nothing for a key that means nothing there. */
export function keyed(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  path: string,
  open: readonly string[],
  { focus, onOpen, onShift, onClose, menu }: Does,
): (() => void) | undefined {
  const way = WAYS[key];
  if (shiftKey && way !== undefined) return onShift && (() => onShift(path, way));
  const to = open[alongRow(key, open.indexOf(path), open.length) ?? -1];
  if (to !== undefined) return () => focus(to);
  if (key === "Enter" || key === " ") return () => onOpen(path);
  if (key === "Delete" || key === "Backspace") return () => onClose(path);
  return key === "ContextMenu" || (key === "F10" && shiftKey) ? menu : undefined;
}
