import { Loader, Menu, UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useApi } from '../lib/api-context.tsx'
import { explainError } from '../lib/explain-error.ts'
import type { SignedInCloud } from '../lib/live.ts'
import classes from './layout.module.css'

/** Project and region of the session, each a menu of the others. */
export function ScopeCrumbs({ cloud }: { cloud: SignedInCloud }) {
  return (
    <>
      <span className={classes.separator} aria-hidden>
        ▸
      </span>
      <ProjectCrumb cloud={cloud} />
      {cloud.session.regionName && (
        <>
          <span className={classes.separator} aria-hidden>
            ▸
          </span>
          <RegionCrumb cloud={cloud} />
        </>
      )}
    </>
  )
}

function ProjectCrumb({ cloud: { id: cloudId, session } }: { cloud: SignedInCloud }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const [isOpen, setOpen] = useState(false)
  const projects = useQuery(query.clouds.projects.queryOptions({ input: { cloudId }, enabled: isOpen }))
  const switchProject = useMutation(
    query.clouds.switchScope.mutationOptions({
      onError: (error) => notifications.show({ color: 'red', message: explainError(t, error) }),
    }),
  )
  const name = session.project?.name ?? t('app.noProject')

  return (
    <Menu position="bottom-start" opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <UnstyledButton className={classes.crumb} aria-label={`${t('app.chooseProject')}: ${name}`}>
          {switchProject.isPending && <Loader size={10} />}
          <span className={classes.crumbText}>{name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {projects.isPending && <Menu.Item disabled>{t('app.loading')}</Menu.Item>}
        {projects.isError && <Menu.Item disabled>{explainError(t, projects.error)}</Menu.Item>}
        {projects.data?.map((project) => (
          <Menu.Item
            key={project.id}
            aria-current={project.id === session.project?.id || undefined}
            fw={project.id === session.project?.id ? 600 : 400}
            onClick={() =>
              switchProject.mutate({ cloudId, scope: { kind: 'project', projectId: project.id } })
            }
          >
            {project.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function RegionCrumb({ cloud: { id: cloudId, session, settings } }: { cloud: SignedInCloud }) {
  const { t } = useTranslation()
  const { query } = useApi()
  const switchRegion = useMutation(
    query.clouds.switchRegion.mutationOptions({
      onError: (error) => notifications.show({ color: 'red', message: explainError(t, error) }),
    }),
  )

  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton
          className={classes.crumb}
          aria-label={`${t('app.chooseRegion')}: ${session.regionName ?? ''}`}
        >
          <span className={classes.crumbText}>{session.regionName}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {session.regionNames.map((regionName) => (
          <Menu.Item
            key={regionName}
            onClick={() => switchRegion.mutate({ cloudId, regionName, interface: settings.interface })}
          >
            {regionName}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
