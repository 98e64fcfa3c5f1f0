import type { StaysHere } from "./sendable";

/** What is said of the files' way to the server. */
export interface FileSyncView {
  /** Null until this browser has looked. */
  readonly isOn: boolean | null;
  readonly at: "idle" | "working" | "offline" | "refused";
  /** Files that are not on the server as they are here. */
  readonly waiting: number;
  /** Where it was refused: a sentence. */
  readonly why: string | null;
  /** Files that cannot go to the server, and why. */
  readonly stays: readonly StaysHere[];
}

export const UNKNOWN: FileSyncView = { isOn: null, at: "idle", waiting: 0, why: null, stays: [] };
export const OFF: FileSyncView = { ...UNKNOWN, isOn: false };
export const ON: FileSyncView = { ...UNKNOWN, isOn: true, at: "working" };

const files = (count: number): string => (count === 1 ? "1 file" : `${count} files`);

/** Null where there is nothing to say. */
export function sentenceOf({ isOn, at, waiting, why, stays }: FileSyncView): string | null {
  if (isOn !== true) return null;
  if (at === "refused") return `Not kept on the server: ${why ?? "it refused"}`;
  if (at === "offline") return waiting === 0 ? "Offline" : `Offline: ${files(waiting)} not yet on the server`;
  if (waiting > 0) return `${files(waiting)} not yet on the server`;
  if (at === "working") return "Comparing with the server…";
  return stays.length === 0 ? "On the server too" : `On the server too, but for ${files(stays.length)}`;
}
