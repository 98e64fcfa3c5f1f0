import "server-only";

/** Sessions as files, for members: their records alone, and with all that it takes to verify them elsewhere. */
export { answerEntries, answerExport } from "./answers";
