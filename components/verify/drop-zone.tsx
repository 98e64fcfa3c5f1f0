import { FileInput } from "lucide-react";
import { type DragEvent, useEffect, useId, useState } from "react";
import { BUTTON } from "../ui/classes";
import { Icon } from "../ui/icon";

/** Takes files by drop and by the browser's own dialog. Dropped beside it, a file must not open in place of the page. */
export function DropZone({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const keep = (event: Event) => event.preventDefault();
    window.addEventListener("dragover", keep);
    window.addEventListener("drop", keep);
    return () => {
      window.removeEventListener("dragover", keep);
      window.removeEventListener("drop", keep);
    };
  }, []);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onFiles(files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same without a mouse
    <div
      onDragOver={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={`needs-script flex flex-wrap items-center gap-3 rounded border border-dashed px-4 py-6 ${isOver ? "border-accent bg-accent-soft" : "border-line-strong"}`}
    >
      <Icon of={FileInput} className="size-5 text-text-muted" />
      <span className="min-w-0 grow">
        Drop a bundle here, the files of one, or a <code>.jsonl</code> of records.
      </span>
      <label
        htmlFor={id}
        className={`${BUTTON} cursor-pointer focus-within:outline-2 focus-within:outline-focus`}
      >
        Choose files
        <input
          id={id}
          type="file"
          multiple
          className="sr-only"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = "";
            if (files.length > 0) onFiles(files);
          }}
        />
      </label>
    </div>
  );
}
