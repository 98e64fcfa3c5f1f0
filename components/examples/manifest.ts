import { z } from "zod";

/** A path inside an example's folder: relative, forward, and never out of it. */
const relativePath = z
  .string()
  .max(200)
  .regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[\w.\-/]+$/, "must be a relative path without ..");

export const exampleFile = z
  .strictObject({
    /** Where the agent finds it, below /workspace. */
    path: relativePath,
    /** The file that is served, where a server would not serve it by that name. */
    source: relativePath.optional(),
  })
  .readonly();

export const example = z
  .strictObject({
    slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    title: z.string().min(1).max(40),
    summary: z.string().min(1).max(100),
    allowed: z.array(z.string()),
    approved: z.array(z.string()),
    refused: z.array(z.string()).min(1),
    entry: relativePath,
    files: z.array(exampleFile).min(1),
    shows: z.string().min(1),
  })
  .readonly();

export const manifest = z.strictObject({ examples: z.array(example).min(1) });

export type Example = z.infer<typeof example>;
export type ExampleFile = z.infer<typeof exampleFile>;

/** Where the file lies below public/examples. */
export function sourcePath(example: Example, file: ExampleFile): string {
  return `${example.slug}/${file.source ?? file.path}`;
}
