import { type Dispatch, useCallback, useEffect, useRef, useState } from "react";
import type { EditorHandle } from "../editor/handle";
import type { FilesAction } from "../files/files";
import { Held } from "./held";
import { formatPlace, type Place, parsePlace, type Selection } from "./place";

const SETTLE_MS = 150;

/**
 * The address bar and the editor, in step: a link opens its file and selects its lines, moving about rewrites the
 * address, opening another file is a step that Back takes back.
 */
export function usePlace(
  active: string | null,
  restored: boolean,
  dispatch: Dispatch<FilesAction>,
  exists: (path: string) => boolean,
) {
  const [selection] = useState(() => new Held<Selection | null>(null));
  const [handle, setHandle] = useState<EditorHandle | null>(null);
  const wanted = useRef<Place | null>(null);
  const written = useRef<string | null>(null);

  const there = useRef(exists);
  there.current = exists;

  const goTo = useCallback(
    (place: Place) => {
      if (!there.current(place.path)) return; // an old link, to a file that is no longer there
      wanted.current = place;
      dispatch({ type: "open", path: place.path });
    },
    [dispatch],
  );

  useEffect(() => {
    if (!restored) return;
    const follow = () => {
      const place = parsePlace(location.hash);
      written.current = place?.path ?? null;
      if (place !== null) goTo(place);
    };
    follow();
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, [restored, goTo]);

  // No dependencies: whichever comes last, the file on show or its editor, finishes what a link asked for.
  useEffect(() => {
    const place = wanted.current;
    if (handle === null || place === null || place.path !== active) return;
    wanted.current = null;
    if (place.at !== null) handle.reveal(place.at);
  });

  const onSelection = useCallback((_: string, next: Selection) => selection.set(next), [selection]);
  useAddress(active, selection, restored, wanted, written);
  return { selection, onSelection, handle, setHandle, goTo };
}

function useAddress(
  active: string | null,
  selection: Held<Selection | null>,
  restored: boolean,
  wanted: { readonly current: Place | null },
  written: { current: string | null },
): void {
  useEffect(() => {
    if (!restored || active === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      if (wanted.current !== null) return;
      const next = formatPlace({ path: active, at: selection.value });
      if (next === location.hash) return;
      const moved = written.current !== null && written.current !== active;
      written.current = active;
      history[moved ? "pushState" : "replaceState"](null, "", next);
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
  }, [active, selection, restored, wanted, written]);
}
