import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { copyName } from '../../../../shared/copy-name.ts'
import type { EnvironmentEdit } from './environment-edit.ts'
import type { EnvironmentGroup } from './use-environments.ts'

/** What is written in each environment and not yet kept, by its id or, for one that is only made, by a key. */
export function useEnvironmentEdits(groups: readonly EnvironmentGroup[], chosenId: string | null) {
  const { t } = useTranslation()
  const [edits, setEdits] = useState<ReadonlyMap<string, EnvironmentEdit>>(new Map())
  const [openKey, setOpenKey] = useState(chosenId ?? firstOf(groups, null))

  const make = (edit: EnvironmentEdit) => {
    const key = crypto.randomUUID()
    setEdits(new Map(edits).set(key, edit))
    setOpenKey(key)
  }
  return {
    edits,
    openKey,
    setOpenKey,
    put: (key: string, edit: EnvironmentEdit) => setEdits(new Map(edits).set(key, edit)),
    add: (collectionId: string) =>
      make({ id: null, collectionId, name: '', nameBefore: '', before: [], variables: [] }),
    duplicate: (of: EnvironmentEdit) => {
      const taken = namesIn(groups, edits, of.collectionId)
      const name = copyName(of.name.trim(), t('requests.tree.copy'), taken)
      make({ ...of, id: null, copyOf: of.id ?? undefined, name, nameBefore: '' })
    },
    /** It is not there any more, or never was. */
    forget: (key: string) => {
      setEdits((all) => without(all, key))
      setOpenKey(firstOf(groups, key))
    },
    /** It is written, under this id. */
    kept: (key: string, id: string) => {
      setEdits((all) => without(all, key))
      setOpenKey((open) => (open === key ? id : open))
    },
  }
}

function without(all: ReadonlyMap<string, EnvironmentEdit>, key: string) {
  return new Map([...all].filter(([other]) => other !== key))
}

function firstOf(groups: readonly EnvironmentGroup[], except: string | null): string | null {
  return groups.flatMap((group) => group.environments).find(({ id }) => id !== except)?.id ?? null
}

/** Every name that environments of a collection have or will have. */
function namesIn(
  groups: readonly EnvironmentGroup[],
  edits: ReadonlyMap<string, EnvironmentEdit>,
  collectionId: string,
): string[] {
  const written = groups.find((group) => group.collectionId === collectionId)?.environments ?? []
  const edited = [...edits.values()].filter((edit) => edit.collectionId === collectionId)
  return [...written, ...edited].map(({ name }) => name)
}
