import { Settings } from "lucide-react";
import { ICON_BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";

export const settingsHref = (workspaceId: string) => `/settings/${workspaceId}/log`;

/** Beside the name of a workspace. */
export function SettingsLink({ workspaceId }: { workspaceId: string }) {
  return (
    <a
      href={settingsHref(workspaceId)}
      className={ICON_BUTTON}
      aria-label="Settings of the log"
      title="Settings of the log"
    >
      <Icon of={Settings} className="size-3.5" />
    </a>
  );
}
