"use client";

import { type CSSProperties, Fragment, useRef } from "react";
import { activePath } from "../files/files";
import { EditorHalf } from "./editor-half";
import { HalfDivider } from "./half-divider";
import { NoFileOpen } from "./no-file-open";
import { usePaneSize } from "./use-pane-size";
import type { WorkbenchModel } from "./use-workbench";

/** The editor: one group of tabs, or two side by side. */
export function EditorColumn({ model }: { model: WorkbenchModel }) {
  const frame = useRef<HTMLElement>(null);
  const [share, setShare] = usePaneSize("half");
  const { state } = model.files;
  return (
    <section
      ref={frame}
      aria-label="Editor"
      style={{ "--half": `${share / 10}%` } as CSSProperties}
      className="relative flex min-h-0 min-w-0 grow"
    >
      <p role="status" className="sr-only">
        {model.halves.said}
      </p>
      {activePath(state) === null ? (
        <NoFileOpen
          empty={model.paths.length === 0}
          onShowFiles={model.explorer ? undefined : model.toggleExplorer}
        />
      ) : (
        state.groups.all.map((group, at) => (
          <Fragment key={group.id}>
            {at > 0 && (
              <HalfDivider
                frame={frame}
                controls={halfId(state.groups.all[0]?.id)}
                share={share}
                onShare={setShare}
              />
            )}
            <EditorHalf id={halfId(group.id)} model={model} group={group} isLeft={at === 0} />
          </Fragment>
        ))
      )}
    </section>
  );
}

const halfId = (group: number | undefined) => `half-${group}`;
