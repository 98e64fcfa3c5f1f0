import { EmptyState } from "../states/empty-state";
import { BUTTON } from "../ui/classes";

/** Everything is closed: the way back is the files. */
export function NoFileOpen({
  empty,
  onShowFiles,
}: {
  empty: boolean;
  onShowFiles: (() => void) | undefined;
}) {
  return (
    <div className="px-4 py-6">
      <EmptyState
        kind="nothing-yet"
        title={empty ? "This workspace is empty" : "No file is open"}
        actions={
          onShowFiles && (
            <button type="button" className={BUTTON} onClick={onShowFiles}>
              Show the files
            </button>
          )
        }
      >
        {empty ? "Add a file: an agent starts with its policy." : "Choose one of the files."}
      </EmptyState>
    </div>
  );
}
