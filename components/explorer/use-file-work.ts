import { useMemo, useRef } from "react";
import type { Changes, FilesState, Texts } from "../files/files";
import { deletedPaths, filePaths, hasFile, isDirty, textOf } from "../files/files";
import { openPaths } from "../files/groups";
import type { Incoming } from "../files/incoming";
import { inFolder, nameOf } from "../files/many-files";
import { faultOfMove, takenNames } from "../files/path-fault";
import type { Files } from "../files/use-files";
import { fetchOrSay } from "../late/fetch-or-say";
import { Late } from "../late/late";
import { toast } from "../shell/signals";
import { saveBlob } from "./save-blob";

const incoming = new Late(() => import("../files/incoming"));
const unzipping = new Late(() => import("../files/unzip"));
const zipping = new Late(() => import("../files/zip-texts"));

/** What can be done to files from the tree, the menus and the editor's own buttons. What is taken away can be undone. */
export interface FileWork {
  remove(path: string): void;
  /** A sentence where it cannot be. */
  move(from: string, to: string): string | null;
  revert(path: string): void;
  /** Files of the example that were deleted. */
  restoreDeleted(): void;
  bring(files: readonly Incoming[], folder: string): Promise<void>;
  bringZip(zip: Blob, folder: string): Promise<void>;
  /** Null takes it away. */
  replace(path: string, text: string | null, said: string): void;
  download(path: string): void;
  downloadAll(name: string): Promise<void>;
}

export function useFileWork({ state, dispatch }: Pick<Files, "state" | "dispatch">): FileWork {
  const latest = useRef(state);
  latest.current = state;
  return useMemo(() => makeFileWork(() => latest.current, dispatch), [dispatch]);
}

function makeFileWork(now: () => FilesState, dispatch: Files["dispatch"]): FileWork {
  const bring = async (files: readonly Incoming[], folder: string) => {
    const arrived = await fetchOrSay(incoming);
    if (!arrived) return;
    const { takeIn, summaryOf } = arrived;
    const before = now();
    const paths = filePaths(before);
    const taken = await takeIn(files, paths, folder);
    dispatch({ type: "left", changed: taken.texts });
    const [first] = Object.keys(taken.texts);
    if (files.length === 1 && first !== undefined) dispatch({ type: "open", path: first });
    const changed = changesBack(before, Object.keys(taken.texts));
    toast({
      tone: "neutral",
      ...summaryOf(taken, paths),
      ...(first !== undefined && {
        action: { label: "Undo", run: () => dispatch({ type: "left", changed }) },
      }),
    });
  };
  return {
    bring,
    remove: (path) => remove(now(), path, dispatch),
    move: (from, to) => {
      const state = now();
      if (from === to) return null;
      const fault = faultOfMove(from, to, takenNames(filePaths(state), state.folders));
      if (fault === null) dispatch({ type: "move", from, to });
      return fault;
    },
    revert: (path) => {
      const state = now();
      if (!isDirty(state, path)) return;
      const changed = { [path]: textOf(state, path) };
      dispatch({ type: "revert", path });
      toast({
        tone: "neutral",
        text: `${nameOf(path)} is as the example gave it`,
        action: { label: "Undo", run: () => dispatch({ type: "left", changed }) },
      });
    },
    restoreDeleted: () => {
      for (const path of deletedPaths(now())) dispatch({ type: "revert", path });
    },
    bringZip: async (zip, folder) => {
      const unzipped = await (await fetchOrSay(unzipping))?.unzip(zip);
      if (!unzipped) return;
      if (unzipped.ok) await bring(unzipped.files, folder);
      else toast({ tone: "error", text: "The zip was not imported", detail: unzipped.why });
    },
    replace: (path, text, said) => {
      const changed = changesBack(now(), [path]);
      dispatch({ type: "left", changed: { [path]: text } });
      toast({
        tone: "neutral",
        text: said,
        action: { label: "Undo", run: () => dispatch({ type: "left", changed }) },
      });
    },
    download: (path) => saveBlob(new Blob([textOf(now(), path)], { type: "text/plain" }), nameOf(path)),
    downloadAll: async (name) => {
      const zipped = await (await fetchOrSay(zipping))?.zipTexts(textsOf(now()));
      if (zipped) saveBlob(zipped, `${name}.zip`);
    },
  };
}

function remove(state: FilesState, path: string, dispatch: Files["dispatch"]): void {
  const paths = filePaths(state).filter((each) => inFolder(each, path));
  const texts = Object.fromEntries(paths.map((each) => [each, textOf(state, each)]));
  const folders = state.folders.filter((each) => inFolder(each, path));
  const wasOpen = openPaths(state.groups).includes(path);
  dispatch({ type: "remove", path });
  const count = hasFile(state, path) ? 0 : paths.length;
  const all = count === 0 ? "" : count === 1 ? " with 1 file" : ` with ${count} files`;
  toast({
    tone: "neutral",
    text: `${path} deleted${all}`,
    action: {
      label: "Undo",
      run: () => {
        dispatch({ type: "putBack", texts, folders });
        if (wasOpen) dispatch({ type: "open", path });
      },
    },
  });
}

const textsOf = (state: FilesState): Texts =>
  Object.fromEntries(filePaths(state).map((path) => [path, textOf(state, path)]));

/** What these files were: undoing brings that back. */
const changesBack = (state: FilesState, paths: readonly string[]): Changes =>
  Object.fromEntries(paths.map((path) => [path, hasFile(state, path) ? textOf(state, path) : null]));
