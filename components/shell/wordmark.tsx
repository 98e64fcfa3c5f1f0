/** A gate with one way through: what the product does, at 16 px. */
export function Wordmark({ className = "size-4" }: { className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" className={`shrink-0 ${className}`}>
      <path
        d="M2.75 2.75h10.5v5.5c0 2.6-2.1 4.4-5.25 5.5-3.15-1.1-5.25-2.9-5.25-5.5z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <path d="M8 5.25v5.5" className="stroke-accent" strokeWidth="2" strokeLinecap="square" fill="none" />
    </svg>
  );
}
