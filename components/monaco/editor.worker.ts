/** What works for every editor beside the page. It says when it is there, which Monaco leaves aside. */
import "monaco-editor/editor/editor.worker";

self.postMessage("here");
