import type { ReactNode } from "react";

interface ChangeFormProps {
  readonly workspaceId: string;
  /** What it asks for: the server has a closed list. */
  readonly does: "show" | "hide" | "add" | "remove" | "quorum";
  readonly className?: string;
  readonly label?: string;
  readonly children: ReactNode;
}

/** One form of the page: sent as every form is, and answered with the page as it is then. */
export function ChangeForm({ workspaceId, does, className = "", label, children }: ChangeFormProps) {
  return (
    <form
      method="post"
      action={`/settings/${workspaceId}/log/change`}
      aria-label={label}
      className={className}
    >
      <input type="hidden" name="do" value={does} />
      {children}
    </form>
  );
}
