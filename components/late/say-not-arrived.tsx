"use client";

import { useEffect } from "react";
import { toast } from "../shell/signals";
import { ADVICE, TITLE } from "./words";

/** A message, for what was asked for by a press and has no place of its own. */
export function sayNotArrived(): void {
  toast({ tone: "error", text: TITLE, detail: ADVICE });
}

/** In the stead of a menu or a dialog that cannot be had. */
export function NotArrivedMessage({ onClose }: { onClose: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once
  useEffect(() => {
    sayNotArrived();
    onClose();
  }, []);
  return null;
}
