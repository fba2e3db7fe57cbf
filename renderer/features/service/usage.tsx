import { Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'

import { formatBytes } from '../../../shared/format-bytes.ts'
import type { ImageQuota } from '../../../shared/model/image-service.ts'
import { useApi } from '../../lib/api-context.tsx'
import type { SignedInCloud } from '../../lib/live.ts'
import { ServicePart } from './service-part.tsx'
import classes from './service.module.css'

/** How much of each quota the project has used; or that there is none, and why. */
export function Usage({ cloud }: { cloud: SignedInCloud }) {
  const { t } = useTranslation('service')
  const { query } = useApi()
  const usage = useQuery(query.images.usage.queryOptions({ input: { cloudId: cloud.id } }))
  return (
    <ServicePart part="usage" query={usage}>
      {(quotas) =>
        quotas.length === 0 ? (
          <p>{t('usage.empty')}</p>
        ) : (
          <>
            {quotas.map((quota) => (
              <Quota key={quota.name} quota={quota} />
            ))}
            <p className={classes.faint}>{t('usage.hint')}</p>
          </>
        )
      }
    </ServicePart>
  )
}

function Quota({ quota: { name, usage, limit, unit } }: { quota: ImageQuota }) {
  const { t, i18n } = useTranslation('service')
  const amount = (count: number) =>
    unit === 'MiB' ? formatBytes(count * 2 ** 20) : count.toLocaleString(i18n.language)
  const known = knownNames.find((one) => one === name)
  const title = known ? t(`usage.${known}`) : name
  const share = limit > 0 ? Math.min(100, (usage / limit) * 100) : limit === 0 ? 100 : 0

  return (
    <div className={classes.quota}>
      <div className={classes.quotaHead}>
        <span title={name}>{title}</span>
        <span className="mono">
          {limit < 0
            ? t('usage.noLimit', { usage: amount(usage) })
            : t('usage.of', { usage: amount(usage), limit: amount(limit) })}
        </span>
      </div>
      <Progress value={share} color={share >= 90 ? 'red' : 'amber'} aria-label={title} />
    </div>
  )
}

const knownNames = [
  'image_size_total',
  'image_stage_total',
  'image_count_total',
  'image_count_uploading',
] as const
