/** The arc light: two carbons, the spark between them, and its rays. */
export function Glyph({ className }: { className: string }) {
  return (
    <svg className={className} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path d="M12 1v7M12 23v-6" stroke="currentColor" strokeWidth="3.2" strokeLinecap="round" />
      <circle cx="12" cy="12.5" r="2.6" fill="currentColor" />
      <path
        d="M6.5 12.5H2.5M21.5 12.5h-4M7.6 8.3 4.9 5.6M19.1 5.6l-2.7 2.7M7.6 16.7l-2.7 2.7M19.1 19.4l-2.7-2.7"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </svg>
  )
}
