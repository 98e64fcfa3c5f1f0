import { useMemo } from "react";
import type { LineNotes } from "../editor/line-notes";
import type { DeskStore } from "../policy-desk/desk-store";
import { useDeskVersion } from "../policy-desk/use-desk";
import { unusedNotes } from "./unused-notes";

export function useUnusedNotes(desk: DeskStore): LineNotes | undefined {
  useDeskVersion(desk);
  const { unused } = desk;
  return useMemo(() => unusedNotes(unused), [unused]);
}
