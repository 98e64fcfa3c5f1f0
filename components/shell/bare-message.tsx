import { BUTTON, FLOATING } from "../ui/classes";
import type { ToastMessage } from "./signals";

interface BareMessageProps {
  readonly message: ToastMessage;
  readonly onClose: () => void;
}

/** A message where even what shows messages could not be fetched: without a queue, and until it is dismissed. */
export function BareMessage({ message: { text, detail, action }, onClose }: BareMessageProps) {
  return (
    <div
      role="alert"
      className={`${FLOATING} fixed right-3 bottom-9 z-30 w-[min(24rem,calc(100vw-1.5rem))] px-3 py-2`}
    >
      <p className="wrap-anywhere">{text}</p>
      {detail !== undefined && <p className="text-text-muted text-xs wrap-anywhere">{detail}</p>}
      <div className="mt-2 flex gap-2">
        {action !== undefined && (
          <button
            type="button"
            className={BUTTON}
            onClick={() => {
              onClose();
              action.run();
            }}
          >
            {action.label}
          </button>
        )}
        <button type="button" className={BUTTON} onClick={onClose}>
          Dismiss
        </button>
      </div>
    </div>
  );
}
