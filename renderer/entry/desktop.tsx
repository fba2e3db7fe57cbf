import { startPage } from '../app/start-page.tsx'
import { createPortHost } from '../host/port-host.ts'

await startPage(async () => {
  if (!window.arclight) throw new Error('the preload script did not run')
  return createPortHost(window.arclight)
})
