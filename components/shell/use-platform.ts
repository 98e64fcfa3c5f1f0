import { useSyncExternalStore } from "react";
import type { Platform } from "@/lib/shortcuts";
import { pagePlatform } from "./platform";

const never = () => () => {};

/** Which keys to print, in a component that is rendered on the server as well: there it is not known yet. */
export function usePlatform(): Platform {
  return useSyncExternalStore(never, pagePlatform, () => "other");
}
