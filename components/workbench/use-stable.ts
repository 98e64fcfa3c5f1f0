import { useCallback, useRef } from "react";

/** A function that stays the same one and does what the latest does: whom it is handed to need not be drawn again for it. */
export function useStable<Args extends readonly unknown[], Result>(
  does: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useRef(does);
  latest.current = does;
  return useCallback((...args: Args) => latest.current(...args), []);
}

/** The list of before where it says the same. */
export function useSameList(list: readonly string[]): readonly string[] {
  const known = useRef(list);
  const { current } = known;
  const isSame = list.length === current.length && list.every((each, at) => each === current[at]);
  if (!isSame) known.current = list;
  return known.current;
}
