import { type Dispatch, useCallback, useEffect, useReducer, useRef } from "react";
import type { FilesAction } from "../files/files";
import { focusedGroup, type Groups } from "../files/groups";
import type { Held } from "../ui/held";
import { formatPlace, isStep, type Place, parsePlace, type Selection, type Written } from "./place";
import { useEditors } from "./use-editors";

const SETTLE_MS = 150;

interface Wish extends Place {
  /** Whether the keyboard goes there too. */
  readonly focus: boolean;
}

interface PlaceOf {
  readonly groups: Groups;
  readonly restored: boolean;
  readonly dispatch: Dispatch<FilesAction>;
  readonly exists: (path: string) => boolean;
}

/**
 * The address bar and the editor that somebody works in, in step: a link opens its file and selects its lines, moving
 * about rewrites the address, opening another file is a step that Back takes back.
 */
export function usePlace({ groups, restored, dispatch, exists }: PlaceOf) {
  const { id, active } = focusedGroup(groups);
  const { portOf, handleOf, isElsewhere } = useEditors();
  const { selection } = portOf(id);
  const handle = handleOf(id);
  const wanted = useRef<Wish | null>(null);
  const written = useRef<Written | null>(null);

  const there = useRef(exists);
  there.current = exists;

  /** The file comes into the focused group by itself; what is left is its place. */
  const [, look] = useReducer((count: number) => count + 1, 0);
  const arrive = useCallback((place: Place, focus = true) => {
    wanted.current = { ...place, focus };
    look(); // nothing else may have changed
  }, []);
  const goTo = useCallback(
    (place: Place, focus = false) => {
      if (!there.current(place.path)) return; // an old link, to a file that is no longer there
      arrive(place, focus);
      dispatch({ type: "jump", path: place.path });
    },
    [arrive, dispatch],
  );

  useEffect(() => {
    if (!restored) return;
    const follow = () => {
      const place = parsePlace(location.hash);
      written.current = place && { path: place.path, group: null };
      if (place !== null) goTo(place);
    };
    follow();
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, [restored, goTo]);

  // No dependencies: whichever comes last, the file on show or its editor, finishes what a link asked for.
  useEffect(() => {
    const wish = wanted.current;
    if (handle === null || wish === null || wish.path !== active || handle.path !== active) return;
    wanted.current = null;
    if (wish.at !== null) handle.reveal(wish.at);
    if (wish.focus || isElsewhere(id)) handle.focus();
  });

  useAddress({ id, active, selection, restored, wanted, written });
  return { selection, handle, handleOf, portOf, goTo, arrive };
}

interface AddressOf {
  readonly id: number;
  readonly active: string | null;
  readonly selection: Held<Selection | null>;
  readonly restored: boolean;
  readonly wanted: { readonly current: Place | null };
  readonly written: { current: Written | null };
}

function useAddress({ id, active, selection, restored, wanted, written }: AddressOf): void {
  useEffect(() => {
    if (!restored || active === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      if (wanted.current !== null) return;
      const before = written.current;
      written.current = { path: active, group: id };
      const next = formatPlace({ path: active, at: selection.value });
      if (next === location.hash) return;
      // With the router's own state: it then takes the place as known, and does not draw the page again for it.
      history[isStep(before, written.current) ? "pushState" : "replaceState"](history.state, "", next);
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(write, SETTLE_MS);
    };
    later();
    const leave = selection.subscribe(later);
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [id, active, selection, restored, wanted, written]);
}
