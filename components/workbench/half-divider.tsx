import { type RefObject, useEffect, useState } from "react";
import { Divider } from "../split/divider";
import { halfLimits, shareOf, sizeOf } from "../split/share";

interface HalfDividerProps {
  /** What both halves are in. */
  readonly frame: RefObject<HTMLElement | null>;
  readonly controls: string;
  readonly share: number;
  readonly onShare: (share: number) => void;
}

/** Between the halves of the editor. */
export function HalfDivider({ frame, controls, share, onShare }: HalfDividerProps) {
  const width = useWidth(frame);
  return (
    <Divider
      label="Width of the left half"
      controls={controls}
      size={sizeOf(share, width)}
      limits={halfLimits(width)}
      onSize={(size) => onShare(shareOf(size, width))}
    />
  );
}

function useWidth(frame: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (frame.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame]);
  return width;
}
