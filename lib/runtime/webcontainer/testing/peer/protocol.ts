/** What the peer's page asks of its server, and what that tells it. Bytes are base64. */
export type Ask =
  | { readonly op: "boot"; readonly workdirName?: string | undefined }
  | { readonly op: "teardown" }
  | { readonly op: "mount"; readonly tree: string; readonly at?: string | undefined }
  | { readonly op: "export"; readonly path: string }
  | {
      readonly op: "run";
      readonly command: string;
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
    }
  | { readonly op: "input"; readonly process: number; readonly text: string }
  | { readonly op: "kill"; readonly process: number }
  | { readonly op: "readFile" | "readdir" | "mkdir"; readonly path: string }
  | { readonly op: "rm"; readonly path: string; readonly force: boolean }
  | { readonly op: "rename"; readonly path: string; readonly to: string }
  | { readonly op: "writeFile"; readonly path: string; readonly bytes: string }
  | { readonly op: "watch"; readonly path: string; readonly recursive: boolean }
  | { readonly op: "unwatch"; readonly watch: number };

export type Tell =
  | { readonly kind: "output"; readonly process: number; readonly bytes: string }
  | { readonly kind: "exit"; readonly process: number; readonly code: number }
  | { readonly kind: "watch"; readonly watch: number; readonly event: string; readonly name: string }
  | { readonly kind: "event"; readonly name: string; readonly values: readonly unknown[] };

/** A folder as the client sends and takes it. */
export interface Branch {
  readonly d: Readonly<Record<string, Branch | Leaf>>;
}
export interface Leaf {
  /** `b`: the content is bytes, one a character. */
  readonly f: { readonly c: string; readonly b?: true } | { readonly l: string };
}
