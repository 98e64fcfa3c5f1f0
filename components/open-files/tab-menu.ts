import type { MenuEntry } from "../explorer/file-menu";

/** What a tab can be moved by, beside dragging it. */
export interface TabWork {
  /** Along its row, by one place. Absent where rows are not as they are kept. */
  readonly onShift?: ((path: string, by: -1 | 1) => void) | undefined;
  /** To the other group, which may have to be made. */
  readonly onOver?: ((path: string) => void) | undefined;
  readonly overLabel: string;
  readonly onClose: (path: string) => void;
}

/** What can be done with one of the open files. What cannot be done is not offered. */
export function tabEntries(path: string, open: readonly string[], work: TabWork): readonly MenuEntry[] {
  const { onShift, onOver, overLabel, onClose } = work;
  const at = open.indexOf(path);
  const others = open.filter((other) => other !== path);
  return [
    ...(onShift && at > 0 ? [{ label: "Move left", keys: "Shift ←", run: () => onShift(path, -1) }] : []),
    ...(onShift && at < open.length - 1
      ? [{ label: "Move right", keys: "Shift →", run: () => onShift(path, 1) }]
      : []),
    ...(onOver ? [{ label: overLabel, run: () => onOver(path) }] : []),
    { label: "Close", keys: "Delete", run: () => onClose(path) },
    ...(others.length > 0 ? [{ label: "Close all others", run: () => others.forEach(onClose) }] : []),
  ];
}
