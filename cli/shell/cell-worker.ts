/** The worker of a cell with a shell. A worker in a frame of opaque origin can load nothing later: all of it is in one text. */
import "../../lib/runtime/embedded/cell/worker/confine";
import { Bash } from "just-bash/browser";
import { startCell } from "../../lib/runtime/embedded/cell/worker/start-cell";
import { aegisProgram } from "./program";

startCell({ loadBash: () => Promise.resolve({ Bash }), programs: [aegisProgram] });
