import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

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

  expect(safe).toBe(`curl -i --globoff \\
  -H 'X-Auth-Token: {{cloud.token}}' \\
  -H 'Authorization: [redacted]' \\
  -H 'Accept: */*' \\
  -H 'Content-Type: application/json' \\
  --data-raw '{"password": "{{cloud.password}}", "secret": "[redacted]"}' \\
  '${bench.base}/v3/auth/tokens?x={{unknown}}'`)
  expect(whole).toContain(`-H 'X-Auth-Token: ${token}'`)
  expect(whole).toContain(`"password": ${JSON.stringify(password)}, "secret": "typed in"`)
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
