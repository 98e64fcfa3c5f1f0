import { useCallback, useEffect, useState } from "react";
import { keepText, keptText } from "./kept-text";

/** A choice between two, as it was left; until somebody chooses, what `usual` says. Null until the page knows. */
export function useKeptChoice(key: string, usual: () => boolean): readonly [boolean | null, () => void] {
  const [chosen, setChosen] = useState<boolean | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is usual is asked once
  useEffect(() => setChosen(read(key) ?? usual()), [key]);
  const toggle = useCallback(() => {
    setChosen((before) => {
      keepText(key, before ? "no" : "yes");
      return !before;
    });
  }, [key]);
  return [chosen, toggle];
}

function read(key: string): boolean | undefined {
  const kept = keptText(key) ?? undefined;
  return kept === undefined ? undefined : kept === "yes";
}
