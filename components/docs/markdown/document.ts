import { lexer, type Token, type Tokens } from "marked";
import { type PageHeading, slugOf } from "../headings";

export interface MarkdownDocument {
  readonly title: string;
  readonly summary: string;
  readonly tokens: readonly Token[];
  readonly headings: readonly PageHeading[];
}

const SUMMARY_MAX = 160;

/** A Markdown file as tokens, with what a list of pages and a list of sections say about it. */
export function readDocument(text: string): MarkdownDocument {
  const tokens = lexer(text);
  const taken = new Set<string>();
  const all = tokens
    .filter((token): token is Tokens.Heading => token.type === "heading")
    .map(({ text: heading, depth }) => ({ id: slugOf(heading, taken), text: plain(heading), depth }));
  const paragraph = tokens.find((token): token is Tokens.Paragraph => token.type === "paragraph");
  return {
    title: all.find((heading) => heading.depth === 1)?.text ?? "Untitled",
    summary: firstSentence(plain(paragraph?.text ?? "")),
    tokens,
    headings: all.filter((heading) => heading.depth === 2 || heading.depth === 3),
  };
}

/** Without the marks of code, emphasis and links. */
function plain(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[`*]/g, "")
    .replace(/\s+/g, " ");
}

function firstSentence(text: string): string {
  const end = text.search(/[.:](?:\s|$)/);
  const sentence = end < 0 ? text : `${text.slice(0, end)}.`;
  return sentence.length <= SUMMARY_MAX ? sentence : `${sentence.slice(0, SUMMARY_MAX - 1).trimEnd()}…`;
}
