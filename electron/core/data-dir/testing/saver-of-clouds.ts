import { newDraft } from '../../../../shared/model/new-draft.ts'
import { plainCloudSettings } from '../../../../shared/model/plain-cloud-settings.ts'
import { type CloudRecord, openCloudStore } from '../../clouds/cloud-store.ts'
import { createWorkspaceStore } from '../../workbench/workspace-store.ts'
import { damaged, type Kept, never, saveUntilKilled } from './save-until-killed.ts'

await saveUntilKilled(async (dir) => ({
  clouds: await keptClouds(dir),
  workspace: keptWorkspace(dir),
}))

async function keptClouds(dir: string): Promise<Kept> {
  const store = await openCloudStore({ dir, damaged, onChange: () => {} })
  return {
    read: async () => Number(store.all()[0]?.settings.name ?? 0),
    save: (value) => store.change(() => [cloudCalled(`${value}`)], never),
  }
}

function keptWorkspace(dir: string): Kept {
  const store = createWorkspaceStore({ dir, damaged })
  let revision: string | null = null
  return {
    async read() {
      const { tabs } = await store.read()
      revision = tabs[0]?.revision ?? null
      return tabs.length > 1 ? Number.NaN : Number(tabs[0]?.draft.docs ?? 0)
    },
    async save(value) {
      const tab = { id: 'kept', sourceId: null, original: newDraft, draft: { ...newDraft, docs: `${value}` } }
      const open = { activeId: 'kept', environmentId: null, closed: [], windowId: 'one' }
      const order = [{ id: 'kept', revision }]
      const saved = await store.save({ ...open, changed: [{ ...tab, revision }], order })
      revision = saved.revisions[0]?.revision ?? null
    },
  }
}

function cloudCalled(name: string): CloudRecord {
  return {
    id: 'c1',
    origin: 'added',
    settings: {
      name,
      authUrl: 'https://identity.example.org/v3',
      auth: {
        method: 'password',
        user: { name: 'demo', domain: { name: 'Default' } },
        scope: { kind: 'unscoped' },
      },
      ...plainCloudSettings,
    },
    hasSecret: false,
  }
}
