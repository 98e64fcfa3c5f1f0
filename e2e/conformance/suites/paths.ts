/**
 * Labelled paths: may only what lies in the root be read? "deny" must be denied; "contain" may be denied or taken
 * literally, but never lead elsewhere; "allow" must be allowed. What is allowed must be the literal path.
 */

import { canonicalPath, fileUrlToPath } from "../../../lib/policy";
import { escapeGlob } from "../../../lib/policy/match/glob";
import { decider, judge, recordsOf } from "../policy";
import { defineSuite } from "../suite";

interface PathSample {
  readonly id: string;
  readonly root: string;
  readonly kind: "string" | "file_url" | "buffer_b64" | "uint8array_b64";
  readonly input: string;
  readonly literal: string | null;
  readonly expect: "deny" | "contain" | "allow";
}

export const suite = defineSuite({
  name: "paths",
  reads: "samples/fs/paths.json",
  run: (file) => {
    const deciders = new Map<string, ReturnType<typeof decider>>();
    const deciderFor = (root: string) => {
      const known = deciders.get(root);
      if (known) return known;
      const folder = canonicalPath(root);
      const pattern = typeof folder !== "string" || folder === "/" ? "/**" : `${escapeGlob(folder)}/**`;
      const made = decider(
        `[agent]\nname = "paths"\n[capabilities.filesystem]\nread = [${JSON.stringify(pattern)}]\n`,
      );
      deciders.set(root, made);
      return made;
    };
    const check = (sample: PathSample) => {
      const path = pathOf(sample);
      const decision = deciderFor(sample.root)({ op: "fs.read", path, cwd: sample.root });
      const opened = decision.verdict === "allow" ? decision.canonical?.path : null;
      if (opened !== null && opened !== sample.literal) return `${decision.verdict} of ${String(opened)}`;
      const isRight =
        sample.expect === "contain" || (sample.expect === "allow") === (decision.verdict === "allow");
      return isRight ? null : `${decision.verdict} (${decision.code})`;
    };
    return judge(recordsOf<PathSample>(file), check, strictness);
  },
});

/** Names that file systems know and we refuse on purpose. Only refusing is explained, never letting through. */
function strictness(sample: PathSample): string | null {
  if (sample.expect !== "allow") return null;
  const path = pathOf(sample);
  if (path === undefined) return "A name that is not UTF-8 has no text that rules could be compared with.";
  const refusal = canonicalPath(path, sample.root);
  if (typeof refusal === "string") return null;
  return `Refused by design: ${refusal.why}; such names deceive logs, terminals and other programs.`;
}

/** What reaches the engine as the path; undefined where there is none, which the engine has to deny. */
function pathOf({ kind, input }: PathSample): string | undefined {
  if (kind === "string") return input;
  if (kind === "file_url") {
    const path = fileUrlToPath(input);
    return typeof path === "string" ? path : undefined;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(input, "base64"));
  } catch {
    return undefined;
  }
}
