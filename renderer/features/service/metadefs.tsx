import { Accordion, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { MetadefNamespace } from '../../../shared/model/image-service.ts'
import { useApi } from '../../lib/api-context.tsx'
import type { SignedInCloud } from '../../lib/live.ts'
import { matchingNamespaces } from './matching-namespaces.ts'
import { NamespaceDetail } from './namespace-detail.tsx'
import { ServicePart } from './service-part.tsx'
import classes from './service.module.css'

/** The cloud's catalogue of metadata definitions: namespaces, and in each its properties, objects and tags. */
export function Metadefs({ cloud }: { cloud: SignedInCloud }) {
  const { query } = useApi()
  const metadefs = useQuery(
    query.images.metadefs.queryOptions({ input: { cloudId: cloud.id }, staleTime: Infinity }),
  )
  return (
    <ServicePart part="metadefs" query={metadefs}>
      {(namespaces) => <Catalogue namespaces={namespaces} />}
    </ServicePart>
  )
}

function Catalogue({ namespaces }: { namespaces: readonly MetadefNamespace[] }) {
  const { t } = useTranslation('service')
  const [filter, setFilter] = useState('')
  const shown = matchingNamespaces(namespaces, filter)

  if (namespaces.length === 0) return <p>{t('metadefs.empty')}</p>
  return (
    <>
      <p className={classes.faint}>{t('metadefs.hint')}</p>
      <TextInput
        maw={420}
        type="search"
        aria-label={t('metadefs.filter')}
        placeholder={t('metadefs.filter')}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      {shown.length === 0 && <p>{t('metadefs.noMatch')}</p>}
      <Accordion variant="separated" maw={1100} keepMounted={false} order={3}>
        {shown.map((namespace) => (
          <Accordion.Item key={namespace.name} value={namespace.name}>
            <Accordion.Control>
              {namespace.title} <span className="mono">{namespace.name}</span>{' '}
              <span className={classes.faint}>
                {t('metadefs.properties', { count: namespace.properties.length })}
              </span>
            </Accordion.Control>
            <Accordion.Panel>
              <NamespaceDetail namespace={namespace} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </>
  )
}
