import { createContext } from "react";
import type { DeskStore } from "./desk-store";

/** For what is deep inside a panel, and shown where there is no desk as well. */
export const DeskContext = createContext<DeskStore | null>(null);
