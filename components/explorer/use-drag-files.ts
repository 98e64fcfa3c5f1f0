import { type DropItem, type DropTarget, useDragAndDrop } from "react-aria-components/useDragAndDrop";
import { joinPath, nameOf } from "../files/many-files";
import { PATH_TYPE, TAB_TYPE } from "./drag-types";

export interface DragFilesOf {
  readonly mayEdit: boolean;
  readonly isFolder: (path: string) => boolean;
  readonly onMove: (from: string, to: string) => void;
  readonly onBring: (items: readonly DropItem[], folder: string) => void;
  /** What is dragged, and null when it has been let go: the open files take it too. */
  readonly onDrag: (path: string | null) => void;
}

/** Rows onto folders, and files from outside onto folders or the workspace itself. */
export function useDragFiles({ mayEdit, isFolder, onMove, onBring, onDrag }: DragFilesOf) {
  const take = async (items: readonly DropItem[], folder: string) => {
    for (const item of items) {
      if (item.kind !== "text" || !item.types.has(PATH_TYPE)) continue;
      const from = await item.getText(PATH_TYPE);
      onMove(from, joinPath(folder, nameOf(from)));
    }
    const brought = items.filter(({ kind }) => kind !== "text");
    if (brought.length > 0) onBring(brought, folder);
  };
  const isMeant = (target: DropTarget) =>
    target.type === "root" || (target.dropPosition === "on" && isFolder(String(target.key)));
  return useDragAndDrop({
    isDisabled: !mayEdit,
    getItems: (keys) => [...keys].map((key) => ({ [PATH_TYPE]: String(key), "text/plain": String(key) })),
    onDragStart: ({ keys }) => onDrag(String([...keys][0])),
    onDragEnd: () => onDrag(null),
    acceptedDragTypes: "all",
    getDropOperation: (target, types) => {
      if (types.has(TAB_TYPE) || !isMeant(target)) return "cancel";
      return types.has(PATH_TYPE) ? "move" : "copy";
    },
    onRootDrop: ({ items }) => void take(items, ""),
    onItemDrop: ({ items, target }) => void take(items, String(target.key)),
  }).dragAndDropHooks;
}
