import { useCallback, useRef, useState } from "react";

export interface Dock {
  /** The name of the panel on show. */
  readonly panel: string;
  readonly show: (name: string) => void;
  /** The panel that was on show before, for whoever showed one on its own account. */
  readonly showAgain: () => void;
}

/** Which of its panels a dock shows. */
export function useDock(first: string): Dock {
  const [panel, setPanel] = useState(first);
  const before = useRef(first);
  const show = useCallback((name: string) => {
    setPanel((shown) => {
      if (shown !== name) before.current = shown;
      return name;
    });
  }, []);
  const showAgain = useCallback(() => setPanel(before.current), []);
  return { panel, show, showAgain };
}
