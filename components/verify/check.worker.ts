/** Verifies dropped files beside the page. */
import { loadWasmHasher } from "@/lib/audit/hash";
import { piecesOf } from "../audit/pieces";
import { serveJob } from "../audit/serve-job";
import { checkFiles, type FilesCheck, type FilesJob } from "./check-files";

serveJob<FilesJob, FilesCheck>(async (job, { signal, onProgress }) =>
  checkFiles(job, {
    hasher: await loadWasmHasher(),
    signal,
    onProgress,
    piecesOf: (stream) => piecesOf(stream, signal),
  }),
);
