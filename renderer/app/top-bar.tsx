import { Kbd, Menu, UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconShieldLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Cloud } from '../../shared/model/cloud.ts'
import { isSignedIn, useActiveCloud, useClouds } from '../lib/live.ts'
import { useNavigation } from '../lib/navigation.ts'
import { useSettings } from '../lib/settings.ts'
import { Glyph } from '../ui/glyph.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import classes from './layout.module.css'
import { ScopeCrumbs } from './scope-crumbs.tsx'
import { TokenCountdown } from './token-countdown.tsx'

export function TopBar() {
  const { t } = useTranslation()
  const cloud = useActiveCloud()

  return (
    <header className={classes.top}>
      <Glyph className={classes.glyph ?? ''} />
      <div className={classes.crumbs}>
        <CloudCrumb active={cloud} />
        {isSignedIn(cloud) && <ScopeCrumbs cloud={cloud} />}
      </div>
      {cloud?.settings.isProtected && (
        <span className={classes.chip}>
          <IconShieldLock size={14} aria-hidden /> {t('app.protected')}
        </span>
      )}
      {cloud && <TokenCountdown session={cloud.session} />}
      <UnstyledButton className={classes.palette} title={t('app.palette')} onClick={spotlight.open}>
        <span className={classes.paletteHint}>{t('app.palette')}</span> <Kbd size="xs">Ctrl K</Kbd>
      </UnstyledButton>
      <LanguageSwitch />
    </header>
  )
}

function CloudCrumb({ active }: { active: Cloud | undefined }) {
  const { t } = useTranslation()
  const clouds = useClouds()
  const { changeSettings } = useSettings()
  const go = useNavigation((navigation) => navigation.go)

  if (!active)
    return (
      <UnstyledButton className={classes.crumb} onClick={() => go('clouds')}>
        {t('app.noCloud')}
      </UnstyledButton>
    )
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton
          className={classes.crumb}
          aria-label={`${t('app.chooseCloud')}: ${active.settings.name}`}
        >
          <CloudSquare cloud={active} />
          <b className={classes.crumbText}>{active.settings.name}</b>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {clouds?.map((cloud) => (
          <Menu.Item
            key={cloud.id}
            leftSection={<CloudSquare cloud={cloud} />}
            onClick={() => changeSettings({ activeCloudId: cloud.id })}
          >
            {cloud.settings.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => go('clouds')}>{t('screens.clouds')}…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function CloudSquare({ cloud }: { cloud: Cloud }) {
  return (
    <span
      className={classes.square}
      style={{ background: `var(--cloud-${cloud.settings.colour})` }}
      aria-hidden
    />
  )
}
