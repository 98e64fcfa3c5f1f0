import { X } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { FLOATING, ICON_BUTTON } from "./classes";
import { Icon } from "./icon";

/** As large as what it holds, and never larger than the window. */
export const WIDE_DIALOG = "max-h-[80vh] w-[min(44rem,calc(100vw-2rem))] overflow-auto";

/** The `ref` of a dialog that is drawn only while it is open. */
export const asModal = (dialog: HTMLDialogElement | null): void => dialog?.showModal();

interface DialogProps {
  /** Its title is named after it. */
  readonly name: string;
  readonly title: ReactNode;
  readonly size: string;
  readonly children: ReactNode;
  /** Of the element, for whoever opens it by that. */
  readonly id?: string;
  readonly ref?: Ref<HTMLDialogElement>;
  readonly onClose?: () => void;
}

/** A native dialog: the browser keeps the focus in it, closes it with Escape and gives the focus back. */
export function Dialog({ name, title, size, children, id, ref, onClose }: DialogProps) {
  const titleId = `${name}-title`;
  return (
    <dialog
      id={id}
      ref={ref}
      aria-labelledby={titleId}
      closedby="any"
      onClose={onClose}
      className={`${FLOATING} m-auto ${size} p-0`}
    >
      <div className="flex h-10 items-center justify-between border-line border-b pr-1.5 pl-4">
        <h2 id={titleId} className="truncate font-semibold text-sm">
          {title}
        </h2>
        <form method="dialog">
          <button type="submit" className={ICON_BUTTON} aria-label="Close">
            <Icon of={X} />
          </button>
        </form>
      </div>
      {children}
    </dialog>
  );
}
