import type { ShortcutId } from "@/lib/shortcuts";
import type { Theme } from "../theme/theme";

/** What a command does, as data, so that the list can be tested without a page. */
export type CommandAction =
  | { readonly kind: "go"; readonly href: string }
  | { readonly kind: "open-example"; readonly slug: string }
  | { readonly kind: "theme"; readonly theme: Theme }
  | { readonly kind: "help" }
  | { readonly kind: "copy-link" }
  | { readonly kind: "page"; readonly id: string };

export interface Command {
  readonly id: string;
  readonly label: string;
  /** Words that find it and are not in its label. */
  readonly also?: string;
  readonly note?: string;
  readonly shortcut?: ShortcutId;
  readonly action: CommandAction;
}

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

export interface Known {
  readonly page: readonly { readonly id: string; readonly label: string; readonly shortcut?: ShortcutId }[];
  readonly workspaces: readonly {
    readonly id: string;
    readonly name: string;
    readonly example: string | null;
  }[];
  readonly examples: readonly { readonly slug: string; readonly title: string }[];
}

const PAGES: readonly Command[] = [
  { id: "go-home", label: "Home", also: "start examples", action: { kind: "go", href: "/" } },
  {
    id: "go-audit",
    label: "Audit: sessions and their records",
    also: "log runs denials",
    action: { kind: "go", href: "/audit" },
  },
  {
    id: "go-verify",
    label: "Verify a bundle",
    also: "log export outsider",
    action: { kind: "go", href: "/verify" },
  },
  { id: "go-docs", label: "Reference", also: "docs documentation", action: { kind: "go", href: "/docs" } },
  { id: "go-errors", label: "Error codes", also: "docs", action: { kind: "go", href: "/docs/errors" } },
  {
    id: "go-configuration",
    label: "Configuration",
    also: "docs environment",
    action: { kind: "go", href: "/docs/configuration" },
  },
  {
    id: "go-check",
    label: "What this browser can do",
    also: "check",
    action: { kind: "go", href: "/check" },
  },
];

const THEME_COMMANDS: readonly Command[] = [
  { id: "theme-system", label: "Theme: follow the system", action: { kind: "theme", theme: "system" } },
  { id: "theme-light", label: "Theme: light", action: { kind: "theme", theme: "light" } },
  { id: "theme-dark", label: "Theme: dark", action: { kind: "theme", theme: "dark" } },
  {
    id: "theme-contrast",
    label: "Theme: high contrast",
    also: "accessibility",
    action: { kind: "theme", theme: "contrast" },
  },
];

/** Everything that can be done from where you are. */
export function commandGroups(known: Known): readonly CommandGroup[] {
  return [
    {
      title: "On this page",
      commands: [
        ...known.page.map((entry) => ({ ...entry, action: { kind: "page", id: entry.id } as const })),
        { id: "copy-link", label: "Copy a link to this page", action: { kind: "copy-link" } },
      ],
    },
    {
      title: "Open an example",
      commands: known.examples.map(({ slug, title }) => ({
        id: `example-${slug}`,
        label: title,
        also: `example ${slug}`,
        action: { kind: "open-example", slug },
      })),
    },
    { title: "Go to", commands: PAGES },
    {
      title: "Theme and help",
      commands: [
        ...THEME_COMMANDS,
        {
          id: "help",
          label: "Show the keys",
          also: "help shortcuts",
          shortcut: "help",
          action: { kind: "help" },
        },
      ],
    },
    // Last, because it comes from the server a moment later: nothing may move under the pointer.
    {
      title: "Recent work",
      commands: known.workspaces.map(({ id, name, example }) => ({
        id,
        label: name,
        ...(example !== null && example !== name ? { note: example } : {}),
        action: { kind: "go", href: `/w/${id}` },
      })),
    },
  ];
}

/** Every word of the query somewhere in the command, in any order. */
function found(command: Command, words: readonly string[]): boolean {
  const text = `${command.label} ${command.also ?? ""} ${command.note ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

export function filterGroups(groups: readonly CommandGroup[], query: string): readonly CommandGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return groups
    .map((group) => ({ ...group, commands: group.commands.filter((command) => found(command, words)) }))
    .filter((group) => group.commands.length > 0);
}
