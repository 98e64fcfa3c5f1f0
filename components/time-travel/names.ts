const FOLDER = "/workspace/";

/** As the explorer writes it; what is elsewhere keeps its whole path. */
export const shortPath = (path: string): string =>
  path.startsWith(FOLDER) ? path.slice(FOLDER.length) : path;
