import { keyCaps, type Platform, type ShortcutId, shortcut } from "@/lib/shortcuts";

/** The keys of a shortcut as they are printed on the keyboard in front of the reader. */
export function KeyHint({ id, platform }: { id: ShortcutId; platform: Platform }) {
  const caps = keyCaps(shortcut(id), platform);
  return (
    <kbd className="inline-flex items-center gap-0.5 font-mono text-xs text-text-muted">
      {platform === "mac" ? caps.join("") : caps.join("+")}
    </kbd>
  );
}
