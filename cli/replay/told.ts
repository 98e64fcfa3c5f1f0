/** What came of a replay, for a person and for programs. */
import type { Replayed } from "../../lib/runtime/node/replay/replay";
import { toldOf } from "../../lib/runtime/replay/told";
import { printable } from "../io/printable";

export function textReplay(replayed: Replayed, records: number): string {
  return toldOf(replayed, records)
    .map((line) => `aegis: ${printable(line)}\n`)
    .join("");
}

export function jsonReplay(replayed: Replayed, records: number) {
  const { equal, difference, flips, code, isCut, isOtherBuild } = replayed;
  return {
    records,
    equal,
    ...(code !== undefined && { code }),
    ...(difference && { difference }),
    flips,
    cut: isCut,
    other_build: isOtherBuild,
  };
}
