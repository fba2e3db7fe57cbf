import { Alert, VisuallyHidden } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import { useActiveCloud } from '../lib/live.ts'
import { useConnection } from './connection.ts'
import classes from './layout.module.css'
import { KeysOnDemand } from './keys-on-demand.tsx'
import { OpenScreen } from './open-screen.tsx'
import { Palette } from './palette.tsx'
import { Rail } from './rail.tsx'
import { StatusBar } from './status-bar.tsx'
import { TopBar } from './top-bar.tsx'
import { useEndNotices } from './use-end-notices.ts'
import { useLeaveGuard } from './use-leave-guard.ts'
import { useOpenedFiles } from './use-opened-files.ts'

/** The frame around every screen, in the colour of the cloud that is in use. */
export function Layout() {
  const { t } = useTranslation()
  const cloud = useActiveCloud()
  useStrayDropGuard()
  useLeaveGuard()
  const lastEnded = useEndNotices()
  useOpenedFiles()

  return (
    <div
      className={classes.frame}
      style={cloud && { ['--cloud' as string]: `var(--cloud-${cloud.settings.colour})` }}
    >
      <div className={classes.notice}>
        <a className={classes.skip} href="#main" onClick={focusMain}>
          {t('app.skip')}
        </a>
        <ConnectionNotice />
      </div>
      <TopBar />
      <Rail />
      <main id="main" tabIndex={-1} className={classes.main}>
        <OpenScreen />
      </main>
      <StatusBar />
      <VisuallyHidden aria-live="polite">{lastEnded}</VisuallyHidden>
      <Palette />
      <KeysOnDemand />
    </div>
  )
}

/** A file dropped where nothing takes it would otherwise replace the page, and end what the page is doing. */
function useStrayDropGuard(): void {
  useEffect(() => {
    const keepPage = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    window.addEventListener('dragover', keepPage)
    window.addEventListener('drop', keepPage)
    return () => {
      window.removeEventListener('dragover', keepPage)
      window.removeEventListener('drop', keepPage)
    }
  }, [])
}

// The address after # names the screen, so the link may not change it.
function focusMain(event: React.MouseEvent) {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

function ConnectionNotice() {
  const { t } = useTranslation()
  const connection = useConnection()
  if (connection === 'connected') return null
  return (
    <Alert color="orange" radius={0} py={6} role="status">
      {t(connection === 'locked' ? 'app.locked' : 'app.connectionLost')}
    </Alert>
  )
}
