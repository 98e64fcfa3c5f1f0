/** What checks TypeScript. It says when it is there, which Monaco leaves aside. */
import "monaco-editor/language/typescript/ts.worker";

self.postMessage("here");
