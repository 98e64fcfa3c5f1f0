import { X } from "lucide-react";
import type { Platform } from "@/lib/shortcuts";
import { FLOATING, ICON_BUTTON, LINK } from "../ui/classes";
import { Icon } from "../ui/icon";
import { ShortcutTable } from "./shortcut-table";

/** A native dialog: the browser keeps the focus in it, closes it with Escape and gives the focus back. */
export function HelpDialog({ platform }: { platform: Platform }) {
  return (
    <dialog
      id="help"
      aria-labelledby="help-title"
      closedby="any"
      className={`${FLOATING} m-auto w-[min(32rem,calc(100vw-2rem))] p-0`}
    >
      <div className="flex h-10 items-center justify-between border-line border-b pr-1.5 pl-4">
        <h2 id="help-title" className="font-semibold text-sm">
          Keys
        </h2>
        <form method="dialog">
          <button type="submit" className={ICON_BUTTON} aria-label="Close">
            <Icon of={X} />
          </button>
        </form>
      </div>
      <div className="px-4 py-2">
        <ShortcutTable platform={platform} />
      </div>
      <p className="border-line border-t px-4 py-2 text-text-muted text-xs">
        Inside a text field only keys with {platform === "mac" ? "⌘" : "Ctrl"} are taken.{" "}
        <a className={LINK} href="/docs">
          Reference
        </a>
      </p>
    </dialog>
  );
}
