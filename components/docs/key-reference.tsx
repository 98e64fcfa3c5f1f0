import type { Platform } from "@/lib/shortcuts";
import { ShortcutTable } from "../shell/shortcut-table";
import { Heading } from "./heading";
import type { PageHeading } from "./headings";

export const KEY_HEADINGS: readonly PageHeading[] = [];

/** Every key that does something, from the table that listens to them. */
export function KeyReference({ platform }: { platform: Platform }) {
  return (
    <>
      <Heading depth={1} id="keys">
        Keys
      </Heading>
      <p className="my-3">
        Inside a text field only keys with {platform === "mac" ? "⌘" : "Ctrl"} are taken, so that everything
        can be typed. In the code editor Tab indents; the key below lets it move the focus instead, and the
        line under the editor says which of the two holds.
      </p>
      <div className="my-4 border-line-strong border-t text-sm">
        <ShortcutTable platform={platform} />
      </div>
    </>
  );
}
