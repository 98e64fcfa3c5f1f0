/** The words for how one policy stands to another. */
import type { Relation } from "@/lib/policy/diff";

export const RELATIONS: Readonly<Record<Relation, string>> = {
  equal: "means the same",
  narrower: "narrower: it lets less through",
  wider: "wider: it lets more through",
  incomparable: "wider in some places and narrower in others, or not to be compared",
};

export const SHORT: Readonly<Record<Relation, string>> = {
  equal: "same",
  narrower: "narrower",
  wider: "wider",
  incomparable: "both ways",
};
