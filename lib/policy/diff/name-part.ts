/** A part of a request that lists of name patterns grant or forbid. */
import { type Examples, examplesOf, type GlobSpace, NAMES } from "../automata/glob-space";
import { parseTextGlob, type Sequence } from "../match/glob";
import { GlobFault } from "../match/glob-fault";
import type { ListedRule } from "../program";
import type { Part, Pick, Wanted } from "./product";
import { ALLOW, joined, newRoles, oldRoles, type RoleList, rolesOf } from "./roles";

/** As the engine reads a pattern of names: a lone `*` is every name. */
export function nameSequences(pattern: string, separator = "/"): readonly Sequence[] {
  if (pattern === "*") return [["**"]];
  const sequences = parseTextGlob(pattern, separator);
  return sequences instanceof GlobFault ? [] : sequences;
}

export interface NamePartOptions {
  readonly space?: GlobSpace;
  /** How a pattern is read in the lists of a role, where that is not the same in all. */
  readonly sequencesByRole?: Readonly<Record<number, (pattern: string) => readonly Sequence[]>>;
  /** Whether these roles of a name mean that it is granted; unless told otherwise, that some list has it. */
  readonly grants?: (roles: number) => boolean;
}

/** Label of a pattern that covers everything and has no role: it brings up the names that no list has. */
const NO_ROLE = 0;

export class NamePart implements Part<string> {
  readonly name: string;
  private readonly found: Examples;
  private readonly grants: (roles: number) => boolean;

  constructor(name: string, lists: readonly RoleList[], options: NamePartOptions = {}) {
    const { space = NAMES, sequencesByRole = {}, grants = hasAllow } = options;
    this.name = name;
    this.grants = grants;
    const patterns = lists.flatMap((list) => {
      const read = sequencesByRole[list.role] ?? ((pattern: string) => nameSequences(pattern));
      return [...rolesOf([list])].map(([pattern, label]) => ({ sequences: read(pattern), label }));
    });
    this.found = examplesOf([...patterns, { sequences: [["**"]], label: NO_ROLE }], space);
  }

  pick(wanted: Wanted): Pick<string> {
    for (const { labels, text } of this.found.examples) {
      const label = joined(labels);
      if (wanted.old !== undefined && wanted.old !== this.grants(oldRoles(label))) continue;
      if (wanted.new !== undefined && wanted.new !== this.grants(newRoles(label))) continue;
      return { value: text };
    }
    return this.found.complete ? "none" : "unknown";
  }
}

/** Names from two lists of grants. */
export function grantedNames(
  name: string,
  old: readonly ListedRule[],
  after: readonly ListedRule[],
): NamePart {
  return new NamePart(name, [{ role: ALLOW, old, new: after }]);
}

function hasAllow(roles: number): boolean {
  return (roles & ALLOW) !== 0;
}
