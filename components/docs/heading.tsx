import type { ReactNode } from "react";

interface HeadingProps {
  readonly depth: number;
  readonly id: string;
  readonly children: ReactNode;
}

const LOOKS = [
  "mb-3 text-xl font-semibold tracking-[-0.01em]",
  "mt-8 mb-2 text-lg font-semibold",
  "mt-6 mb-1 text-base font-semibold",
  "mt-4 mb-1 text-base font-medium",
];

/** A heading that can be linked to: its own text is the link, quiet until it is pointed at. */
export function Heading({ depth, id, children }: HeadingProps) {
  const level = Math.min(Math.max(depth, 1), 4);
  const Tag = `h${level}` as "h1" | "h2" | "h3" | "h4";
  return (
    <Tag id={id} className={`scroll-mt-14 text-text ${LOOKS[level - 1]}`}>
      {level === 1 ? (
        children
      ) : (
        <a
          href={`#${id}`}
          className="text-text no-underline hover:underline hover:decoration-accent hover:underline-offset-4"
        >
          {children}
        </a>
      )}
    </Tag>
  );
}
