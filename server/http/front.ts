import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";

/** Answers a request before Next sees it, or leaves it to whoever is behind. */
export type Front = (request: IncomingMessage, response: ServerResponse) => Promise<void> | undefined;
