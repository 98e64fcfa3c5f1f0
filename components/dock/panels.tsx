"use client";

import { type KeyboardEvent, type MouseEvent, useRef } from "react";
import { alongRow } from "../ui/along-row";
import type { Panel } from "./panel";
import { useKeptFocus } from "./use-kept-focus";

interface PanelsProps {
  /** Of the dock: tabs and panels are named after it. */
  readonly id: string;
  readonly label: string;
  readonly panels: readonly Panel[];
  readonly shown: string;
  readonly onShow: (name: string) => void;
}

/**
 * A row of tabs and what they show: arrows, Home and End move along the row, Tab goes on into the panel. A panel that gives way to
 * another by itself, as to a question, gives it the focus as well: never to what can be pressed there, for somebody is typing.
 */
export function Panels({ id, label, panels, shown, onShow }: PanelsProps) {
  const seen = useRef(new Set<string>());
  const here = panels.find(({ name }) => name === shown) ?? panels[0];
  const heard = useKeptFocus(here?.name, () => {
    if (here?.focus) here.focus();
    else if (here) document.getElementById(tabId(id, here.name))?.focus();
  });
  if (!here) return null;
  seen.current.add(here.name);
  const inPage = panels.filter((panel) => panel === here || (panel.stays && seen.current.has(panel.name)));
  return (
    <>
      <div className="flex h-8 shrink-0 items-center gap-1 overflow-x-auto px-2 [scrollbar-width:none]">
        <div role="tablist" aria-label={label} className="flex items-center gap-1">
          {panels.map((panel) => (
            <Tab
              key={panel.name}
              id={id}
              panel={panel}
              panels={panels}
              isShown={panel === here}
              heard={heard(panel.name)}
              onShow={onShow}
            />
          ))}
        </div>
      </div>
      {inPage.map(({ name, view }) => (
        <div
          key={name}
          role="tabpanel"
          id={panelId(id, name)}
          aria-labelledby={tabId(id, name)}
          hidden={name !== here.name}
          {...heard(name)}
          className="flex min-h-0 grow flex-col [&[hidden]]:hidden"
        >
          {view()}
        </div>
      ))}
    </>
  );
}

interface TabProps {
  readonly id: string;
  readonly panel: Panel;
  readonly panels: readonly Panel[];
  readonly isShown: boolean;
  readonly heard: ReturnType<ReturnType<typeof useKeptFocus>>;
  readonly onShow: (name: string) => void;
}

function Tab({ id, panel, panels, isShown, heard, onShow }: TabProps) {
  const { name, label, note, focus } = panel;
  const onClick = ({ detail }: MouseEvent) => {
    onShow(name);
    if (detail > 0) focus?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = panels[alongRow(event.key, panels.indexOf(panel), panels.length) ?? -1];
    if (!next) return;
    event.preventDefault();
    onShow(next.name);
    document.getElementById(tabId(id, next.name))?.focus();
  };
  return (
    <button
      type="button"
      role="tab"
      id={tabId(id, name)}
      aria-selected={isShown}
      aria-controls={isShown ? panelId(id, name) : undefined}
      tabIndex={isShown ? 0 : -1}
      onClick={onClick}
      onKeyDown={onKeyDown}
      {...heard}
      className="h-6 shrink-0 rounded px-2 text-text-muted text-xs whitespace-nowrap hover:bg-surface-2 aria-selected:bg-surface-2 aria-selected:text-text"
    >
      {label}
      {note !== undefined && <span className="ml-1 tabular-nums"> {note}</span>}
    </button>
  );
}

const tabId = (id: string, name: string) => `${id}-${name}`;
const panelId = (id: string, name: string) => `${id}-${name}-panel`;
