"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { Dialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { Input, SearchField } from "react-aria-components/SearchField";
import examples from "@/public/examples/index.json";
import { pageCommands } from "../shell/page-commands";
import { EmptyState } from "../states/empty-state";
import { queryClient, trpc } from "../trpc/client";
import { BUTTON, FLOATING } from "../ui/classes";
import { Icon } from "../ui/icon";
import { carryOut } from "./carry-out";
import { CommandMenu } from "./command-menu";
import { type CommandAction, commandGroups, filterGroups } from "./commands";

const RECENT = 6;
const NONE: readonly never[] = [];

/** Recent work, asked for only with a session: who has none has no work, and that is not an error. */
function useWorkspaces() {
  const session = useQuery(trpc.session.current.queryOptions(), queryClient);
  const enabled = session.data !== undefined && session.data.actor !== null;
  const list = useQuery(trpc.workspace.list.queryOptions(undefined, { enabled }), queryClient);
  return { items: list.data?.items.slice(0, RECENT) ?? NONE, failed: session.isError || list.isError };
}

export function Palette({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState("");
  const { items, failed } = useWorkspaces();
  const groups = useMemo(
    () => commandGroups({ page: pageCommands(), workspaces: items, examples: examples.examples }),
    [items],
  );
  const shown = filterGroups(groups, query);
  const run = (action: CommandAction) => {
    onClose();
    setTimeout(() => void carryOut(action)); // after the dialog gave the focus back
  };

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && onClose()}
      className="fixed inset-0 z-30 flex items-start justify-center bg-[var(--backdrop)] p-4 pt-[12vh]"
    >
      <Modal className={`${FLOATING} w-[min(36rem,100%)] overflow-hidden`}>
        <Dialog aria-label="Commands" className="flex max-h-[70vh] flex-col outline-none">
          <Autocomplete inputValue={query} onInputChange={setQuery}>
            <QueryField />
            {shown.length > 0 ? (
              <CommandMenu groups={shown} onAction={run} />
            ) : (
              <NothingFound query={query} onClear={() => setQuery("")} />
            )}
          </Autocomplete>
          {failed && (
            <p className="border-line border-t px-3 py-1.5 text-text-muted text-xs">
              Recent work could not be loaded.
            </p>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function QueryField() {
  return (
    <SearchField aria-label="Command" autoFocus className="flex items-center gap-2 border-line border-b px-3">
      <Icon of={Search} className="size-4 text-text-muted" />
      <Input
        placeholder="Type a command, a page or a workspace"
        className="h-10 min-w-0 grow bg-transparent text-text outline-none placeholder:text-text-muted [&::-webkit-search-cancel-button]:hidden"
      />
    </SearchField>
  );
}

function NothingFound({ query, onClear }: { query: string; onClear: () => void }) {
  return (
    <div className="px-3" role="status">
      <EmptyState
        kind="filtered"
        title={`No command matches “${query.trim()}”`}
        actions={
          <button type="button" className={BUTTON} onClick={onClear}>
            Clear
          </button>
        }
      />
    </div>
  );
}
