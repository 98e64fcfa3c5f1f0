/** Examples of paths of addresses, remembered: most hosts of a policy have the same few rules. */
import { classesFor, examplesAmong, URL_PATHS } from "../automata/glob-space";
import type { SegmentClasses } from "../automata/segment-classes";
import type { Egress } from "../match/egress";
import type { Sequence } from "../match/glob";
import { differs, joined } from "./roles";

interface Rule {
  readonly egress: Egress;
  readonly label: number;
}
export interface PathExample {
  readonly label: number;
  readonly path: string;
}

const EVERY_PATH: readonly Sequence[] = [["**"]];

export class PathExamples {
  complete = true;
  private readonly known = new Map<string, readonly PathExample[]>();
  private readonly all: readonly Rule[];
  private classes: SegmentClasses | null = null;

  /** `all` are the rules from which those that are asked about come. */
  constructor(all: readonly Rule[]) {
    this.all = all;
  }

  /** For each combination of rules that makes a difference, a path that they all match and no other. */
  of(rules: readonly Rule[]): readonly PathExample[] {
    const patterns = rules.map(({ egress, label }) => ({ sequences: egress.path ?? EVERY_PATH, label }));
    const key = patterns.map(({ sequences, label }) => `${label} ${spell(sequences)}`).join("\n");
    const known = this.known.get(key);
    if (known) return known;
    this.classes ??= classesFor(
      this.all.map(({ egress }) => egress.path ?? EVERY_PATH),
      URL_PATHS,
    );
    const { examples, complete } = examplesAmong(this.classes, patterns, URL_PATHS, differs);
    this.complete &&= complete;
    const found = examples.map(({ labels, text }) => ({ label: joined(labels), path: text }));
    this.known.set(key, found);
    return found;
  }
}

function spell(sequences: readonly Sequence[]): string {
  const texts = sequences.map((sequence) =>
    sequence.map((part) => (part === "**" ? part : part.pattern)).join("/"),
  );
  return texts.join(" ");
}
