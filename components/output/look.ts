/** Colours and weights of a program as classes of ours: every pair of them is one whose contrast the theme answers for. */
import type { Piece } from "./output-text";

const ROLES = ["muted", "deny", "allow", "approve", "accent", "sanitize", "accent", "text"] as const;
type Role = (typeof ROLES)[number];

const INK: Readonly<Record<Role, string>> = {
  muted: "text-text-muted",
  deny: "text-deny",
  allow: "text-allow",
  approve: "text-approve",
  accent: "text-accent",
  sanitize: "text-sanitize",
  text: "text-text",
};
/** With text on it in the colour of text, whatever was asked for. */
const GROUND: Readonly<Record<Role, string>> = {
  muted: "bg-surface-3 text-text",
  deny: "bg-deny-soft text-text",
  allow: "bg-allow-soft text-text",
  approve: "bg-approve-soft text-text",
  accent: "bg-accent-soft text-text",
  sanitize: "bg-sanitize-soft text-text",
  text: "bg-surface-3 text-text",
};

const roleOf = (colour: number): Role => ROLES[colour % 8] as Role;

export function lookOf({ stream, style }: Pick<Piece, "stream" | "style">): string {
  const { fg, bg, inverse, dim } = style;
  const ground = inverse ? (fg ?? 7) : bg;
  const classes: string[] = [];
  if (ground !== undefined) classes.push(GROUND[roleOf(ground)]);
  else if (fg !== undefined) classes.push(INK[roleOf(fg)]);
  else if (dim) classes.push(INK.muted);
  else if (stream === "stderr") classes.push("text-error");
  if (style.bold) classes.push("font-semibold");
  if (style.italic) classes.push("italic");
  if (style.underline) classes.push("underline");
  if (style.strike) classes.push("line-through");
  return classes.join(" ");
}
