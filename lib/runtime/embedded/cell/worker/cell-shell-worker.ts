/** The worker of a cell with a shell. A worker in a frame of opaque origin can load nothing later: it is in the same text. */
import "./confine";
import { Bash } from "just-bash/browser";
import { startCell } from "./start-cell";

startCell(() => Promise.resolve({ Bash }));
