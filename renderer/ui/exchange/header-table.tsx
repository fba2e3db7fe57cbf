import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { HeaderPair } from '../../../shared/model/wire.ts'
import classes from './header-table.module.css'

interface HeaderTableProps {
  readonly headers: readonly HeaderPair[]
  readonly label: string
  /** A button at the end of each row, which a right-click on the row presses, too. */
  readonly renderActions?: (header: HeaderPair) => ReactNode
}

/** Headers as they came or went, in their order and case. */
export function HeaderTable({ headers, label, renderActions }: HeaderTableProps) {
  const { t } = useTranslation()
  if (headers.length === 0) return <p className={classes.none}>{t('requests.headers.none')}</p>
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('requests.headers.name')}</th>
          <th scope="col">{t('requests.headers.value')}</th>
          {renderActions && <td />}
        </tr>
      </thead>
      <tbody>
        {headers.map((header, index) => (
          // Names repeat; only the place tells two headers apart.
          <tr key={index} onContextMenu={renderActions && pressAction}>
            <th scope="row">{header[0]}</th>
            <td>{header[1]}</td>
            {renderActions && <td className={classes.actions}>{renderActions(header)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function pressAction(event: MouseEvent<HTMLElement>): void {
  event.preventDefault()
  event.currentTarget.querySelector('button')?.click()
}
