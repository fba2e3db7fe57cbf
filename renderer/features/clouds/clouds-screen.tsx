import { Button, Group, Menu, Title, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Cloud } from '../../../shared/model/cloud.ts'
import { useCommands } from '../../lib/commands.ts'
import { useActiveCloud, useClouds } from '../../lib/live.ts'
import { useSettings } from '../../lib/settings.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { CloudDetail } from './cloud-detail.tsx'
import { CloudEditor } from './cloud-editor.tsx'
import { CloudsExport } from './clouds-export.tsx'
import { CloudsImport } from './clouds-import.tsx'
import classes from './clouds-screen.module.css'
import type { ImportTexts } from './import-texts.ts'
import { useOpenedClouds } from './use-opened-clouds.ts'
import { useStartSandbox } from './use-start-sandbox.ts'

type Dialog =
  | { kind: 'none' }
  | { kind: 'import'; texts?: ImportTexts }
  | { kind: 'export' }
  | { kind: 'edit'; cloud: Cloud | null }

export function CloudsScreen() {
  const { t } = useTranslation()
  const clouds = useClouds()
  const active = useActiveCloud()
  const { changeSettings } = useSettings()
  const [dialog, setDialog] = useState<Dialog>({ kind: 'none' })
  const sandbox = useStartSandbox()
  const ways = useWaysToAdd(
    setDialog,
    sandbox.start,
    clouds?.some(({ origin }) => origin !== 'sandbox') ?? false,
  )
  useOpenedClouds((texts) => setDialog({ kind: 'import', texts }))
  const close = () => setDialog({ kind: 'none' })
  const choose = (cloud: Cloud) => changeSettings({ activeCloudId: cloud.id })

  if (!clouds) return null
  return (
    <>
      {clouds.length === 0 ? (
        <EmptyState title={t('clouds.noneTitle')} hint={t('clouds.noneHint')}>
          {ways.map((way) => (
            <Button key={way.id} onClick={way.run} loading={way.id === 'sandbox' && sandbox.isStarting}>
              {way.label}
            </Button>
          ))}
        </EmptyState>
      ) : (
        <div className={classes.screen}>
          <section className={classes.list} aria-label={t('screens.clouds')}>
            <div className={classes.listHead}>
              <Title order={2}>{t('screens.clouds')}</Title>
              <AddMenu ways={ways} />
            </div>
            <ul className={classes.rows}>
              {clouds.map((cloud) => (
                <li key={cloud.id}>
                  <CloudRow cloud={cloud} isActive={cloud.id === active?.id} onChoose={() => choose(cloud)} />
                </li>
              ))}
            </ul>
          </section>
          {active && (
            <CloudDetail
              key={active.id}
              cloud={active}
              onEdit={() => setDialog({ kind: 'edit', cloud: active })}
            />
          )}
        </div>
      )}
      {dialog.kind === 'edit' && (
        <CloudEditor
          cloud={dialog.cloud}
          onClose={close}
          onSaved={(cloud) => {
            choose(cloud)
            close()
          }}
        />
      )}
      {dialog.kind === 'export' && <CloudsExport onClose={close} />}
      {dialog.kind === 'import' && (
        <CloudsImport texts={dialog.texts ?? null} onClose={close} onImported={choose} />
      )}
    </>
  )
}

function useWaysToAdd(open: (dialog: Dialog) => void, startSandbox: () => void, canExport: boolean) {
  const { t } = useTranslation()
  const ways = useMemo(
    () => [
      { id: 'import', label: t('clouds.import'), run: () => open({ kind: 'import' }) },
      { id: 'add', label: t('clouds.add'), run: () => open({ kind: 'edit', cloud: null }) },
      { id: 'sandbox', label: t('clouds.startSandbox'), run: startSandbox },
      ...(canExport
        ? [{ id: 'export', label: t('clouds.export'), run: () => open({ kind: 'export' }) }]
        : []),
    ],
    [t, open, startSandbox, canExport],
  )
  useCommands('clouds', ways)
  return ways
}

function AddMenu({ ways }: { ways: { id: string; label: string; run(): void }[] }) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={14} aria-hidden />}>{t('clouds.addMenu')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ways.map((way) => (
          <Menu.Item key={way.id} onClick={way.run}>
            {way.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function CloudRow({ cloud, isActive, onChoose }: { cloud: Cloud; isActive: boolean; onChoose: () => void }) {
  const { t } = useTranslation()
  const isIn = cloud.session.state === 'signed-in'
  return (
    <UnstyledButton className={classes.row} aria-current={isActive || undefined} onClick={onChoose}>
      <span
        className={classes.square}
        style={{ background: `var(--cloud-${cloud.settings.colour})` }}
        aria-hidden
      />
      <Group justify="space-between" wrap="nowrap">
        <b>{cloud.settings.name}</b>
        <StatusDot tone={isIn ? 'ok' : 'idle'}>{isIn ? t('clouds.signedIn') : t('app.signedOut')}</StatusDot>
      </Group>
      <span className={`${classes.url} mono`}>{cloud.settings.authUrl}</span>
    </UnstyledButton>
  )
}
