/** The worker of a cell whose policy lets no command start: it carries no shell, which is more than all the rest of it. */
import "./confine";
import { startCell } from "./start-cell";

startCell({ loadBash: () => Promise.reject(new Error("This cell has no shell.")), programs: [] });
