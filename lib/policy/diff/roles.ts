/**
 * In which lists of which of two policies a pattern stands, as bits: a pattern that both have in the same lists makes
 * no difference by itself, and is told apart from those that do.
 */
import type { ListedRule } from "../program";

export const DENY = 1;
export const APPROVE = 2;
export const ALLOW = 4;
/** Only of files: a grant to read. */
export const READ = 8;
const SIDE_BITS = 4;

export interface RoleList {
  readonly role: number;
  readonly old: readonly ListedRule[];
  readonly new: readonly ListedRule[];
}

/** Each distinct pattern, with its roles in both. */
export function rolesOf(lists: readonly RoleList[]): Map<string, number> {
  const roles = new Map<string, number>();
  for (const { role, old, new: after } of lists) {
    for (const [pattern] of old) roles.set(pattern, (roles.get(pattern) ?? 0) | role);
    for (const [pattern] of after) roles.set(pattern, (roles.get(pattern) ?? 0) | (role << SIDE_BITS));
  }
  return roles;
}

export function oldRoles(label: number): number {
  return label & ((1 << SIDE_BITS) - 1);
}
export function newRoles(label: number): number {
  return label >> SIDE_BITS;
}
export function differs(label: number): boolean {
  return oldRoles(label) !== newRoles(label);
}
export function joined(labels: readonly number[]): number {
  return labels.reduce((all, label) => all | label, 0);
}

export function sameList(old: readonly ListedRule[], after: readonly ListedRule[]): boolean {
  return old.length === after.length && old.every(([pattern], index) => pattern === after[index]?.[0]);
}
