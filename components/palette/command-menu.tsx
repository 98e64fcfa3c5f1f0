"use client";

import { Header, Menu, MenuItem, MenuSection } from "react-aria-components/Menu";
import { Text } from "react-aria-components/Text";
import { pagePlatform } from "../shell/platform";
import { KeyHint } from "../ui/key-hint";
import type { Command, CommandAction, CommandGroup } from "./commands";

interface CommandMenuProps {
  readonly groups: readonly CommandGroup[];
  readonly onAction: (action: CommandAction) => void;
}

export function CommandMenu({ groups, onAction }: CommandMenuProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard, and its items are not
    <div tabIndex={0} className="min-h-0 grow overflow-y-auto -outline-offset-2">
      <Menu aria-label="Commands" className="p-1 outline-none">
        {groups.map((group) => (
          <MenuSection key={group.title} id={group.title}>
            <Header className="px-2 pt-2 pb-1 text-text-muted text-xs">{group.title}</Header>
            {group.commands.map((command) => (
              <CommandRow key={command.id} command={command} onAction={onAction} />
            ))}
          </MenuSection>
        ))}
      </Menu>
    </div>
  );
}

function CommandRow({ command, onAction }: { command: Command; onAction: CommandMenuProps["onAction"] }) {
  return (
    <MenuItem
      id={command.id}
      textValue={command.label}
      onAction={() => onAction(command.action)}
      className="flex h-7 items-center gap-2 rounded px-2 outline-none data-focused:bg-surface-2 forced-colors:data-focused:outline"
    >
      <Text slot="label" className="truncate">
        {command.label}
      </Text>
      {command.note !== undefined && (
        <span className="truncate font-mono text-text-muted text-xs">{command.note}</span>
      )}
      {command.shortcut !== undefined && (
        <span aria-hidden className="ml-auto">
          <KeyHint id={command.shortcut} platform={pagePlatform()} />
        </span>
      )}
    </MenuItem>
  );
}
