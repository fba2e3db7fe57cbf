import { useTranslation } from 'react-i18next'

import { fetchBodyPart } from '../../../lib/body-window.ts'
import { ErrorNote } from '../../error-note.tsx'
import classes from './body.module.css'
import { useRows } from './use-rows.ts'
import { VirtualRows } from './virtual-rows.tsx'

const rowBytes = 16

/** Bytes, sixteen a row, of a body of any size: only those that are seen are asked for. */
export function HexView({ url, sizeBytes }: { url: string; sizeBytes: number }) {
  const { t } = useTranslation()
  const { loaded, error, setRange } = useRows(
    async ({ from, count }, signal) =>
      await fetchBodyPart(url, { from: from * rowBytes, to: (from + count) * rowBytes }, signal),
    url,
  )
  if (error !== null) return <ErrorNote error={error} />
  const { from = 0, rows: bytes = new Uint8Array() } = loaded ?? {}
  const rows = Array.from({ length: Math.ceil(bytes.length / rowBytes) }, (_, index) =>
    bytes.subarray(index * rowBytes, (index + 1) * rowBytes),
  )

  return (
    <VirtualRows
      role="textbox"
      label={t('requests.body.hexLabel')}
      count={Math.ceil(sizeBytes / rowBytes)}
      first={from}
      onRange={setRange}
    >
      {rows.map((row, index) => (
        <div key={from + index} className={classes.line}>
          <span className={classes.offset}>{hex((from + index) * rowBytes, 8)}</span>
          <span className={classes.bytes}>{Array.from(row, (byte) => hex(byte, 2)).join(' ')}</span>
          <span>{Array.from(row, printable).join('')}</span>
        </div>
      ))}
    </VirtualRows>
  )
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}

function printable(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'
}
