import type { ReactNode } from "react";
import { EmptyState } from "../states/empty-state";
import { HEADING, LINK } from "../ui/classes";
import { ago } from "./ago";

export interface RecentWorkspace {
  readonly id: string;
  readonly name: string;
  readonly example: string | null;
  readonly openedAt: string;
}

const SHOWN = 8;

/** What this person worked on, the last opened first. Read on the server, so it is there with the page. */
export function RecentWork({ items, now }: { items: readonly RecentWorkspace[]; now: Date }) {
  if (items.length === 0) {
    return (
      <Frame>
        <EmptyState kind="nothing-yet" title="Nothing opened yet">
          Open an example: it becomes a workspace of yours, and is listed here.
        </EmptyState>
      </Frame>
    );
  }
  return (
    <Frame>
      <ul className="mt-1 border-line-strong border-t">
        {items.slice(0, SHOWN).map((item) => (
          <li key={item.id} className="flex items-center gap-3 border-line border-b">
            <a
              href={`/w/${item.id}`}
              className="group flex min-h-9 min-w-0 grow flex-col justify-center py-1.5 text-text no-underline"
            >
              <span className="truncate font-medium group-hover:underline group-hover:decoration-accent group-hover:underline-offset-2">
                {item.name}
              </span>
              <span className="flex gap-2 text-text-muted text-xs">
                <time dateTime={item.openedAt} title={item.openedAt}>
                  {ago(new Date(item.openedAt), now)}
                </time>
                {item.example !== null && item.example !== item.name && <code>{item.example}</code>}
              </span>
            </a>
            <a
              href={`/audit?w=${item.id}`}
              title="What its agents did"
              className={`${LINK} inline-flex min-h-6 items-center text-xs`}
            >
              Sessions
            </a>
          </li>
        ))}
      </ul>
    </Frame>
  );
}

export function Frame({ children }: { children: ReactNode }) {
  return (
    <section aria-labelledby="recent">
      <h2 id="recent" className={HEADING}>
        Recent work
      </h2>
      {children}
    </section>
  );
}
