const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** 1536 → "1.5 KiB". A size that is not known (null) reads as a dash. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return '–'
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1)
  const scaled = bytes / 1024 ** power
  const digits = power === 0 || scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2
  return `${scaled.toFixed(digits)} ${units[power]}`
}

/** 1234567 → "1,234,567 B", in the digits' grouping of the language. */
export function formatExactBytes(bytes: number, language: string): string {
  return `${bytes.toLocaleString(language)} B`
}
