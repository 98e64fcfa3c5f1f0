import { type Platform, SHORTCUTS, type ShortcutScope } from "@/lib/shortcuts";
import { KeyHint } from "../ui/key-hint";

const SCOPE_TITLES: Readonly<Record<ShortcutScope, string>> = {
  everywhere: "Everywhere",
  workbench: "In the workbench",
  editor: "In the editor",
  "open files": "On an open file",
  files: "In the tree of files",
  records: "In the list of records",
  messages: "While a message shows",
  dialogs: "In dialogs and menus",
};

/** The table of lib/shortcuts.ts as people read it. */
export function ShortcutTable({ platform }: { platform: Platform }) {
  return (
    <table className="w-full border-collapse text-left">
      <thead className="sr-only">
        <tr>
          <th scope="col">What it does</th>
          <th scope="col">Where</th>
          <th scope="col">Keys</th>
        </tr>
      </thead>
      <tbody>
        {SHORTCUTS.map((entry) => (
          <tr key={entry.id} className="border-line border-b last:border-b-0">
            <td className="py-1.5 pr-4">{entry.does}</td>
            <td className="py-1.5 pr-4 text-text-muted max-sm:hidden">{SCOPE_TITLES[entry.scope]}</td>
            <td className="py-1.5 text-right whitespace-nowrap">
              <KeyHint id={entry.id} platform={platform} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
