import { readRealCloud, signInByImport } from './real-cloud.ts'
import { expect, test } from './served-app.ts'

const cloud = readRealCloud()

test('a session moves to the whole system, to a domain, and back to its project', async ({
  opened: page,
}) => {
  await signInByImport(page, cloud, cloud.users.admin)
  const detail = page.getByRole('region', { name: 'lab' })

  await detail.getByRole('button', { name: 'Change…' }).click()
  await page.getByRole('menuitem', { name: 'the whole system' }).click()
  await expect(detail.getByText('the whole system')).toBeVisible()
  await detail.getByRole('button', { name: 'Change…' }).click()
  await page.getByRole('menuitem', { name: 'Default', exact: true }).click()
  await expect(detail.getByText('domainDefault')).toBeVisible()
  await detail.getByRole('button', { name: 'Change…' }).click()
  await page.getByRole('menuitem', { name: cloud.users.demo.project.name, exact: true }).click()

  await expect(
    page.getByRole('button', { name: `Choose a project: ${cloud.users.demo.project.name}` }),
  ).toBeVisible()
})
