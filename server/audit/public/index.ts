import "server-only";

/** The logs of workspaces that are public, for anybody, as files of tlog-tiles. */
export { answerCheckpoint, answerTile } from "./answers";
