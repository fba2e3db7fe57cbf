import type { ImageColumn } from '../../../../shared/model/image-look.ts'

/** The tracks of a table with these columns, as `grid-template-columns` takes them. */
export function tracksOf(columns: readonly ImageColumn[]): string {
  return columns.map((column) => widths[column]).join(' ')
}

/** Columns of amounts, which are compared digit by digit. */
export const rightAligned: ReadonlySet<ImageColumn> = new Set(['size', 'virtualSize', 'minDisk', 'minRam'])

const widths: Readonly<Record<ImageColumn, string>> = {
  name: 'minmax(140px, 2.3fr)',
  status: 'minmax(112px, 1fr)',
  size: '76px',
  format: 'minmax(70px, 0.6fr)',
  visibility: 'minmax(82px, 0.8fr)',
  updated: 'minmax(96px, 0.9fr)',
  tags: 'minmax(84px, 1.2fr)',
  container: 'minmax(80px, 0.6fr)',
  virtualSize: '88px',
  minDisk: '72px',
  minRam: '80px',
  owner: 'minmax(96px, 1fr)',
  protected: '80px',
  stores: 'minmax(80px, 1fr)',
  created: 'minmax(96px, 0.9fr)',
  id: 'minmax(96px, 1.2fr)',
}
