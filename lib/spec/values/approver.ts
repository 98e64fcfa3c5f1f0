/** Who may say yes: everybody with a role of the workspace, or one person by e-mail address. */
import { type Parsed, parsed, quoted, refused } from "./parsed";

export type Approver =
  | { readonly kind: "role"; readonly role: string }
  | { readonly kind: "person"; readonly email: string };

export const APPROVER_PATTERN = "^(role:[A-Za-z0-9_-]{1,64}|[^@\\s:]+@[^@\\s:]+\\.[^@\\s:]+)$";

export function parseApprover(text: string): Parsed<Approver> {
  if (text.length <= 254 && new RegExp(APPROVER_PATTERN).test(text)) {
    return text.startsWith("role:")
      ? parsed({ kind: "role", role: text.slice(5) })
      : parsed({ kind: "person", email: text });
  }
  const bare = /^[A-Za-z0-9_-]{1,64}$/.test(text);
  return refused(
    `${quoted(text)} is not an approver; write "role:NAME" or an e-mail address.`,
    bare ? `role:${text}` : undefined,
  );
}
