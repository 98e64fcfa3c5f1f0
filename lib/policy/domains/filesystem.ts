/**
 * Files. A grant to write is a grant to read; approvals are for writing; a deny holds for everything.
 *
 * Guarantees: both ends of rename, link and copy are decided, and the target of a symlink. Moving and hard-linking
 * demand writing at both ends: a link to a file that may only be read would be a way to write it.
 * Which rule is named: of the strongest verdict the first of its list; of grants to read, the first of `read`, then
 * of `write`.
 */
import { canonicalPath, parentPath } from "../canonical/path";
import { PathScan } from "../canonical/path-scan";
import {
  allowed,
  type Canonical,
  deniedByDefault,
  deniedByRule,
  malformed,
  needsApproval,
  strongest,
} from "../decisions";
import { escapeGlob, parsePathGlob } from "../match/glob";
import { GlobFault } from "../match/glob-fault";
import { Hits } from "../match/hits";
import { PathIndex } from "../match/path-index";
import type { Program } from "../program";
import { type Faults, type Rule, rulesOf } from "../rules";
import type { Decision, FsOneOp, FsTwoOp } from "../types";

type Access = "read" | "write";

/** What an operation demands of a path, and how that begins a sentence. */
interface Demand {
  readonly access: Access;
  readonly verb: string;
}
const ONE: Readonly<Record<FsOneOp, Demand>> = {
  "fs.read": { access: "read", verb: "Reading " },
  "fs.list": { access: "read", verb: "Listing " },
  "fs.stat": { access: "read", verb: "Examining " },
  "fs.write": { access: "write", verb: "Writing " },
  "fs.delete": { access: "write", verb: "Deleting " },
  "fs.chmod": { access: "write", verb: "Changing the mode of " },
};
const TWO: Readonly<Record<FsTwoOp | "fs.symlink", readonly [path: Demand, other: Demand]>> = {
  "fs.rename": [
    { access: "write", verb: "Moving " },
    { access: "write", verb: "Moving to " },
  ],
  "fs.link": [
    { access: "write", verb: "Linking to " },
    { access: "write", verb: "Linking as " },
  ],
  "fs.copy": [
    { access: "read", verb: "Copying " },
    { access: "write", verb: "Copying to " },
  ],
  "fs.symlink": [
    { access: "write", verb: "Making the link " },
    { access: "read", verb: "Linking to " },
  ],
};

export class Filesystem {
  private readonly index = new PathIndex();
  private readonly hits = new Hits();
  private readonly scan = new PathScan();
  private readonly rules: Rule[] = [];
  /** Rules are numbered through: up to here deny, then approve, read, write. */
  private readonly approveFrom: number;
  private readonly readFrom: number;
  private readonly writeFrom: number;

  constructor({ filesystem }: Program, faults: Faults) {
    const denied = this.addList("filesystem.deny", filesystem.deny, faults);
    this.approveFrom = denied;
    this.readFrom = this.addList("filesystem.approve", filesystem.approve, faults);
    this.writeFrom = this.addList("filesystem.read", filesystem.read, faults);
    this.addList("filesystem.write", filesystem.write, faults);
  }

  /** Adds a list and answers the number of rules so far. */
  private addList(id: string, entries: Program["filesystem"]["deny"], faults: Faults): number {
    const rules = rulesOf(id, entries);
    rules.forEach((rule, index) => {
      const sequences = parsePathGlob((entries[index] as (typeof entries)[number])[0]);
      if (sequences instanceof GlobFault) faults.add(rule, sequences);
      else for (const sequence of sequences) this.index.add(sequence, this.rules.length);
      this.rules.push(rule);
    });
    return this.rules.length;
  }

  one(op: FsOneOp, rawPath: string, cwd: string | undefined): Decision {
    const path = canonicalPath(rawPath, cwd, this.scan);
    if (typeof path !== "string") return malformed(path.why);
    return this.decide(path, ONE[op], { op, path });
  }

  two(op: FsTwoOp | "fs.symlink", rawPath: string, rawOther: string, cwd: string | undefined): Decision {
    const path = canonicalPath(rawPath, cwd);
    if (typeof path !== "string") return malformed(path.why);
    // The target of a symlink is relative to the folder of the link, not to the working directory.
    const other = canonicalPath(rawOther, op === "fs.symlink" ? parentPath(path) : cwd);
    if (typeof other !== "string") return malformed(other.why);
    const canonical = op === "fs.symlink" ? { op, path, target: other } : { op, path, to: other };
    const [demand, otherDemand] = TWO[op];
    this.scan.read(path);
    const first = this.decide(path, demand, canonical);
    this.scan.read(other);
    return strongest(first, this.decide(other, otherDemand, canonical));
  }

  /** A file that the shell opens for a redirection. */
  redirect(access: Access, rawPath: string, cwd: string | undefined, canonical: Canonical): Decision {
    const path = canonicalPath(rawPath, cwd, this.scan);
    if (typeof path !== "string") return malformed(path.why);
    return this.decide(path, access === "read" ? ONE["fs.read"] : ONE["fs.write"], canonical);
  }

  /** `this.scan` holds the segments of the path. */
  private decide(path: string, { access, verb }: Demand, canonical: Canonical): Decision {
    const { hits, approveFrom, readFrom, writeFrom } = this;
    hits.count = 0;
    this.index.match(path, this.scan, hits);
    const none = this.rules.length;
    let deny = none;
    let approve = none;
    let grant = none;
    for (let i = 0; i < hits.count; i++) {
      const rule = hits.rules[i] as number;
      if (rule < approveFrom) {
        if (rule < deny) deny = rule;
      } else if (rule < readFrom) {
        if (rule < approve) approve = rule;
      } else if (rule < grant && (access === "read" || rule >= writeFrom)) {
        grant = rule;
      }
    }
    const what = verb + path;
    if (deny !== none) return deniedByRule(this.rules[deny] as Rule, what, canonical);
    if (access === "write" && approve !== none)
      return needsApproval(this.rules[approve] as Rule, what, canonical);
    if (grant !== none) return allowed(this.rules[grant] as Rule, what, canonical);
    return deniedByDefault(what, canonical, {
      path: SUGGESTION_PATHS[access],
      add: this.scan.hasGlobCharacters ? escapeGlob(path) : path,
    });
  }
}

const SUGGESTION_PATHS: Readonly<Record<Access, readonly string[]>> = {
  read: ["capabilities", "filesystem", "read"],
  write: ["capabilities", "filesystem", "write"],
};
