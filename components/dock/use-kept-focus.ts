import { useLayoutEffect, useRef } from "react";

/**
 * The focus, of which the page would forget where it was when a panel gives way to another by itself: a question takes the place of
 * the terminal that somebody types into, its answer takes away the button that was pressed. Answers with what hears of it,
 * for the parts of each panel.
 */
export function useKeptFocus(shown: string | undefined, focusShown: () => void) {
  const within = useRef<string>(undefined);
  const focus = useRef(focusShown);
  focus.current = focusShown;
  useLayoutEffect(() => {
    // What is taken out of the page says nothing of its going, so that this is still the panel before.
    if (within.current !== undefined && within.current !== shown) focus.current();
  }, [shown]);
  return (name: string) => ({
    onFocus: () => {
      within.current = name;
    },
    onBlur: () => {
      within.current = undefined;
    },
  });
}
