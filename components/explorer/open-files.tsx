"use client";

import { X } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { Tag, TagGroup, TagList } from "react-aria-components/TagGroup";
import { Icon } from "../ui/icon";
import { Changed } from "./row";

interface OpenFilesProps {
  readonly open: readonly string[];
  readonly active: string | null;
  readonly dirty: (path: string) => boolean;
  readonly onOpen: (path: string) => void;
  readonly onClose: (path: string) => void;
}

const TAG =
  "group flex h-9 cursor-default items-center gap-1.5 border-line border-r pr-1 pl-3 text-text-muted whitespace-nowrap outline-none hover:text-text data-selected:bg-surface-0 data-selected:text-text data-selected:shadow-[inset_0_2px_0_var(--accent)] data-focus-visible:outline-2 data-focus-visible:outline-focus data-focus-visible:-outline-offset-2";

/** The open files in a row: arrows move along it, Enter shows, Delete closes. */
export function OpenFiles({ open, active, dirty, onOpen, onClose }: OpenFilesProps) {
  return (
    <TagGroup
      aria-label="Open files"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={active === null ? [] : [active]}
      onSelectionChange={(keys) => {
        const [path] = keys === "all" ? [] : [...keys];
        if (typeof path === "string") onOpen(path);
      }}
      onRemove={(keys) => {
        for (const path of keys) onClose(String(path));
      }}
      className="min-w-0 grow overflow-x-auto [scrollbar-width:none]"
    >
      <TagList items={open.map((path) => ({ id: path }))} dependencies={[dirty]} className="flex">
        {({ id: path }) => (
          <Tag id={path} textValue={dirty(path) ? `${path}, changed` : path} className={TAG}>
            <span title={path}>{path.slice(path.lastIndexOf("/") + 1)}</span>
            {dirty(path) && <Changed />}
            <Button
              slot="remove"
              aria-label="Close"
              className="inline-flex size-6 items-center justify-center rounded opacity-60 hover:bg-surface-3 hover:opacity-100 group-data-selected:opacity-100"
            >
              <Icon of={X} className="size-3.5" />
            </Button>
          </Tag>
        )}
      </TagList>
    </TagGroup>
  );
}
