import { startPage } from '../app/start-page.tsx'
import { createSocketHost } from '../host/socket-host.ts'

await startPage(createSocketHost)
