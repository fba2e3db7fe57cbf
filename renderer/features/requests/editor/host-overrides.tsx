import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { RequestOptions } from '../../../../shared/model/request-options.ts'
import grid from '../pairs/pair-grid.module.css'
import { TemplateInput } from '../pairs/template-input.tsx'
import classes from './host-overrides.module.css'
import { portOf } from './port-of.ts'

type Override = RequestOptions['hostOverrides'][number]

interface HostOverridesProps {
  readonly overrides: readonly Override[]
  readonly onChange: (overrides: Override[]) => void
  readonly variables: ReadonlySet<string> | null
}

const blank: Override = { host: '', port: null, toHost: '', toPort: null }

/** Where the request connects to in place of what its URL names, with a blank row at the end to write the next one in. */
export function HostOverrides({ overrides, onChange, variables }: HostOverridesProps) {
  const { t } = useTranslation('workbench')
  const put = (index: number, changes: Partial<Override>) => {
    const override = { ...(overrides[index] ?? blank), ...changes }
    onChange(index < overrides.length ? overrides.with(index, override) : [...overrides, override])
  }
  return (
    <section className={classes.overrides}>
      <h3>{t('overrides.title')}</h3>
      <table className={grid.grid} aria-label={t('overrides.title')}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`overrides.${column}`)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {[...overrides, blank].map((override, index) => (
            <OverrideRow
              key={index}
              {...{ override, variables }}
              number={index + 1}
              onPut={(changes) => put(index, changes)}
              onRemove={index < overrides.length ? () => onChange(overrides.toSpliced(index, 1)) : null}
            />
          ))}
        </tbody>
      </table>
      <p>{t('overrides.hint')}</p>
    </section>
  )
}

const columns = ['host', 'port', 'toHost', 'toPort'] as const

interface OverrideRowProps {
  readonly override: Override
  readonly number: number
  readonly variables: ReadonlySet<string> | null
  readonly onPut: (changes: Partial<Override>) => void
  /** Null for the blank row at the end. */
  readonly onRemove: (() => void) | null
}

function OverrideRow({ override, number, variables, onPut, onRemove }: OverrideRowProps) {
  const { t } = useTranslation('workbench')
  return (
    <tr>
      {columns.map((column) => {
        const isPort = column === 'port' || column === 'toPort'
        return (
          <td key={column}>
            <TemplateInput
              variables={isPort ? null : variables}
              inputMode={isPort ? 'numeric' : 'text'}
              aria-label={t('overrides.cell', { name: t(`overrides.${column}`), number })}
              value={String(override[column] ?? '')}
              onChange={(typed) => onPut({ [column]: isPort ? portOf(typed) : typed })}
            />
          </td>
        )
      })}
      <td className={grid.actions}>
        {onRemove && (
          <ActionIcon size="sm" aria-label={t('overrides.remove', { number })} onClick={onRemove}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        )}
      </td>
    </tr>
  )
}
