/**
 * Files: one walk over all paths tells both reading and writing. Operations on two paths, and the files that a shell
 * redirects to, are decided path by path, so that nothing about them can differ that does not show here.
 */
import { examplesOf, FILE_PATHS } from "../automata/glob-space";
import { parsePathGlob } from "../match/glob";
import { GlobFault } from "../match/glob-fault";
import type { Program } from "../program";
import type { Verdict } from "../types";
import { Comparison, type Judge, TOO_MANY } from "./judge";
import { ALLOW, APPROVE, DENY, differs, joined, newRoles, oldRoles, READ, rolesOf } from "./roles";
import type { CapabilityDiff } from "./types";

export function diffFilesystem(judge: Judge, old: Program, after: Program): CapabilityDiff[] {
  const reading = new Comparison(judge, "filesystem.read");
  const writing = new Comparison(judge, "filesystem.write");
  const listed = (name: keyof Program["filesystem"], role: number) => {
    return { role, old: old.filesystem[name], new: after.filesystem[name] };
  };
  const roles = rolesOf([
    listed("deny", DENY),
    listed("approve", APPROVE),
    listed("read", READ),
    listed("write", ALLOW),
  ]);
  const patterns = [...roles].map(([pattern, label]) => {
    const sequences = parsePathGlob(pattern);
    return { sequences: sequences instanceof GlobFault ? [] : sequences, label };
  });
  const { examples, complete } = examplesOf(patterns, FILE_PATHS, differs);
  for (const { labels, text: path } of examples) {
    const label = joined(labels);
    const [was, is] = [oldRoles(label), newRoles(label)];
    reading.offer(readVerdict(was), readVerdict(is), [{ request: { op: "fs.read", path } }]);
    writing.offer(writeVerdict(was), writeVerdict(is), [{ request: { op: "fs.write", path } }]);
  }
  if (!complete) for (const comparison of [reading, writing]) comparison.giveUp(TOO_MANY);
  return [reading.result(), writing.result()];
}

function readVerdict(roles: number): Verdict {
  if (roles & DENY) return "deny";
  return roles & (READ | ALLOW) ? "allow" : "deny";
}

function writeVerdict(roles: number): Verdict {
  if (roles & DENY) return "deny";
  if (roles & APPROVE) return "approve";
  return roles & ALLOW ? "allow" : "deny";
}
