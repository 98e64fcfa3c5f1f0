import { useCallback, useEffect, useState } from "react";

/** A choice between two, as it was left; until somebody chooses, what `usual` says. Null until the page knows. */
export function useKeptChoice(key: string, usual: () => boolean): readonly [boolean | null, () => void] {
  const [chosen, setChosen] = useState<boolean | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is usual is asked once
  useEffect(() => setChosen(read(key) ?? usual()), [key]);
  const toggle = useCallback(() => {
    setChosen((before) => {
      keep(key, !before);
      return !before;
    });
  }, [key]);
  return [chosen, toggle];
}

function read(key: string): boolean | undefined {
  try {
    const kept = localStorage.getItem(key);
    return kept === null ? undefined : kept === "yes";
  } catch {
    return undefined;
  }
}

function keep(key: string, chosen: boolean): void {
  try {
    localStorage.setItem(key, chosen ? "yes" : "no");
  } catch {
    // A choice that cannot be kept holds for this visit.
  }
}
