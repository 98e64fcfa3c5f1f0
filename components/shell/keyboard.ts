import { matchShortcut, type ShortcutId, type ShortcutScope } from "@/lib/shortcuts";
import { pageCommands, runShortcut } from "./page-commands";
import { pagePlatform } from "./platform";
import { open } from "./signals";

const TEXT_FIELDS =
  'input:not([type="radio"],[type="checkbox"],[type="button"],[type="submit"]),textarea,select';

export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.matches(TEXT_FIELDS) || (target instanceof HTMLElement && target.isContentEditable);
}

function scopes(): ReadonlySet<ShortcutScope> {
  return new Set<ShortcutScope>(pageCommands().length > 0 ? ["everywhere", "workbench"] : ["everywhere"]);
}

function carryOut(id: ShortcutId): boolean {
  if (id === "palette" || id === "help") {
    open(id);
    return true;
  }
  return runShortcut(id);
}

/** Listens in the capture phase: an editor on the page must not swallow the keys that the table promises. */
export function listenToKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    // Components that forward keys make events of their own; only a person presses a key.
    if (event.defaultPrevented || !event.isTrusted) return;
    const id = matchShortcut(event, {
      platform: pagePlatform(),
      inText: isTextField(event.target),
      scopes: scopes(),
    });
    if (id === null || !carryOut(id)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("keydown", onKeyDown, true);
  return () => window.removeEventListener("keydown", onKeyDown, true);
}
