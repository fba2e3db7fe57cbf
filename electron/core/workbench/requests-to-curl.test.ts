import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { RequestAuth } from '../../../shared/model/request-auth.ts'
import { defaultOptions } from '../../../shared/model/request-options.ts'
import {
  draft,
  type LoopbackWorkbench,
  password,
  startWorkbench,
  textBody,
  token,
} from './loopback-workbench.ts'

const signal = new AbortController().signal

let bench: LoopbackWorkbench

beforeEach(async () => {
  bench = await startWorkbench()
})

afterEach(async () => {
  await bench.close()
})

test('copies as cURL with values in place, and secrets only when they are asked for', async () => {
  const sent = draft({
    method: 'POST',
    url: '{{cloud.identity}}/v3/auth/tokens?x={{unknown}}',
    headers: [
      { name: 'X-Auth-Token', value: '{{cloud.token}}', isEnabled: true },
      { name: 'Authorization', value: 'Basic dTpw', isEnabled: true },
      { name: 'Accept', value: '*/*', isEnabled: true },
      { name: 'Content-Type', value: 'application/json', isEnabled: true },
    ],
    body: textBody('{"password": "{{cloud.password}}", "secret": "typed in"}'),
  })
  const copy = (withSecrets: boolean) =>
    bench.requests.toCurl({ draft: sent, cloudId: 'c1', withSecrets }, signal)

  const safe = await copy(false)
  const whole = await copy(true)

  expect(safe).toBe(`curl -i -L \\
  --globoff \\
  -H 'X-Auth-Token: {{cloud.token}}' \\
  -H 'Authorization: [redacted]' \\
  -H 'Accept: */*' \\
  -H 'Content-Type: application/json' \\
  --data-raw '{"password": "{{cloud.password}}", "secret": "[redacted]"}' \\
  '${bench.base}/v3/auth/tokens?x={{unknown}}'`)
  expect(whole).toContain(`-H 'X-Auth-Token: ${token}'`)
  expect(whole).toContain(`"password": ${JSON.stringify(password)}, "secret": "typed in"`)
})

test('signs the command as the request is signed, and lets it travel the same way', async () => {
  const options = {
    ...defaultOptions,
    redirects: { follow: false, max: 10, keepMethod: false },
    timeoutMs: 2500,
    verifyTls: false,
    proxy: { kind: 'url', url: 'http://me:secret@proxy:3128', noProxy: '' },
  } as const
  const copy = (auth: RequestAuth, withSecrets: boolean) =>
    bench.requests.toCurl(
      { draft: draft({ url: bench.base, auth, options }), cloudId: 'c1', withSecrets },
      signal,
    )
  const basic = { kind: 'basic', username: 'me', password: 'typed in' } as const
  const keystone = { kind: 'keystone', cloud: null, scope: { kind: 'cloud' } } as const

  const safe = await copy(basic, false)
  const whole = await copy(basic, true)

  expect(safe).toContain(`-u 'me:[redacted]'`)
  expect(safe).not.toMatch(/typed in|secret/)
  expect(whole).toContain(`-u 'me:typed in'`)
  expect(whole).toContain('secret@proxy')
  expect(safe).toContain('curl -i -k \\\n  -m 2.5 \\\n  -x ')
  expect(safe).not.toContain('-L')
  expect(await copy(keystone, false)).toContain(`-H 'X-Auth-Token: {{cloud.token}}'`)
  expect(await copy(keystone, true)).toContain(`-H 'X-Auth-Token: ${token}'`)
  expect(await copy({ kind: 'bearer', token: '{{cloud.token}}' }, false)).toContain('Bearer {{cloud.token}}')
})

test('names the file of a cURL command: by path where the host holds it, else by name', async () => {
  await writeFile(join(bench.dir, 'a.img'), 'x')
  const byHost = await bench.files.addPath(join(bench.dir, 'a.img'), signal)
  const byPage = bench.files.announce({ name: 'page.img', sizeBytes: 4 })
  const copy = (file: typeof byHost | null) =>
    bench.requests.toCurl(
      {
        draft: draft({ method: 'PUT', url: `${bench.base}/f`, body: { kind: 'file', file } }),
        cloudId: null,
        withSecrets: false,
      },
      signal,
    )

  expect(await copy(byHost)).toContain(`-T ${join(bench.dir, 'a.img')} `)
  expect(await copy(byPage)).toContain('-T page.img ')
  expect(await copy(null)).toContain(`-T '<file>' `)
})
