import { useTranslation } from 'react-i18next'

import type { HeaderPair } from '../../../shared/model/wire.ts'
import classes from './header-table.module.css'

/** Headers as they came or went, in their order and case. */
export function HeaderTable({ headers, label }: { headers: readonly HeaderPair[]; label: string }) {
  const { t } = useTranslation()
  if (headers.length === 0) return <p className={classes.none}>{t('requests.headers.none')}</p>
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('requests.headers.name')}</th>
          <th scope="col">{t('requests.headers.value')}</th>
        </tr>
      </thead>
      <tbody>
        {headers.map(([name, value], index) => (
          // Names repeat; only the place tells two headers apart.
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
