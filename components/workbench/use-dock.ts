import { useCallback, useRef, useState } from "react";

export interface Dock {
  /** The name of the panel on show. */
  readonly panel: string;
  readonly show: (name: string) => void;
  /** The panel that was on show before, for whoever showed one on its own account. */
  readonly showAgain: () => void;
}

/** Which of its panels a dock shows. `onShow`: what else is to happen, so that the dock itself is in sight. */
export function useDock(first: string, onShow?: () => void): Dock {
  const [panel, setPanel] = useState(first);
  const before = useRef(first);
  const show = useCallback(
    (name: string) => {
      onShow?.();
      setPanel((shown) => {
        if (shown !== name) before.current = shown;
        return name;
      });
    },
    [onShow],
  );
  const showAgain = useCallback(() => setPanel(before.current), []);
  return { panel, show, showAgain };
}
