import { readFileSync } from 'node:fs'

import { expect, type Page } from '@playwright/test'

/** What scripts/openstack writes about the Keystone and Glance that it started, as far as the page needs it. */
export interface RealCloud {
  readonly identityUrl: string
  readonly imageUrl: string
  readonly regionName: string
  /** Another Glance, with quotas, beside the first. */
  readonly second: { readonly regionName: string; readonly imageUrl: string }
  readonly tls: { readonly identityUrl: string; readonly caFile: string } | null
  readonly users: {
    readonly demo: RealProjectUser
    readonly admin: RealProjectUser
    readonly other: RealProjectUser
  }
}

export interface RealUser {
  readonly name: string
  readonly password: string
  readonly project: { name: string }
}

interface RealProjectUser extends RealUser {
  readonly project: { name: string; readonly id: string }
}

export function readRealCloud(): RealCloud {
  const path = process.env.ARCLIGHT_CLOUD
  if (!path) throw new Error('run these by npm run test:cloud: ARCLIGHT_CLOUD names no cloud.json')
  return JSON.parse(readFileSync(path, 'utf8')) as RealCloud
}

/** Imports the cloud from a clouds.yaml, as an operator would bring it, and signs in. */
export async function signInByImport(
  page: Page,
  { identityUrl, users }: { identityUrl: string; users: { demo: RealUser } },
  user: RealUser = users.demo,
): Promise<void> {
  await page.getByRole('button', { name: 'Clouds', exact: true }).click()
  await page.getByRole('button', { name: 'Import clouds.yaml' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'clouds.yaml' }).fill(`clouds:
  lab:
    auth:
      auth_url: ${identityUrl}
      username: ${user.name}
      project_name: ${user.project.name}
      user_domain_name: Default
      project_domain_name: Default
    region_name: RegionOne
`)
  await dialog.getByRole('textbox', { name: 'secure.yaml' }).fill(`clouds:
  lab:
    auth:
      password: ${user.password}
`)
  await dialog.getByRole('button', { name: 'Read', exact: true }).click()
  await dialog.getByRole('button', { name: 'Import 1 cloud' }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible()
}
