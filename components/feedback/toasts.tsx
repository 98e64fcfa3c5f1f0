"use client";

import { Check, type LucideIcon, TriangleAlert, X } from "lucide-react";
import {
  Button,
  type QueuedToast,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastList as ToastList,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components/Toast";
import type { ToastMessage } from "../shell/signals";
import { BUTTON, FLOATING } from "../ui/classes";
import { Icon } from "../ui/icon";

const SHOWN_MS = 6_000;
/** Something to press takes longer to reach than something to read. */
const OFFERED_MS = 15_000;
const AT_ONCE = 3;

const queue = new ToastQueue<ToastMessage>({ maxVisibleToasts: AT_ONCE });

/** What failed stays until it is dismissed; what went well leaves by itself, and waits while it is looked at. */
export function showToast(message: ToastMessage): void {
  const { tone, action, until } = message;
  if (until?.aborted) return;
  const key = queue.add(message, tone === "error" ? {} : { timeout: action ? OFFERED_MS : SHOWN_MS });
  until?.addEventListener("abort", () => queue.close(key), { once: true });
}

const ICONS: Readonly<Record<ToastMessage["tone"], LucideIcon | null>> = {
  neutral: null,
  allow: Check,
  error: TriangleAlert,
};

export function Toasts() {
  return (
    <ToastRegion
      queue={queue}
      aria-label="Messages"
      className="fixed right-3 bottom-9 z-30 w-[min(24rem,calc(100vw-1.5rem))]"
    >
      <ToastList<ToastMessage> className="m-0 flex list-none flex-col gap-2 p-0">
        {({ toast }) => <Message toast={toast} />}
      </ToastList>
    </ToastRegion>
  );
}

function Message({ toast }: { toast: QueuedToast<ToastMessage> }) {
  const { text, detail, tone, action } = toast.content;
  const icon = ICONS[tone];
  return (
    <Toast toast={toast} className={`${FLOATING} flex items-start gap-2 py-1.5 pr-1.5 pl-3`}>
      {icon !== null && (
        <Icon of={icon} className={`mt-1.5 size-4 ${tone === "error" ? "text-error" : "text-allow"}`} />
      )}
      {/* Polite: a message tells what happened and never interrupts what is being read. */}
      <ToastContent role="status" className="min-w-0 grow py-1">
        <Text slot="title" className="block wrap-anywhere">
          {text}
        </Text>
        {detail !== undefined && (
          <Text slot="description" className="block text-text-muted text-xs wrap-anywhere">
            {detail}
          </Text>
        )}
      </ToastContent>
      {action !== undefined && (
        <Button
          className={`${BUTTON} shrink-0`}
          onPress={() => {
            queue.close(toast.key);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <Button
        slot="close"
        aria-label="Dismiss"
        className="inline-flex size-7 shrink-0 items-center justify-center rounded text-text-muted hover:bg-surface-2 hover:text-text"
      >
        <Icon of={X} />
      </Button>
    </Toast>
  );
}
