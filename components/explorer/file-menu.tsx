"use client";

import { type RefObject, useRef } from "react";
import { Menu, MenuItem } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { FLOATING } from "../ui/classes";

export interface MenuEntry {
  readonly label: string;
  /** The key that does the same in the tree. */
  readonly keys?: string;
  readonly run: () => void;
}

interface FileMenuProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly anchor: RefObject<Element | null>;
  readonly onClose: () => void;
}

/** What can be done with a file, where the pointer or the focus is. Loaded when one is first asked for. */
export function FileMenu({ label, entries, anchor, onClose }: FileMenuProps) {
  // What takes the focus by itself, such as a field for a name, must find the menu closed.
  const chosen = useRef<MenuEntry>(undefined);
  const close = (isOpen: boolean) => {
    if (isOpen) return;
    onClose();
    const entry = chosen.current;
    chosen.current = undefined; // both the menu and what floats say that it closes
    if (entry !== undefined) requestAnimationFrame(() => entry.run());
  };
  return (
    <Popover
      isOpen
      triggerRef={anchor}
      placement="bottom start"
      onOpenChange={close}
      className={`${FLOATING} min-w-48 max-w-[min(32rem,100vw)] overflow-y-auto py-1`}
    >
      <Menu aria-label={label} autoFocus="first" className="outline-none" onClose={() => close(false)}>
        {entries.map((entry) => (
          <MenuItem
            key={entry.label}
            id={entry.label}
            textValue={entry.label}
            onAction={() => {
              chosen.current = entry;
            }}
            className="flex h-7 cursor-default items-center gap-4 px-3 text-sm outline-none data-focused:bg-surface-2 forced-colors:data-focused:outline"
          >
            {entry.label}
            {entry.keys !== undefined && (
              <kbd aria-hidden className="ml-auto font-mono text-text-muted text-xs">
                {entry.keys}
              </kbd>
            )}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
