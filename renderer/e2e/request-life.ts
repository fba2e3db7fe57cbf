import type { Page } from '@playwright/test'

import { requestPane } from './request-pane.ts'

/** The nine built-in requests, in an order in which each can succeed, and the status that the tutorial shows for each. */
const nineCalls: readonly [name: string, status: number][] = [
  ['1 Get token', 201],
  ['2 List images', 200],
  ['3 Create image', 201],
  ['4 Show image', 200],
  ['8 Upload image data', 204],
  ['6 Deactivate image', 204],
  ['7 Reactivate image', 204],
  ['9 Download image data', 200],
  ['5 Delete image', 204],
]

/** Sends the nine calls from the built-in collection. Nothing is copied from one to the next by hand. */
export async function sendNineCalls(page: Page, file: string): Promise<void> {
  const pane = requestPane(page)
  await pane.open()
  for (const [name, status] of nineCalls) {
    await pane.choose(name)
    if (name.startsWith('8')) await pane.chooseFile(file)
    await pane.sendAndExpect(status)
  }
}

/**
 * The nine cURL commands of the tutorial, with host, id, token and file put in as variables, pasted and sent.
 * The token is the one of the sign-in; the image's id is set once.
 */
export async function pasteNineCurlCommands(page: Page, file: string): Promise<void> {
  const pane = requestPane(page)
  const imageId = crypto.randomUUID()
  await pane.open()
  await pane.choose('1 Get token')
  await pane.setVariable('image_id', imageId)
  for (const [command, status] of curlCommands(file)) {
    await pane.pasteCurl(command)
    await pane.sendAndExpect(status)
  }
}

function curlCommands(file: string): [command: string, status: number][] {
  const headers = `-H "Content-Type: application/json" \\
  -H "X-Auth-Token: {{cloud.token}}"`
  const image = '{{cloud.image}}/v2/images/{{image_id}}'
  return [
    [
      `curl -i \\
  -H "Content-Type: application/json" \\
  -d '
{ "auth": {
    "identity": {
      "methods": ["password"],
      "password": {
        "user": {
          "id": "{{cloud.user_id}}",
          "password": "{{cloud.password}}"
        }
      }
    }
  }
}' \\
  {{cloud.identity}}/v3/auth/tokens ; echo`,
      201,
    ],
    [`curl -i \\\n  ${headers} \\\n  {{cloud.image}}/v2/images ; echo`, 200],
    [
      `curl -i \\
  ${headers} \\
  -d '
{
    "container_format": "bare",
    "disk_format": "raw",
    "name": "TESTLT",
    "id": "{{image_id}}"
}' \\
  {{cloud.image}}/v2/images ; echo`,
      201,
    ],
    [`curl -i \\\n  ${headers} \\\n  ${image} ; echo`, 200],
    [
      `curl -i -X PUT -H "X-Auth-Token: {{cloud.token}}" -H "Content-Type: application/octet-stream" \\
   -d @${file} ${image}/file`,
      204,
    ],
    [`curl -i -X POST \\\n  ${headers} \\\n  ${image}/actions/deactivate ; echo`, 204],
    [`curl -i -X POST \\\n  ${headers} \\\n  ${image}/actions/reactivate; echo\n`, 204],
    [`curl -i \\\n  ${headers} \\\n  ${image}/file ; echo`, 200],
    [`curl -i -X DELETE \\\n  ${headers} \\\n  ${image} ; echo`, 204],
  ]
}
