import { useCallback, useRef, useState } from "react";
import type { EditorHandle } from "../editor/handle";
import { Held } from "../ui/held";
import type { Selection } from "./place";

/** Where the editor of a group of tabs says where it is, and that it is there. */
export interface EditorPort {
  readonly selection: Held<Selection | null>;
  readonly onSelection: (path: string, next: Selection) => void;
  readonly onHandle: (handle: EditorHandle | null) => void;
}

type Handles = Readonly<Record<number, EditorHandle | null>>;

/** The editors that are on the page, by the id of their group. */
export function useEditors() {
  const [handles, setHandles] = useState<Handles>({});
  const [ports] = useState(() => {
    const makePort = (id: number): EditorPort => {
      const selection = new Held<Selection | null>(null);
      const onHandle = (handle: EditorHandle | null) => setHandles((all) => ({ ...all, [id]: handle }));
      return { selection, onSelection: (_, next) => selection.set(next), onHandle };
    };
    return [makePort(0), makePort(1)] as const;
  });
  const latest = useRef(handles);
  latest.current = handles;
  /** Somebody types in another editor than that of this group. */
  const isElsewhere = useCallback(
    (id: number) =>
      Object.entries(latest.current).some(([of, each]) => Number(of) !== id && each?.hasFocus()),
    [],
  );
  const portOf = (id: number): EditorPort => ports[id] ?? ports[0];
  return { portOf, handleOf: (id: number) => handles[id] ?? null, isElsewhere };
}
