import type { Platform } from "@/lib/shortcuts";
import { LINK } from "../ui/classes";
import { Dialog } from "../ui/dialog";
import { ShortcutTable } from "./shortcut-table";

/** Every key that does something. */
export function HelpDialog({ platform }: { platform: Platform }) {
  return (
    <Dialog id="help" name="help" title="Keys" size="w-[min(32rem,calc(100vw-2rem))]">
      <div className="px-4 py-2">
        <ShortcutTable platform={platform} />
      </div>
      <p className="border-line border-t px-4 py-2 text-text-muted text-xs">
        Inside a text field only keys with {platform === "mac" ? "⌘" : "Ctrl"} are taken.{" "}
        <a className={LINK} href="/docs">
          Reference
        </a>
      </p>
    </Dialog>
  );
}
