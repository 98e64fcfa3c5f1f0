"use client";

import type { WorkbenchModel } from "./use-workbench";

/** What a narrow page shows one of; a wider one shows them all. */
export type PartName = "files" | "editor" | "console" | "side";

const PARTS: readonly { readonly name: PartName; readonly label: string }[] = [
  { name: "files", label: "Files" },
  { name: "editor", label: "Editor" },
  { name: "console", label: "Output" },
  { name: "side", label: "Records" },
];

/** On a phone: which part of the workbench is on show. What happens elsewhere brings its part to the front. */
export function PartButtons({ model }: { model: WorkbenchModel }) {
  const shown = model.part.panel;
  return (
    <nav aria-label="Parts of the workbench" className="flex shrink-0 border-line border-b sm:hidden">
      {PARTS.map(({ name, label }) => (
        <button
          key={name}
          type="button"
          aria-pressed={shown === name}
          onClick={() => model.showPart(name)}
          className="h-9 grow text-sm text-text-muted aria-pressed:bg-surface-2 aria-pressed:text-text aria-pressed:shadow-[inset_0_-2px_0_var(--accent)]"
        >
          {label}
        </button>
      ))}
    </nav>
  );
}

/** The class of what is not on show in a narrow page. */
export function hiddenBut(model: WorkbenchModel, ...names: readonly PartName[]): string {
  return names.some((name) => name === model.part.panel) ? "" : "max-sm:hidden";
}
