/**
 * What page and server say about the files of a workspace. A file is written over the version that its writer has seen,
 * named by its hash; where there is another one by now, nothing is written and that one is answered: both are kept.
 */
import { z } from "zod";
import { FILE_BYTES } from "./limits";
import { faultOfName } from "./path";

const workspace = z.object({ workspaceId: z.string().max(64) });
const whole = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const path = z
  .string()
  .max(1_000)
  .superRefine((value, context) => {
    const fault = faultOfName(value);
    if (fault !== null) context.addIssue({ code: "custom", message: fault });
  });
const text = z
  .string()
  .max(FILE_BYTES)
  .refine((value) => value.isWellFormed(), "The text is not well-formed Unicode.");

/** Without its text. `sha256` is null where the file is gone. */
const version = z.object({
  version: whole,
  sha256: sha256.nullable(),
  bytes: whole,
  changedAt: z.iso.datetime(),
});
const file = version.extend({ path: z.string() });
const versionWithText = version.extend({ text: z.string().nullable() });

export const listFilesInput = workspace;
export const listFilesOutput = z.object({ items: z.array(file) });

/** Answers when there are other changes than so many, or after a while. */
export const changesInput = workspace.extend({ since: whole });
/** Of all files together; it only ever grows. */
export const changesOutput = z.object({ changes: whole });

export const readFileInput = workspace.extend({ path, version: whole.optional() });
export const readFileOutput = versionWithText;

export const versionsInput = workspace.extend({ path });
/** The newest first. */
export const versionsOutput = z.object({ items: z.array(version.extend({ isMine: z.boolean() })) });

export const writeFileInput = workspace.extend({
  path,
  /** Null: the file is gone. */
  text: text.nullable(),
  /** What it is written over; null where the server has no such file. */
  over: sha256.nullable(),
});
export const writeFileOutput = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("written"), version }),
  z.object({ outcome: z.literal("conflict"), theirs: versionWithText }),
]);

export type StoredFile = z.infer<typeof file>;
export type FileVersion = z.infer<typeof versionsOutput>["items"][number];
export type FileWithText = z.infer<typeof versionWithText>;
export type WriteInput = z.infer<typeof writeFileInput>;
export type Written = z.infer<typeof writeFileOutput>;
