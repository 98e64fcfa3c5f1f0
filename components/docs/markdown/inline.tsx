import type { MarkedToken, Token } from "marked";
import type { ReactNode } from "react";
import { LINK } from "../../ui/classes";
import { targetOf } from "./target";

export interface Where {
  readonly folder: string;
  readonly known: ReadonlySet<string>;
}

/** Tokens within a line, as elements. Raw HTML stays the text that it is: nothing here sets inner HTML. */
export function Inline({ tokens, where }: { tokens: readonly Token[] | undefined; where: Where }): ReactNode {
  return (tokens ?? []).map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text on the server never changes its order
    <InlineToken key={index} token={token as MarkedToken} where={where} />
  ));
}

function InlineToken({ token, where }: { token: MarkedToken; where: Where }): ReactNode {
  switch (token.type) {
    case "strong":
      return (
        <strong className="font-semibold">
          <Inline tokens={token.tokens} where={where} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inline tokens={token.tokens} where={where} />
        </em>
      );
    case "del":
      return (
        <del>
          <Inline tokens={token.tokens} where={where} />
        </del>
      );
    case "codespan":
      return <code className="rounded-xs bg-surface-2 px-1 text-[0.88em] wrap-anywhere">{token.text}</code>;
    case "br":
      return <br />;
    case "link":
      return <DocLink href={token.href} tokens={token.tokens} where={where} />;
    case "image":
      return token.text;
    case "text":
      return token.tokens === undefined ? (
        withoutEntities(token.text)
      ) : (
        <Inline tokens={token.tokens} where={where} />
      );
    case "escape":
      return token.text;
    default:
      return token.raw;
  }
}

interface DocLinkProps {
  readonly href: string;
  readonly tokens: readonly Token[];
  readonly where: Where;
}

function DocLink({ href, tokens, where }: DocLinkProps): ReactNode {
  const target = targetOf(href, where.folder, where.known);
  const children = <Inline tokens={tokens} where={where} />;
  if (target.kind === "none") return children;
  return (
    <a className={LINK} href={target.href} {...(target.kind === "outside" ? { rel: "noreferrer" } : {})}>
      {children}
    </a>
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** The few entities that authors write; React escapes the text again on its way out. */
function withoutEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
