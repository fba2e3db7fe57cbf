import { ActionIcon, Button } from '@mantine/core'
import { IconEye, IconEyeOff, IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import type { CookieFacts } from '../../../../shared/model/cookie.ts'
import { useApi } from '../../../lib/api-context.tsx'
import { formatMoment } from '../../../lib/format-time.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import classes from './cookie-table.module.css'
import { useChangeCookies } from './use-change-cookies.ts'

interface CookieTableProps {
  readonly environmentId: string | null
  readonly domain: string
  readonly cookies: readonly CookieFacts[]
  readonly onEdit: (cookie: CookieFacts) => void
}

/** The cookies of one domain. */
export function CookieTable({ environmentId, domain, cookies, onEdit }: CookieTableProps) {
  const { t } = useTranslation('workbench')
  const { client } = useApi()
  const clear = useChangeCookies(() => client.cookies.clear({ environmentId, domain }))
  return (
    <section>
      <div className={classes.head}>
        <h3>{domain}</h3>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t('cookies.clearOf', { domain })}
          onClick={() => clear.mutate()}
        >
          {t('cookies.clear')}
        </Button>
      </div>
      {clear.error && <ErrorNote error={clear.error} />}
      <table className={classes.table} aria-label={t('cookies.of', { domain })}>
        <thead>
          <tr>
            <th scope="col">{t('cookies.name')}</th>
            <th scope="col">{t('cookies.value')}</th>
            <th scope="col">{t('cookies.path')}</th>
            <th scope="col">{t('cookies.ends')}</th>
            <th scope="col">{t('cookies.goes')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {cookies.map((cookie) => (
            <CookieRow
              key={`${cookie.path} ${cookie.name}`}
              {...{ environmentId, cookie }}
              onEdit={() => onEdit(cookie)}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface CookieRowProps {
  readonly environmentId: string | null
  readonly cookie: CookieFacts
  readonly onEdit: () => void
}

function CookieRow({ environmentId, cookie, onEdit }: CookieRowProps) {
  const { t, i18n } = useTranslation('workbench')
  const { client } = useApi()
  const { name, domain, path, expiresAtMs } = cookie
  const input = { environmentId, cookie: { name, domain, path } }
  const remove = useChangeCookies(() => client.cookies.remove(input))
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Value input={input} />
        {remove.error && <ErrorNote error={remove.error} />}
      </td>
      <td>{path}</td>
      <td className={classes.text}>
        {expiresAtMs === null ? t('cookies.withApp') : formatMoment(expiresAtMs, i18n.language)}
      </td>
      <td className={classes.text}>
        <Rules cookie={cookie} />
      </td>
      <td className={classes.actions}>
        <ActionIcon size="sm" aria-label={t('cookies.edit', { name })} onClick={onEdit}>
          <IconPencil size={14} aria-hidden />
        </ActionIcon>
        <ActionIcon size="sm" aria-label={t('cookies.remove', { name })} onClick={() => remove.mutate()}>
          <IconTrash size={14} aria-hidden />
        </ActionIcon>
      </td>
    </tr>
  )
}

/** Where it goes, and who may read it. */
function Rules({ cookie: { isHostOnly, isSecure, isHttpOnly, sameSite } }: { cookie: CookieFacts }) {
  const { t } = useTranslation('workbench')
  const rules = [
    t(isHostOnly ? 'cookies.hostOnly' : 'cookies.below'),
    isSecure && 'Secure',
    isHttpOnly && 'HttpOnly',
    sameSite && `SameSite=${sameSite}`,
  ]
  return rules.filter(Boolean).join(', ')
}

/** Hidden until it is asked for: a cookie is often as good as a password. */
function Value({
  input,
}: {
  input: Parameters<ReturnType<typeof useApi>['client']['cookies']['reveal']>[0]
}) {
  const { t } = useTranslation('workbench')
  const { client } = useApi()
  const { data, error, reset, mutate } = useMutation({ mutationFn: () => client.cookies.reveal(input) })
  const { name } = input.cookie
  const Eye = data ? IconEyeOff : IconEye
  if (error) return <ErrorNote error={error} />
  return (
    <div className={classes.value}>
      <ActionIcon
        size="sm"
        aria-label={t(data ? 'cookies.conceal' : 'cookies.reveal', { name })}
        onClick={() => (data ? reset() : mutate())}
      >
        <Eye size={14} aria-hidden />
      </ActionIcon>
      <span>{data ? data.value : '••••••'}</span>
    </div>
  )
}
