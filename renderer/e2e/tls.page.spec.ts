import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { requestPane } from './request-pane.ts'
import { expect, test as base } from './served-app.ts'

const test = base.extend<{ site: string }>({
  site: async ({}, use) => {
    const server = createServer(labCertificate(), (_, response) => response.end('secret handshake'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    await use(`https://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.closeAllConnections()
    server.close()
  },
})

test('a refused certificate is explained, and shown with names and dates', async ({ site, opened: page }) => {
  const answer = await send(page, `${site}/`)

  await expect(answer.getByRole('alert')).toContainText('signed by an authority that is not trusted here')
  await answer.getByRole('tab', { name: 'TLS' }).click()
  await expect(answer.getByText('CN=glance.lab')).toBeVisible()
  await expect(answer.getByText('CN=Lab authority').first()).toBeVisible()
  await expect(answer.getByText('DNS:glance.lab, IP Address:127.0.0.1')).toBeVisible()
})

test('a certificate that nobody verified says what would have been refused', async ({
  site,
  opened: page,
}) => {
  const answer = await send(page, `-k ${site}/`)

  await expect(answer.getByText('secret handshake')).toBeVisible()
  await answer.getByRole('tab', { name: 'TLS' }).click()
  await expect(answer.getByText('TLSv1.3', { exact: false }).first()).toBeVisible()
  await expect(answer.getByText('It would have been refused', { exact: false })).toBeVisible()
})

async function send(page: Page, command: string) {
  const pane = requestPane(page)
  await pane.open()
  await page.getByRole('button', { name: 'New request' }).first().click()
  await pane.pasteCurl(`curl ${command}`)
  await page.keyboard.press('Control+Enter')
  await expect(pane.answer).toHaveAttribute('aria-busy', 'false')
  return pane.answer
}

/** A certificate for the loopback, signed by an authority that nobody knows; made by openssl. */
function labCertificate(): { key: string; cert: string } {
  const dir = mkdtempSync(join(tmpdir(), 'arclight-tls-'))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  try {
    openssl('req', '-x509', ...newKey, '-subj', '/CN=Lab authority', '-keyout', 'ca.key', '-out', 'ca.pem')
    openssl('req', ...newKey, '-subj', '/CN=glance.lab', '-keyout', 'key.pem', '-out', 'csr.pem')
    writeFileSync(join(dir, 'names'), 'subjectAltName=DNS:glance.lab,IP:127.0.0.1\n')
    const signer = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2']
    openssl('x509', '-req', '-in', 'csr.pem', ...signer, '-extfile', 'names', '-out', 'cert.pem')
    const read = (name: string) => readFileSync(join(dir, name), 'utf8')
    return { key: read('key.pem'), cert: read('cert.pem') + read('ca.pem') }
  } finally {
    rmSync(dir, { recursive: true })
  }
}
