import type { MarkedToken, Token, Tokens } from "marked";
import type { ReactNode } from "react";
import { Heading } from "../heading";
import { slugOf } from "../headings";
import { DocTable } from "./doc-table";
import { Inline, type Where } from "./inline";

interface BlocksProps {
  readonly tokens: readonly Token[];
  readonly where: Where;
  /** Anchors given out so far on this page. */
  readonly taken?: Set<string>;
}

export function Blocks({ tokens, where, taken = new Set() }: BlocksProps): ReactNode {
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text on the server never changes its order
    <Block key={index} token={token as MarkedToken} where={where} taken={taken} />
  ));
}

interface BlockProps {
  readonly token: MarkedToken;
  readonly where: Where;
  readonly taken: Set<string>;
}

function Block({ token, where, taken }: BlockProps): ReactNode {
  switch (token.type) {
    case "heading":
      return (
        <Heading depth={token.depth} id={slugOf(token.text, taken)}>
          <Inline tokens={token.tokens} where={where} />
        </Heading>
      );
    case "paragraph":
      return (
        <p className="my-3">
          <Inline tokens={token.tokens} where={where} />
        </p>
      );
    case "text":
      return <Inline tokens={token.tokens ?? [token]} where={where} />;
    case "code":
      return (
        <pre className="my-3 border-line border-y bg-surface-1 px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere">
          <code>{token.text}</code>
        </pre>
      );
    case "blockquote":
      return (
        <blockquote className="my-3 border-line-strong border-l-2 pl-4 text-text-muted">
          <Blocks tokens={token.tokens} where={where} taken={taken} />
        </blockquote>
      );
    case "list":
      return <List token={token as Tokens.List} where={where} taken={taken} />;
    case "table":
      return <DocTable token={token as Tokens.Table} where={where} />;
    case "hr":
      return <hr className="my-6 border-line" />;
    case "space":
    case "def":
      return null;
    default:
      return <p className="my-3">{token.raw}</p>;
  }
}

function List({ token, where, taken }: { token: Tokens.List; where: Where; taken: Set<string> }): ReactNode {
  const items = token.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text on the server never changes its order
    <li key={index} className="my-1 pl-1">
      <Blocks tokens={item.tokens} where={where} taken={taken} />
    </li>
  ));
  const start = typeof token.start === "number" ? token.start : 1;
  return token.ordered ? (
    <ol className="my-3 list-decimal pl-6" start={start}>
      {items}
    </ol>
  ) : (
    <ul className="my-3 list-disc pl-5">{items}</ul>
  );
}
