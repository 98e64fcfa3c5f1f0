/** One pattern of a command, read for comparison; nothing when it is none. */
import { parseCommandPattern } from "../../spec/values";
import type { CommandRule } from "../diff/words";
import { parseCommandGlob } from "../match/command-match";
import { GlobFault } from "../match/glob-fault";

export function commandRule(pattern: string, isGrant: boolean, label: number): CommandRule[] {
  const parsed = parseCommandPattern(pattern);
  if (!parsed.ok) return [];
  const glob = parseCommandGlob(parsed.value.words);
  return glob instanceof GlobFault ? [] : [{ glob, words: parsed.value.words, isGrant, label }];
}
